import Vocabulary

/// What was forecast for an hour, or the beginning or end of a warning.
///
/// Body, version 1: version u8, change u8, level u8, why withheld u8, local hour i64, minutes that local time is ahead
/// of UTC i16, zeros u16, probability u32 in 2^-30, log-odds of the running rate i64 and the shares of rate, hour of
/// day, weekday, time since the last event and slow cycles i64 each in 2^-24, sample index u64. Version 2, of a board
/// with a forecaster of the EEG, goes on: its share i64 in 2^-24, its weight u32 in 2^-16, whether it said anything u8,
/// its gate u8, zeros u16.
public struct ForecastBody: RecordBody, Equatable, Sendable {
  public static var recordKind: RecordKind { .forecast }

  /// What the record is about. Numbers are never reused.
  public enum Change: UInt8, Sendable {
    /// An hour begins.
    case hour = 0
    /// A warning begins.
    case warning = 1
    /// A warning ends.
    case warningEnd = 2
  }

  /// The risk beside the person's usual. Numbers are never reused.
  public enum Level: UInt8, Sendable {
    case low = 0
    case medium = 1
    case high = 2
  }

  /// Why a forecast is not shown. Numbers are never reused.
  public enum Withheld: UInt8, Sendable {
    /// It is shown.
    case no = 0
    /// Too few lead events so far.
    case tooFewEvents = 1
    /// Too few days so far.
    case tooShort = 2
    /// The wall clock is not synchronised.
    case clockNotSynchronised = 3
    /// Not better than chance, or than the person's 90-day rate, on the person's own past.
    case notBetterThanChance = 4
    /// It was better, and is not any more.
    case stoppedWorking = 5
  }

  /// How many factors have a share.
  public static let factors = 5

  /// What the record is about.
  public var change: Change
  /// The risk.
  public var level: Level
  /// Why it is not shown.
  public var withheld: Withheld
  /// The hour, in local time since Monday 1970-01-05 00:00.
  public var hour: Int64
  /// How far local time is ahead of UTC.
  public var offsetMinutes: Int16
  /// The probability of a lead event in the hour, in 2^-30.
  public var probability: UInt32
  /// The log-odds of the person's running rate, in 2^-24.
  public var base: Int64
  /// What each factor adds to it, in 2^-24: rate, hour of day, weekday, time since the last event, slow cycles.
  public var shares: InlineArray<5, Int64> = InlineArray(repeating: 0)
  /// The newest sample.
  public var sampleIndex: UInt64
  /// What the EEG adds; nil on a board without a forecaster of it.
  public var evidence: Evidence?

  /// Creates a record without shares.
  public init(
    change: Change, level: Level, withheld: Withheld, hour: Int64, offsetMinutes: Int16, probability: UInt32,
    base: Int64, sampleIndex: UInt64
  ) {
    self.change = change
    self.level = level
    self.withheld = withheld
    self.hour = hour
    self.offsetMinutes = offsetMinutes
    self.probability = probability
    self.base = base
    self.sampleIndex = sampleIndex
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(evidence == nil ? 1 : 2)
    sink.append(change.rawValue)
    sink.append(level.rawValue)
    sink.append(withheld.rawValue)
    sink.append(littleEndian: hour)
    sink.append(littleEndian: offsetMinutes)
    sink.append(littleEndian: UInt16(0))
    sink.append(littleEndian: probability)
    sink.append(littleEndian: base)
    for index in 0..<Self.factors { sink.append(littleEndian: shares[index]) }
    sink.append(littleEndian: sampleIndex)
    guard let evidence else { return }
    sink.append(littleEndian: evidence.share)
    sink.append(littleEndian: evidence.weight)
    sink.append(evidence.said ? 1 : 0)
    sink.append(evidence.gate.rawValue)
    sink.append(littleEndian: UInt16(0))
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(versions: 1...2, in: bytes)
    change = try reader.readCase(from: bytes)
    level = try reader.readCase(from: bytes)
    withheld = try reader.readCase(from: bytes)
    hour = try reader.read(Int64.self, from: bytes)
    offsetMinutes = try reader.read(Int16.self, from: bytes)
    try reader.readZeros(2, from: bytes)
    probability = try reader.read(UInt32.self, from: bytes)
    base = try reader.read(Int64.self, from: bytes)
    for index in 0..<Self.factors { shares[index] = try reader.read(Int64.self, from: bytes) }
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    if reader.version == 2 {
      let share = try reader.read(Int64.self, from: bytes)
      let weight = try reader.read(UInt32.self, from: bytes)
      let said = try reader.readFlag(from: bytes)
      evidence = Evidence(share: share, weight: weight, said: said, gate: try reader.readCase(from: bytes))
      try reader.readZeros(2, from: bytes)
    }
    try reader.finish(bytes)
  }

  public static func == (left: ForecastBody, right: ForecastBody) -> Bool {
    for index in 0..<factors where left.shares[index] != right.shares[index] { return false }
    return left.change == right.change && left.level == right.level && left.withheld == right.withheld
      && left.hour == right.hour && left.offsetMinutes == right.offsetMinutes && left.base == right.base
      && left.probability == right.probability && left.sampleIndex == right.sampleIndex
      && left.evidence == right.evidence
  }
}
