import Simulation
import Testing
import Vocabulary

/// Parts of the montage that are lost call, though hops are judged with the rest.
@Suite struct CoverageTests {
  /// In `Bedside.electrodes`: Fp2 to P8.
  private static let right = 8...15

  private func lose(_ electrodes: ClosedRange<Int>, of bed: DisturbedBedside, seconds: Double) {
    bed.play(
      seconds: seconds,
      Disturbance("off", []) { inputs in
        for index in electrodes { inputs.microvolts[index] = 5 * Double(index) + 0.14 * inputs.source.bell() }
      })
  }

  @Test func aSideOfTheHeadThatIsGoneCalls() throws {
    let bed = try DisturbedBedside(seed: 7)
    bed.play(seconds: 20)
    bed.seizure = bed.seizure.indices.map { Self.right.contains($0) ? 150 : 0 }
    lose(Self.right, of: bed, seconds: 60)
    let rise = try #require(bed.technical.first)
    #expect(rise.reason == .sideLost && rise.seconds <= 50)
    #expect(bed.hops(30..<80).allSatisfy { $0.usable.count >= 9 })
    bed.seizure = bed.seizure.map { _ in 0 }
    bed.play(seconds: 31)
    #expect(!bed.bedside.isTechnicalAlarmRaised)
  }

  @Test func channelsLostForGoodCall() throws {
    let bed = try DisturbedBedside(seed: 8)
    bed.play(seconds: 20)
    // A chain of five electrodes on each side: eight derivations of eighteen, but half of each side's.
    bed.play(
      seconds: 60,
      Disturbance("off", []) { inputs in
        for index in [0, 1, 2, 3, 4, 8, 13, 14, 15, 12] { inputs.microvolts[index] = 0.14 * inputs.source.bell() }
      })
    #expect(bed.bedside.isTechnicalAlarmRaised)
    let rise = try #require(bed.technical.first)
    #expect(rise.reason == .channelsLost && rise.seconds <= 50)
  }

  @Test func inputsThatNameNoElectrodeHaveNoSide() throws {
    let bed = try DisturbedBedside(electrodes: (1...8).map { "EEG\($0)" }, seed: 10)
    bed.play(seconds: 20)
    bed.play(
      seconds: 40,
      Disturbance("off", []) { inputs in
        for index in [0, 2, 4, 6] { inputs.microvolts[index] = 0.14 * inputs.source.bell() }
      })
    #expect(bed.technical.map(\.reason) == [.channelsLost])
  }

  @Test func oneElectrodeIsNoCall() throws {
    let bed = try DisturbedBedside(seed: 9)
    bed.play(seconds: 20)
    lose(8...8, of: bed, seconds: 60)
    #expect(bed.technical.isEmpty)
  }
}
