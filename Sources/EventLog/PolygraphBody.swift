import Vocabulary

/// What the inputs that are no EEG showed: in a minute, or beside a seizure event. Nothing is decided by it.
///
/// Body, version 1: version u8, cause u8, number u64 (the minute's since the session's start, or the event's), sample
/// index u64, count u8, then for each input (48 bytes) its index u8, role u8, name of 16 bytes, and two stretches, each
/// with seconds u16, median, lowest and highest u32: that of the minute or of the 30 s on either side of the alarm's
/// rise, and that of the 60 s before those, empty for a minute. Values are beats a minute of an ECG and 2^-8 square
/// microvolt of an EMG. A stretch without seconds could not be judged: its values are 0 and mean nothing.
public struct PolygraphBody: RecordBody, Equatable, Sendable {
  public static var recordKind: RecordKind { .polygraphy }

  /// The most inputs.
  public static let mostSignals = 4
  /// The longest stretch, in seconds.
  public static let mostSeconds = 128

  /// Why it is told. Numbers are never reused.
  public enum Cause: UInt8, Sendable {
    /// A minute is over.
    case minute = 0
    /// A seizure event rose half a minute ago.
    case event = 1
  }

  /// One input.
  public struct Signal: Equatable, Sendable {
    /// Its index in the frames.
    public var input: UInt8
    /// What it measures.
    public var role: InputRole
    /// Its label.
    public var name: ChannelName
    /// What it was in the minute, or around the alarm's rise.
    public var during: PolygraphStretch
    /// What it was before an event.
    public var before = PolygraphStretch()

    /// Creates a signal of which nothing is known from before.
    public init(input: UInt8, role: InputRole, name: ChannelName, during: PolygraphStretch) {
      self.input = input
      self.role = role
      self.name = name
      self.during = during
    }
  }

  /// Why it is told.
  public var cause: Cause
  /// The minute's number since the session's start, or the event's.
  public var number: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// How many inputs there are.
  public var count: UInt8
  /// The inputs; only the first `count` mean anything.
  public var signals: InlineArray<4, Signal>

  /// Creates a record without inputs.
  public init(cause: Cause, number: UInt64, sampleIndex: UInt64) {
    self.cause = cause
    self.number = number
    self.sampleIndex = sampleIndex
    count = 0
    signals = InlineArray(
      repeating: Signal(input: 0, role: .eeg, name: ChannelName(), during: PolygraphStretch()))
  }

  /// Whether both records have the same bytes.
  public static func == (left: PolygraphBody, right: PolygraphBody) -> Bool {
    guard left.cause == right.cause, left.number == right.number, left.sampleIndex == right.sampleIndex,
      left.count == right.count
    else { return false }
    for index in 0..<Int(left.count) where left.signals[index] != right.signals[index] { return false }
    return true
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(cause.rawValue)
    sink.append(littleEndian: number)
    sink.append(littleEndian: sampleIndex)
    sink.append(count)
    for index in 0..<Int(count) {
      sink.append(signals[index].input)
      sink.append(signals[index].role.rawValue)
      sink.append(signals[index].name)
      Self.append(signals[index].during, to: &sink)
      Self.append(signals[index].before, to: &sink)
    }
  }

  private static func append<Sink: ByteSink & ~Copyable>(_ stretch: PolygraphStretch, to sink: inout Sink) {
    sink.append(littleEndian: stretch.seconds)
    sink.append(littleEndian: stretch.median)
    sink.append(littleEndian: stretch.lowest)
    sink.append(littleEndian: stretch.highest)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let cause: Cause = try reader.readCase(from: bytes)
    let number = try reader.read(UInt64.self, from: bytes)
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    self.init(cause: cause, number: number, sampleIndex: sampleIndex)
    count = UInt8(try reader.readCount(upTo: Self.mostSignals, from: bytes))
    for index in 0..<Int(count) {
      let input = UInt8(try reader.readCount(upTo: Limits.inputs - 1, from: bytes))
      let role: InputRole = try reader.readCase(from: bytes)
      guard role != .eeg else { throw reader.fault(width: 1, found: 0) }
      let name = try reader.readName(from: bytes)
      let during = try Self.readStretch(from: bytes, at: &reader)
      signals[index] = Signal(input: input, role: role, name: name, during: during)
      signals[index].before = try Self.readStretch(from: bytes, at: &reader)
    }
    try reader.finish(bytes)
  }

  /// Reads a stretch: in order, and nothing where nothing was judged.
  private static func readStretch(
    from bytes: Span<UInt8>, at reader: inout BodyReader
  ) throws(BodyFault) -> PolygraphStretch {
    let seconds = try reader.read(UInt16.self, from: bytes)
    guard seconds <= mostSeconds else { throw reader.fault(width: 2, found: UInt64(seconds)) }
    let median = try reader.read(UInt32.self, from: bytes)
    guard seconds > 0 || median == 0 else { throw reader.fault(width: 4, found: UInt64(median)) }
    let lowest = try reader.read(UInt32.self, from: bytes)
    guard lowest <= median else { throw reader.fault(width: 4, found: UInt64(lowest)) }
    let highest = try reader.read(UInt32.self, from: bytes)
    guard highest >= median && (seconds > 0 || highest == 0) else {
      throw reader.fault(width: 4, found: UInt64(highest))
    }
    return PolygraphStretch(seconds: seconds, median: median, lowest: lowest, highest: highest)
  }
}
