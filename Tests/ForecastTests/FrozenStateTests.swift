import Testing
import Vocabulary

@testable import Forecast

/// Where each part of the forecaster's state stands, counted by hand: whoever updates a board finds there what the
/// program before it learned of the person. A field that moves needs a new version of the state.
@Suite struct FrozenStateTests {
  private static func grown() throws -> HazardForecaster {
    var forecaster = HazardForecaster(firstHour: 5)
    for hour in Int64(5)..<2_400 {
      if hour % 24 == 7 && hour / 24 * 37 % 11 < 6 { try forecaster.noteEvent(atSecond: hour * 3_600 + 120) }
      if hour % 151 == 3 { try forecaster.noteEvent(atSecond: hour * 3_600 + 1_800) }
      forecaster.finish(observed: hour % 97 > 2)
    }
    try forecaster.noteEvent(atSecond: 2_400 * 3_600 + 60)
    (forecaster.history.end, forecaster.history.check) = (0x0102_0304, 0x1112_1314)
    return forecaster
  }

  /// The words of 8 bytes from the first on, and what stands there.
  private static func layout(_ state: HazardForecaster) -> [(word: Int, values: [Int64])] {
    [
      (3, [state.hour, 5, 2_400 * 3_600 + 60, state.leads, state.scoredLeads, state.scoredHours, state.observedHours]),
      (10, [state.isScored ? 1 : 0, state.eventsOfHour, state.leadsOfHour, state.events, state.pause]),
      (15, [state.probability] + (0..<32).map { Int64(state.terms[$0]) }),
      (48, shares(state.detailed) + shares(state.plain) + shares(state.shares)),
      (66, (0..<8).flatMap { [state.recent[$0].events, state.recent[$0].hours] }),
      (82, (0..<4).flatMap { memory in (0..<24).map { state.daily[memory].hours[$0] } }),
      (178, (0..<90).map { Int64(state.running.leads[$0]) * 256 + Int64(state.running.hours[$0]) }),
      (268, [state.running.sumOfLeads, state.running.sumOfHours]),
      (270, [state.ladder.sum, state.ladder.count, Int64(state.ladder.level.rawValue)]),
      (273, [state.gate.staked, state.gate.months, state.gate.hours]),
      (276, [state.gate.sumOfForecasts, state.gate.weightOfForecasts]),
      (278, (0..<4).flatMap { [state.gate.againstMean[$0], state.gate.againstRate[$0]] }),
      (286, [state.gate.openedAfterHours ?? .min, state.gate.isOpen ? 1 : 0, state.gate.stoppedWorking ? 1 : 0]),
      (289, (0..<32).map { state.hazard.weights[$0] }),
      (321, (0..<528).map { state.hazard.covariance[$0] }),
      (849, (0..<169).map { state.cycles.cosines[$0] }),
      (1_018, (0..<169).map { state.cycles.sines[$0] } + [state.cycles.information]),
      (1_188, (0..<3).flatMap { [state.reference.leads[$0], state.reference.hours[$0], state.reference.weights[$0]] }),
      (1_197, (0..<5).flatMap { [state.reference.came[$0], state.reference.expected[$0]] }),
      (1_207, [state.trust, 0x0102_0304, 0x1112_1314]),
    ]
  }

  private static func shares(_ shares: RiskShares) -> [Int64] { [shares.base] + (0..<5).map { shares.shares[$0] } }

  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  @Test func everyFieldStandsWhereItStood() throws {
    let state = try Self.grown()
    var sink = Bytes()
    state.encode(into: &sink, person: 0x6162_6364_6566_6768, count: 0x0708_090A_0B0C_0D0E)
    let bytes = sink.bytes
    #expect(bytes.count == 16_384)
    #expect(
      bytes.prefix(24) == [
        0x50, 0x4B, 0x43, 0x46, 2, 0, 0, 0, 0x68, 0x67, 0x66, 0x65, 0x64, 0x63, 0x62, 0x61, 0x0E, 0x0D, 0x0C, 0x0B,
        0x0A, 0x09, 0x08, 0x07,
      ])
    var next = 3
    for part in Self.layout(state) {
      #expect(part.word == next, "nothing is left out")
      for (index, value) in part.values.enumerated() {
        let first = 8 * (part.word + index)
        let found = bytes[first..<first + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(Int64(bitPattern: found) == value, "word \(part.word + index)")
      }
      next = part.word + part.values.count
    }
    #expect(next == 1_210 && bytes[8 * next..<16_380].allSatisfy { $0 == 0 })
    // Read back in the same places: what was learned is there again.
    let again = try HazardForecaster.decode(bytes.span, person: 0x6162_6364_6566_6768)
    #expect(again.count == 0x0708_090A_0B0C_0D0E)
    for (found, expected) in zip(Self.layout(again.forecaster), Self.layout(state)) {
      #expect(found.values == expected.values, "from word \(expected.word) on")
    }
  }
}
