import Vocabulary

/// What is doubtful about a session's inputs, or was left out of them: written behind the session's record, whose
/// settings it explains.
///
/// Body, version 1: version u8, cause u8, name count u8, zero u8, then each name, 16 bytes, then the text's length u16
/// and its UTF-8 bytes. Where the cause says all, there is no text.
public struct InputNoteBody: RecordBody, Sendable {
  /// Why it is told. Numbers are never reused.
  public enum Cause: UInt8, Sendable {
    /// The named channels are taken as recorded against their reference, for want of a derivation.
    case referential = 1
    /// The named inputs are EEG, but in no channel.
    case unused = 2
    /// The named channels of the detector are not there, so that zero stands for them.
    case filled = 3
    /// The text is a caution.
    case caution = 4
    /// The named signals of a recording are no inputs, for the reason in the text.
    case leftOut = 5
  }

  /// Bytes of the longest text.
  public static let mostTextBytes = 1_024

  public static var recordKind: RecordKind { .inputNote }

  /// Why it is told.
  public var cause: Cause
  /// How many names there are.
  public private(set) var nameCount: UInt8
  /// The channels or inputs that are meant; only the first `nameCount` mean anything.
  public private(set) var names: PerInput<ChannelName>
  /// How many bytes the text has.
  public private(set) var textCount: UInt16
  /// The text; only the first `textCount` bytes mean anything.
  public private(set) var text: InlineArray<1_024, UInt8>

  /// Creates a note that names nothing and has no text.
  public init(_ cause: Cause) {
    self.cause = cause
    nameCount = 0
    names = InlineArray(repeating: ChannelName())
    textCount = 0
    text = InlineArray(repeating: 0)
  }

  /// Adds a name.
  ///
  /// - Parameter name: The name of a channel or an input.
  /// - Returns: Whether there was room.
  @discardableResult
  public mutating func append(_ name: ChannelName) -> Bool {
    guard nameCount < Limits.inputs else { return false }
    names[Int(nameCount)] = name
    nameCount += 1
    return true
  }

  /// Adds a byte of text.
  ///
  /// - Parameter byte: A byte of UTF-8 that is no control character.
  /// - Returns: Whether there was room and the byte is one.
  @discardableResult
  public mutating func append(text byte: UInt8) -> Bool {
    guard textCount < Self.mostTextBytes, Self.isText(byte) else { return false }
    text[Int(textCount)] = byte
    textCount += 1
    return true
  }

  private static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(cause.rawValue)
    sink.append(nameCount)
    sink.append(0)
    for index in 0..<Int(nameCount) { sink.append(names[index]) }
    sink.append(littleEndian: textCount)
    for index in 0..<Int(textCount) { sink.append(text[index]) }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    self.init(try reader.readCase(from: bytes))
    nameCount = UInt8(try reader.readCount(upTo: Limits.inputs, from: bytes))
    try reader.readZeros(1, from: bytes)
    for index in 0..<Int(nameCount) { names[index] = try reader.readName(from: bytes) }
    let count = try reader.read(UInt16.self, from: bytes)
    guard count <= Self.mostTextBytes else { throw reader.fault(width: 2, found: UInt64(count)) }
    for _ in 0..<Int(count) {
      let byte = try reader.read(UInt8.self, from: bytes)
      guard append(text: byte) else { throw reader.fault(width: 1, found: UInt64(byte)) }
    }
    try reader.finish(bytes)
  }
}
