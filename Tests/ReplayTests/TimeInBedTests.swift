import Alarms
import Configuration
import Evaluation
import Foundation
import ModelCompiler
import Testing
import Vocabulary

@testable import Replay

@Suite struct TimeInBedTests {
  private let bundle: DetectorBundle

  init() throws {
    bundle = try DetectorBundle.makeDefault()
  }

  /// The quiet seconds before the demo's seizure, over and over, in an order drawn anew and never quite the same: a
  /// recording long enough to learn from, in which nothing repeats for longer than a second or two.
  private func quietRecording(repeats: Int, to url: URL) throws {
    let bytes = try Data(contentsOf: DefaultResources().demoRecording)
    func number(_ place: Int, _ width: Int) throws -> Int {
      let text = String(decoding: bytes[place..<(place + width)], as: UTF8.self)
      return try #require(Int(text.trimmingCharacters(in: .whitespaces)))
    }
    let (headerBytes, records) = (try number(184, 8), try number(236, 8))
    let recordBytes = (bytes.count - headerBytes) / records
    var header = bytes[..<headerBytes]
    let count = "\(9 * repeats)".padding(toLength: 8, withPad: " ", startingAt: 0)
    header.replaceSubrange(236..<244, with: Data(count.utf8))
    let quiet = [UInt8](bytes[headerBytes..<(headerBytes + 9 * recordBytes)])
    var (file, state) = (Data(header), UInt32(1))
    for _ in 0..<repeats {
      var seconds = Array(0..<9)
      for place in stride(from: 8, to: 0, by: -1) {
        state = state &* 1_664_525 &+ 1_013_904_223
        seconds.swapAt(place, Int(state >> 16) % (place + 1))
      }
      var varied = seconds.flatMap { quiet[($0 * recordBytes)..<(($0 + 1) * recordBytes)] }
      for place in stride(from: 0, to: varied.count, by: 2) {
        state = state &* 1_664_525 &+ 1_013_904_223
        varied[place] ^= UInt8(state >> 28)
      }
      file += varied
    }
    try file.write(to: url)
  }

  private func kept(_ level: PersonalLevel) -> [UInt8] {
    var bytes = ByteArray()
    level.encode(source: 1, into: &bytes)
    return bytes.bytes
  }

  @Test func learnsFromAReplaysHopsWhatTheRuntimeItselfLearned() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: url) }
    try quietRecording(repeats: 200, to: url)
    let session = try ReplaySession(recording: url, bundle: bundle) { _ in }
    try session.run()
    _ = try session.finish()
    #expect(session.level.learnedHops > UInt32(PersonalLevel.blockHops))
    let (_, heard) = try ReplayDetector(bundle).hear(url)
    let bed = try #require(TimeInBed([HeardRecording(heard, seizures: [])], count: heard.hops.count))
    #expect(kept(bed.learned(bundle.settings)) == kept(session.level))
    // What was learned is where the next recording begins.
    let next = try ReplaySession(recording: url, bundle: bundle, level: session.level) { _ in }
    #expect(kept(next.level) == kept(session.level))
  }

  private func heard(_ hops: [(score: Int64, seconds: Double)]) -> HeardHops {
    HeardHops(
      hops: hops.map { HeardHop(score: $0.score, usableCount: 1, isJudged: true, endSeconds: $0.seconds) },
      channels: ["a"], windowSeconds: 4)
  }

  @Test func seizuresAreRareInBedAndLabelsTellOnlyHowRare() throws {
    // 100 hops, of which the windows of 14 touch a seizure of 10 s.
    let recording = heard((1...100).map { (score: $0 > 50 && $0 < 65 ? 90_000 : -20_000, seconds: Double($0)) })
    let bed = try #require(
      TimeInBed([HeardRecording(recording, seizures: [Interval(50.5, 60.5)])], count: 10_000))
    #expect(bed.hops.count == 10_000 && bed.ictalShare <= 0.02 && bed.ictalShare > 0.019)
    #expect(bed.calm.count == 86 && bed.calm.allSatisfy { $0.score == -20_000 })
    #expect(bed.hops.count { $0.score == 90_000 } <= 210)
    let scale = EvidenceScale(reference: -14_000, step: 500)
    // Twelve steps below the reference, half as much again for the threshold.
    #expect(bed.labelled(scale).thresholdSteps == -18)
    #expect(TimeInBed([HeardRecording(recording, seizures: [Interval(0, 200)])], count: 10_000) == nil)
    #expect(TimeInBed([], count: 10_000) == nil)
  }

  @Test func recordingsOfAnotherMontageDoNotCount() throws {
    let one = heard((1...100).map { (score: -20_000, seconds: Double($0)) })
    let other = HeardHops(hops: one.hops, channels: ["b"], windowSeconds: 4)
    let detector = ReplayDetector(bundle)
    #expect(detector.learn(from: [HeardRecording(other, seizures: [])], for: one, hours: 1) == nil)
    let learned = try #require(
      detector.learn(from: [other, one].map { HeardRecording($0, seizures: []) }, for: one, hours: 2))
    #expect(learned.recordings == 1 && learned.hours == 2 && learned.ictalShare == 0)
    // All of it lies 11 or 12 steps below the reference.
    #expect(learned.unlabelledSteps == learned.labelledSteps && learned.unlabelledSteps < -15)
  }

  @Test(arguments: [0.5, 0.7, 1, 1.4, 2, 100])
  func aGainMultipliesMicrovolts(gain: Double) {
    let input = Calibration(
      multiplier: 57_646_075_230_342_349, offset: -123_456_789_012_345_678, shift: 52, lowestCode: -2048,
      highestCode: 2047)
    let behind = input.multiplied(by: gain)
    #expect(behind.lowestCode == -2048 && behind.highestCode == 2047)
    for code in [-2048.0, 0, 1, 2047] {
      let before = (code * Double(input.multiplier) + Double(input.offset)) / pow(2, Double(input.shift))
      let after = (code * Double(behind.multiplier) + Double(behind.offset)) / pow(2, Double(behind.shift))
      #expect(abs(after - before * gain) < 1e-6)
    }
  }

  @Test func aGainIsToldAndChangesWhatIsFound() throws {
    let plain = try ReplayDetector(bundle).outcome(of: DefaultResources().demoRecording)
    let same = try ReplayDetector(bundle, gain: 1).outcome(of: DefaultResources().demoRecording)
    let small = try ReplayDetector(bundle, gain: 0.01).outcome(of: DefaultResources().demoRecording)
    #expect(plain == same && !plain.cautions.contains { $0.contains("multiplied") })
    #expect(small.cautions.contains("all inputs were multiplied by 0.01") && small.digest != plain.digest)
    #expect(small.alarmSeconds.isEmpty && !plain.alarmSeconds.isEmpty)
  }
}
