import Vocabulary

/// What the forecaster has learned of the person so far: once a day, at a start, and when something becomes of a
/// history that was brought.
///
/// Body, version 1: version u8, cause u8, why a history is refused u8, flags u8 (1: there is a state, 2: its forecast
/// may be shown, 4: it was shown and stopped working), entries of the history u32, the second after its last, UTC
/// since 1970 i64, a number that goes with the refusal i64, first local hour i64, local hour i64, observed hours u32,
/// scored hours u32, lead events in 2^-8 i64, last event, local second i64, logarithm of the gate's capital in 2^-24
/// i64, sample index u64. Local time counts from Monday 1970-01-05 00:00. Without a history its fields are 0, without
/// a state those of the state.
public struct LearnedBody: RecordBody, Equatable, Sendable {
  public static var recordKind: RecordKind { .learned }

  /// Why it is told. Numbers are never reused.
  public enum Cause: UInt8, BitwiseCopyable, Sendable {
    /// A local day is over.
    case day = 0
    /// The board goes on from what it kept.
    case start = 1
    /// A history is there, and no synchronised clock yet to say whether it can be taken.
    case historyWaiting = 2
    /// The history is being read; what was learned before is replaced once it is read whole.
    case historyBegun = 3
    /// The history is read: the state comes from it.
    case historyTaken = 4
    /// The state that was kept comes from this history already.
    case historyKnown = 5
    /// The history is refused: what was learned stays.
    case historyRefused = 6
  }

  /// Why a history is refused. Numbers are never reused.
  public enum Refusal: UInt8, BitwiseCopyable, Sendable {
    /// It is not.
    case none = 0
    /// The file cannot be read; the number is the system's.
    case unreadable = 1
    /// It is torn, or no history; the number is the offset.
    case torn = 2
    /// The board trusts keys, and nobody signed it.
    case notSigned = 3
    /// The signature is not that of its bytes.
    case forged = 4
    /// It is signed by a key that the board does not trust.
    case untrusted = 5
    /// It is another person's.
    case person = 6
    /// It ends in the future; the number is by how many seconds.
    case future = 7
    /// It ended too long ago; the number is how many hours.
    case old = 8
    /// The board saw an event after its end; the number is the event's local second.
    case lacksEvents = 9
  }

  /// Why it is told.
  public var cause: Cause
  /// Why the history is refused.
  public var refusal: Refusal = .none
  /// Whether there is a state.
  public var hasBegun = false
  /// Whether its forecast may be shown.
  public var isShown = false
  /// Whether it was shown before and stopped working.
  public var hasStopped = false
  /// Entries of the history.
  public var entries: UInt32 = 0
  /// The second after the history's last, UTC since 1970.
  public var historyEnd: Int64 = 0
  /// What goes with the refusal.
  public var number: Int64 = 0
  /// The state's first hour.
  public var firstHour: Int64 = 0
  /// The open hour.
  public var hour: Int64 = 0
  /// Observed hours.
  public var observedHours: UInt32 = 0
  /// Scored hours.
  public var scoredHours: UInt32 = 0
  /// Lead events, weighted, in 2^-8.
  public var leads: Int64 = 0
  /// The last event.
  public var lastEvent: Int64 = 0
  /// The logarithm of the gate's capital, in 2^-24.
  public var staked: Int64 = 0
  /// The newest sample.
  public var sampleIndex: UInt64

  /// Creates a record without a history and without a state.
  public init(cause: Cause, sampleIndex: UInt64) {
    self.cause = cause
    self.sampleIndex = sampleIndex
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(cause.rawValue)
    sink.append(refusal.rawValue)
    sink.append((hasBegun ? 1 : 0) | (isShown ? 2 : 0) | (hasStopped ? 4 : 0))
    sink.append(littleEndian: entries)
    sink.append(littleEndian: historyEnd)
    sink.append(littleEndian: number)
    sink.append(littleEndian: firstHour)
    sink.append(littleEndian: hour)
    sink.append(littleEndian: observedHours)
    sink.append(littleEndian: scoredHours)
    sink.append(littleEndian: leads)
    sink.append(littleEndian: lastEvent)
    sink.append(littleEndian: staked)
    sink.append(littleEndian: sampleIndex)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    cause = try reader.readCase(from: bytes)
    refusal = try reader.readCase(from: bytes)
    let flags = try reader.read(UInt8.self, from: bytes)
    guard flags < 8 else { throw reader.fault(width: 1, found: UInt64(flags)) }
    (hasBegun, isShown, hasStopped) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    entries = try reader.read(UInt32.self, from: bytes)
    historyEnd = try reader.read(Int64.self, from: bytes)
    number = try reader.read(Int64.self, from: bytes)
    firstHour = try reader.read(Int64.self, from: bytes)
    hour = try reader.read(Int64.self, from: bytes)
    observedHours = try reader.read(UInt32.self, from: bytes)
    scoredHours = try reader.read(UInt32.self, from: bytes)
    leads = try reader.read(Int64.self, from: bytes)
    lastEvent = try reader.read(Int64.self, from: bytes)
    staked = try reader.read(Int64.self, from: bytes)
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    try reader.finish(bytes)
  }
}
