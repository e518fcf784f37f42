import Alarms
import Testing

@Suite struct AlarmPatternTests {
  private static let patterns: [(name: String, pattern: AlarmPattern)] = [
    ("high", .highPriority), ("medium", .mediumPriority),
  ]

  /// When a state begins, in milliseconds, and how long it lasts, over two minutes; the last one is left out, being
  /// cut.
  private func runs(_ isOn: (UInt64) -> Bool) -> [(start: Int, length: Int)] {
    var runs: [(start: Int, length: Int)] = []
    var wasOn = false
    for millisecond in 0..<120_000 {
      let isOnNow = isOn(UInt64(millisecond) * 1_000_000)
      if isOnNow { wasOn ? (runs[runs.count - 1].length += 1) : runs.append((millisecond, 1)) }
      wasOn = isOnNow
    }
    return runs.dropLast()
  }

  /// The pulses of each burst: those less than 2 s apart.
  private func bursts(_ pattern: AlarmPattern) -> [[(start: Int, length: Int)]] {
    var bursts: [[(start: Int, length: Int)]] = []
    for pulse in runs(pattern.isSounding) {
      if let last = bursts.last?.last, pulse.start - last.start < 2000 {
        bursts[bursts.count - 1].append(pulse)
      } else {
        bursts.append([pulse])
      }
    }
    return bursts.dropLast()
  }

  @Test func highPriorityIsTenPulsesInTwoGroupsOfFiveAndMediumThree() {
    let (high, medium) = (bursts(.highPriority), bursts(.mediumPriority))
    #expect(high.count > 10 && medium.count > 5)
    #expect(high.allSatisfy { $0.count == 10 } && medium.allSatisfy { $0.count == 3 })
    for burst in high {
      let gaps = zip(burst, burst.dropFirst()).map { $1.start - $0.start }
      #expect(gaps.firstIndex(of: gaps.max() ?? 0) == 4)
    }
  }

  @Test func pulsesAndSilencesLastAsTheStandardsTableSays() {
    for burst in bursts(.highPriority) {
      #expect(burst.allSatisfy { (75...200).contains($0.length) })
    }
    for burst in bursts(.mediumPriority) {
      #expect(burst.allSatisfy { (125...250).contains($0.length) })
    }
    for (name, pattern) in Self.patterns {
      let all = bursts(pattern)
      for (burst, next) in zip(all, all.dropFirst()) {
        guard let last = burst.last, let first = next.first else { continue }
        let silence = first.start - (last.start + last.length)
        #expect((2500...(name == "high" ? 15_000 : 30_000)).contains(silence), "\(name)")
      }
    }
  }

  /// IEC 60601-1-8, high priority: 1-2-3 and 4-5 are x apart, 50 to 125 ms; the third and the fourth 2x and a pulse;
  /// the fifth and the sixth 0.35 to 1.3 s; then the same again.
  @Test func highPriorityHasTheRhythmOfTheStandardsTable() {
    for burst in bursts(.highPriority) {
      let pause = zip(burst, burst.dropFirst()).map { $1.start - ($0.start + $0.length) }
      let (gap, pulse) = (pause[0], burst[0].length)
      #expect((50...125).contains(gap))
      #expect(pause[0..<4] == [gap, gap, 2 * gap + pulse, gap])
      #expect((350...1300).contains(pause[4]))
      #expect(pause[5..<9] == [gap, gap, 2 * gap + pulse, gap])
    }
  }

  @Test func theLightFlashesWithinTheBandOfItsPriority() {
    for (name, pattern) in Self.patterns {
      let flashes = runs(pattern.isLit)
      let band = name == "high" ? 1.4...2.8 : 0.4...0.8
      for (flash, next) in zip(flashes, flashes.dropFirst()) {
        #expect(band.contains(1000 / Double(next.start - flash.start)), "\(name)")
        let duty = Double(flash.length) / Double(next.start - flash.start)
        #expect((0.2...0.6).contains(duty), "\(name)")
      }
    }
  }

  @Test func soundAndLightBeginAtOnce() {
    for (_, pattern) in Self.patterns { #expect(pattern.isSounding(0) && pattern.isLit(0)) }
  }
}
