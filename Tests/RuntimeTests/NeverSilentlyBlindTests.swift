import Foundation
import Simulation
import Testing
import Vocabulary

/// Whatever the electrodes carry instead of EEG, a line calls within half a minute with its reason, and falls within
/// half a minute of its end.
@Suite struct NeverSilentlyBlindTests {
  private static let eightInputs = (1...8).map { "EEG\($0)" }
  private static let start = 12.0
  /// Of each disturbance; the long run, with `PRODROME_LONG=1`, takes ten minutes.
  private static let isLong = ProcessInfo.processInfo.environment["PRODROME_LONG"] == "1"
  private static let length = isLong ? 600.0 : 42

  private func check(_ disturbance: Disturbance, electrodes: [String], seizure: Double) throws {
    let bed = try DisturbedBedside(electrodes: electrodes)
    bed.play(seconds: Self.start)
    #expect(bed.technical.isEmpty && bed.hops(6..<Self.start).allSatisfy { $0.verdict.state != .unknown })
    bed.seizure = bed.seizure.map { _ in seizure }
    bed.play(seconds: Self.length, disturbance)
    #expect(bed.bedside.isTechnicalAlarmRaised)
    let rise = try #require(bed.technical.first)
    #expect(rise.seconds <= Self.start + 30 && disturbance.reasons.contains(rise.reason), "\(rise)")
    if disturbance.isTotal {
      let normal = bed.hops(Self.start + 20..<Self.start + Self.length).filter { $0.verdict.state == .normal }
      #expect(normal.isEmpty, "\(normal.count) hops are called normal")
    }
    bed.seizure = bed.seizure.map { _ in 0 }
    bed.play(seconds: 31)
    #expect(!bed.bedside.isTechnicalAlarmRaised)
  }

  @Test(arguments: Disturbance.total + Disturbance.partial)
  func onInputsAsTheyAreALineCalls(_ disturbance: Disturbance) throws {
    try check(disturbance, electrodes: Self.eightInputs, seizure: 0)
  }

  @Test(arguments: Disturbance.total + Disturbance.partial)
  func onAMontageDuringASeizureALineCalls(_ disturbance: Disturbance) throws {
    try check(disturbance, electrodes: Bedside.electrodes, seizure: 100)
  }

  /// Others than those above: between them, at other periods, with harmonics. The long run takes each with and without
  /// a seizure, on the inputs and on a montage; else they take turns.
  @Test(arguments: Variant.all.indices)
  func aVariantCalls(_ number: Int) throws {
    let variant = Variant.all[number].disturbance
    for turn in Self.isLong ? Array(0..<4) : [number % 4] {
      let isMontage = turn / 2 == 1
      try check(
        variant, electrodes: isMontage ? Bedside.electrodes : Self.eightInputs, seizure: turn % 2 == 1 ? 100 : 0)
    }
  }

  /// Whether a connection comes back nobody can know: where nothing is there now, most channels are not said to have
  /// pulses.
  @Test(arguments: ["shorted", "all alike"])
  func whatIsGoneIsNotSaidToComeAndGo(name: String) throws {
    let disturbance = try #require(Disturbance.total.first { $0.description == name })
    let bed = try DisturbedBedside(electrodes: Bedside.electrodes)
    bed.play(seconds: Self.start)
    bed.play(seconds: 10, disturbance)
    let hops = bed.hops(Self.start + 0.5..<Self.start + 10)
    #expect(hops.count >= 9)
    for hop in hops {
      #expect((0..<6).count { hop.quality[$0].contains(.pulses) } < 3)
      #expect((0..<6).allSatisfy { hop.quality[$0].contains(.weak) })
    }
  }

  /// Nothing stands between two inputs at one rail: that is weak, and at once saturated, too.
  @Test func whatIsStillAtTheRailIsSaturatedFromItsFirstSecond() throws {
    let disturbance = try #require(Disturbance.partial.first { $0.description == "a rail of 3.5 s in 9 s" })
    let bed = try DisturbedBedside(electrodes: Bedside.electrodes)
    bed.play(seconds: Self.start)
    bed.play(seconds: 18, disturbance)
    let weak = bed.hops(Self.start..<Self.start + 18).filter { hop in
      (0..<6).allSatisfy { hop.quality[$0].contains(.weak) }
    }
    #expect(weak.count >= 4)
    for hop in weak {
      let found = (0..<6).map { hop.quality[$0] }
      #expect(found.allSatisfy { $0.contains(.saturated) }, "sample \(hop.sampleIndex): \(found)")
    }
  }

  /// One signal on a side of the head leaves half of the seizures without a witness.
  @Test(arguments: [Variant.OneSignal.heart, .copies], [true, false])
  func oneSignalOnASideCalls(_ signal: Variant.OneSignal, isLeft: Bool) throws {
    let noise = signal == .heart ? 3 : 0.5
    let variant = Variant.side(signal, isLeft: isLeft, electrodes: Bedside.electrodes, noise: noise)
    try check(variant.disturbance, electrodes: Bedside.electrodes, seizure: 0)
  }

  @Test(arguments: [["C3"], ["F7", "T7", "P7"]], [0.14, 3])
  func aHeartOnFewChannelsCalls(electrodes: [String], noise: Double) throws {
    try check(Variant.heartAlone(noise: noise).disturbance, electrodes: electrodes, seizure: 0)
  }

  @Test(arguments: Disturbance.total)
  func aStartWithoutEEGCalls(_ disturbance: Disturbance) throws {
    let bed = try DisturbedBedside(electrodes: Self.eightInputs)
    bed.play(seconds: 35, disturbance)
    let rise = try #require(bed.technical.first)
    #expect(rise.phase == .raised && rise.seconds <= 30 && disturbance.reasons.contains(rise.reason), "\(rise)")
    #expect(bed.bedside.isTechnicalAlarmRaised)
  }
}
