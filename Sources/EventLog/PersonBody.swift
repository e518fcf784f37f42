import Vocabulary

/// Somebody was admitted or discharged, a standby began or ended, or outputs or electrodes were tried.
///
/// Body, version 1: version u8, act u8, whose act u8, zero u8, pseudonym 16 bytes, minutes u16, zeros u16, sample index
/// u64.
public struct PersonBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .person }

  /// What was done. Numbers are never reused.
  public enum Act: UInt8, BitwiseCopyable, Sendable {
    /// A person is admitted: the pseudonym is new, and nothing learned before counts.
    case admission = 1
    /// The person is discharged: the pseudonym is the one that ends here.
    case discharge = 2
    /// A standby begins: technical alarms are not shown.
    case standby = 3
    /// The standby ends.
    case standbyEnd = 4
    /// The lines that tell were tested: by the board itself, each in turn and with success; by light and buzzer for
    /// whoever pressed the button; by a call of all for the station.
    case outputTest = 5
    /// Light and buzzer tell of each electrode whether it holds.
    case electrodeCheck = 6
  }

  /// Whose act it was. Numbers are never reused.
  public enum Source: UInt8, BitwiseCopyable, Sendable {
    /// The board's own: its time was over.
    case board = 0
    /// The acknowledge button's.
    case button = 1
    /// The station's, or that of somebody at the board's console.
    case station = 2
  }

  /// What was done.
  public var act: Act
  /// Whose act it was.
  public var source: Source
  /// The person's pseudonym.
  public var pseudonym: InlineArray<16, UInt8>
  /// How long the standby is meant to last, in minutes; 0 for other acts.
  public var minutes: UInt16
  /// The newest sample when it was done.
  public var sampleIndex: UInt64

  /// Creates an act.
  public init(act: Act, source: Source, pseudonym: InlineArray<16, UInt8>, minutes: UInt16 = 0, sampleIndex: UInt64) {
    self.act = act
    self.source = source
    self.pseudonym = pseudonym
    self.minutes = minutes
    self.sampleIndex = sampleIndex
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(act.rawValue)
    sink.append(source.rawValue)
    sink.append(0)
    sink.append(contentsOf: pseudonym.span)
    sink.append(littleEndian: minutes)
    sink.append(littleEndian: UInt16(0))
    sink.append(littleEndian: sampleIndex)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    act = try reader.readCase(from: bytes)
    source = try reader.readCase(from: bytes)
    try reader.readZeros(1, from: bytes)
    pseudonym = try reader.readPseudonym(from: bytes)
    minutes = try reader.read(UInt16.self, from: bytes)
    try reader.readZeros(2, from: bytes)
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    try reader.finish(bytes)
  }
}
