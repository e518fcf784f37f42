import CLinux
import Vocabulary

/// The person's history that the station brought, as it was when the program started: a file `history` of the log's
/// folder, beside what else is kept of the person.
public struct HistoryFile: ~Copyable {
  private let copy: FileCopy?
  /// Why a file that is there cannot be read.
  public let fault: SystemFault?

  /// Copies it, if it is there.
  ///
  /// - Parameters:
  ///   - folder: The log's folder.
  ///   - limit: More bytes than a history has.
  public init(in folder: borrowing FileDescriptor, limit: Int) {
    do throws(SystemFault) {
      let file = try FileDescriptor(openingForReading: StateFiles.historyName, in: folder)
      copy = try FileCopy(file, FixedText(StateFiles.historyName), limit: limit)
      fault = nil
    } catch {
      copy = nil
      let isThere = error.operation != .open || error.code != ENOENT
      fault = isThere ? error : nil
    }
  }

  /// Whether there is one that could be read.
  public var isThere: Bool {
    switch copy {
    case .none: false
    case .some: true
    }
  }

  /// Calls `body` with its bytes; with none where there is none.
  ///
  /// - Parameter body: Takes the bytes, valid during the call only.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Result, Fault: Error>(_ body: (Span<UInt8>) throws(Fault) -> Result) throws(Fault) -> Result {
    switch copy {
    case .some(let copy): return try copy.withBytes(body)
    case .none:
      let nothing = InlineArray<1, UInt8>(repeating: 0)
      return try body(nothing.span.extracting(0..<0))
    }
  }
}
