import Simulation
import Testing
import Vocabulary

@testable import Forecast

/// Whoever can write the kept state can make its checksum fit: what is in it must never end the program.
@Suite struct HostileStateTests {
  /// Any number, with a size that is as likely to be small as large, and often a power of two or beside one.
  private static func number(_ generator: inout SeededGenerator) -> Int64 {
    let power = Int64(bitPattern: 1 << UInt64.random(in: 0..<64, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return power
    case 1: return 0 &- power
    case 2: return power &- 1
    case 3: return Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
    case 4: return .min
    default: return .max
    }
  }

  /// The state with a checksum that fits.
  private static func checked(_ state: [UInt8]) -> [UInt8] {
    var check = CyclicRedundancyCheck()
    check.update(state.span.extracting(0..<HazardForecaster.checksumOffset))
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: check.value >> UInt32(8 * $0)) }
    return Array(state[..<HazardForecaster.checksumOffset]) + bytes
  }

  private static func state(_ forecaster: borrowing HazardForecaster) -> [UInt8] {
    var sink = ByteBuffer()
    forecaster.encode(into: &sink, person: 9, count: 1)
    return sink.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// A person's year: every event counts in full, or none comes; then hours in which all or nothing happens.
  private static func grown(eventEvery hours: Int64, for span: Int64) throws -> HazardForecaster {
    var forecaster = HazardForecaster(firstHour: 400_000)
    for hour in 0..<span {
      if hours > 0, hour % hours == 0 { try forecaster.noteEvent(atSecond: forecaster.hour * 3_600) }
      forecaster.finish(observed: hour % 100 != 99)
    }
    return forecaster
  }

  @Test func fieldsOfAnySizeAreRefusedOrHarmless() throws {
    let whole = Self.state(try Self.grown(eventEvery: 31, for: 600))
    var generator = SeededGenerator(seed: 20)
    var outcomes = (refused: 0, accepted: 0)
    for trial in 0..<400 {
      var state = whole
      for _ in 0..<(trial % 4 + 1) {
        // Some nine hundred fields of eight bytes; the first three are what the state is and whose.
        let field = Int.random(in: 3..<1_000, using: &generator)
        let value = UInt64(bitPattern: Self.number(&generator))
        for index in 0..<8 { state[8 * field + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
      }
      guard var (forecaster, _) = try? HazardForecaster.decode(Self.checked(state).span, person: 9) else {
        outcomes.refused += 1
        continue
      }
      outcomes.accepted += 1
      for hour in 0..<8 {
        if hour % 4 == 1 { try? forecaster.noteEvent(atSecond: forecaster.hour * 3_600) }
        forecaster.finish(observed: hour % 9 != 8)
        _ = forecaster.forecast(clockIsSynchronised: true)
      }
    }
    #expect(outcomes.refused > 130 && outcomes.accepted > 30, "\(outcomes)")
  }

  @Test func aHistoryOfNoTimeIsRefused() throws {
    for end in [Int64.min, -1, 253_402_300_801, .max] {
      var forecaster = HazardForecaster(firstHour: 400_000)
      forecaster.history.end = end
      #expect(throws: ForecastStateFault.self) { try HazardForecaster.decode(Self.state(forecaster).span, person: 9) }
    }
  }

  /// What can come of a person is within the bounds: an event in every hour, now and then, none.
  @Test(arguments: [1, 31, 0] as [Int64])
  func whateverIsLearnedIsSound(eventEvery hours: Int64) throws {
    let forecaster = try Self.grown(eventEvery: hours, for: 1_000)
    #expect(forecaster.isSound)
    _ = try HazardForecaster.decode(Self.state(forecaster).span, person: 9)
  }
}
