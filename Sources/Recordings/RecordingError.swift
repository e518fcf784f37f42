import Text

/// What is wrong with a recording: the file, the place in it, what was found there and what was expected.
public struct RecordingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What sort of fault it is.
  public enum Kind: String, Equatable, Sendable {
    /// The file cannot be opened, read or written.
    case unreadable
    /// The file begins with neither of the two known identifications.
    case notARecording
    /// The file ends inside its header.
    case truncatedHeader
    /// A header field does not hold what it must.
    case badField
    /// A signal's digital or physical range is empty, so that its samples have no value.
    case brokenScaling
    /// The file ends before its last data record does.
    case truncatedData
    /// The file holds no data record.
    case noData
    /// A data record is larger than this reader takes.
    case recordTooLarge
    /// An annotation list cannot be read.
    case badAnnotation
    /// A data record of a discontinuous file does not say when it starts.
    case noTimekeeping
    /// A data record starts before the one before it ends.
    case overlappingRecords
    /// What is to be written does not fit the format.
    case unwritable
    /// No signal can be used as EEG.
    case noUsableSignal
    /// The sampling rate cannot be used.
    case unusableRate
  }

  /// What sort of fault it is.
  public let kind: Kind
  /// The file's path.
  public let file: String
  /// Offset in the file of the byte the fault begins at.
  public let offset: UInt64
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// Creates an error.
  public init(_ kind: Kind, file: String, offset: UInt64, found: String, expected: String) {
    self.kind = kind
    self.file = file
    self.offset = offset
    self.found = found
    self.expected = expected
  }

  /// One line for people.
  public var description: String {
    "\(file): byte \(offset): found \(found.shown), expected \(expected)"
  }
}
