import Testing
import Vocabulary

@testable import BedSimulation

/// What a made-up bed's electrodes carry is what was asked for, when it was asked for, and nothing else.
@Suite struct BedFeedTests {
  private func frames(_ seconds: Double, seizures: [String] = [], faults: [String] = []) throws -> [Frame] {
    let feed = try BedFeed(
      seed: 3, seconds: seconds, seizures: seizures.map { try Scenario.Seizure($0) },
      faults: faults.map { try Fault($0) })
    var made: [Frame] = []
    feed.forEachFrame { made.append($0) }
    return made
  }

  /// Samples in which two feeds differ.
  private func differences(_ first: [Frame], _ second: [Frame]) -> [UInt64] {
    zip(first, second).filter { one, other in
      one.leadOff != other.leadOff || (0..<8).contains { one.codes[$0] != other.codes[$0] }
    }.map(\.0.sampleIndex)
  }

  @Test func aFaultChangesItsOwnTimeOnly() throws {
    let plain = try frames(30)
    #expect(plain.map(\.sampleIndex) == Array(0..<7_500))
    let shorted = try frames(30, faults: ["not-eeg/shorted@10+5"])
    #expect(differences(plain, shorted) == Array(2_500..<3_750))
    // 0.14 µV of noise: codes of 0.0224 µV, so nothing beyond 50 of them.
    #expect(shorted[2_500..<3_750].allSatisfy { frame in (0..<8).allSatisfy { abs(frame.codes[$0]) < 50 } })
  }

  @Test func aSeizureIsLargestOnItsSide() throws {
    let plain = try frames(20)
    let seizing = try frames(20, seizures: ["right@5+10"])
    #expect(differences(plain, seizing).allSatisfy { (1_250..<3_750).contains($0) })
    func power(_ input: Int) -> Double {
      zip(plain, seizing).reduce(0) { $0 + pow2(Double($1.0.codes[input]) - Double($1.1.codes[input])) }
    }
    #expect(power(6) > 100 * power(2))
  }

  private func pow2(_ value: Double) -> Double { value * value }

  @Test func electrodesThatAreOffAreMarkedAndLostFramesAreMissing() throws {
    let off = try frames(10, faults: ["side-off@2+3"])
    let marked = off.filter { $0.leadOff.rawValue == 0b1111_0000 }.map(\.sampleIndex)
    #expect(marked == Array(500..<1_250) && off.allSatisfy { [0, 0b1111_0000].contains($0.leadOff.rawValue) })
    let lost = try frames(20, faults: ["interrupted/a-frame-lost-in-6-s@2+12"])
    #expect(Set(0..<5_000).subtracting(lost.map(\.sampleIndex)) == [600, 2_100])
  }

  @Test(arguments: [
    "left", "left@5", "left@5+0", "middle@5+3", "left@-1+3", "left@5+3+4", "",
  ]) func whatIsNoSeizureIsSaidSo(_ text: String) {
    #expect(throws: FaultTextError.self) { try Scenario.Seizure(text) }
  }

  @Test(arguments: [["disk-full@5+5"], ["not-eeg/shorted@5+5", "side-off@9+5"]])
  func whatIsNoFaultOfTheElectrodesAloneIsRefused(_ faults: [String]) {
    #expect(throws: FaultTextError.self) { try frames(20, faults: faults) }
  }
}
