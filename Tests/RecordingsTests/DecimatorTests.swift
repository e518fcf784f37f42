import Foundation
import Testing
import Vocabulary

@testable import Recordings

@Suite struct DecimatorTests {
  private static let calibration = Calibration(
    multiplier: 256, offset: 0, shift: 0, lowestCode: -30_000, highestCode: 30_000)

  /// A sine's largest value after the decimator has settled.
  private func peak(hertz: Double, rate: Double, factor: Int) -> Double {
    var decimator = Decimator(
      factor: factor,
      inputs: [RecordedSignal(label: "Cz", recordedLabel: "Cz", signal: 0, calibration: Self.calibration)])
    var frame = Frame()
    var largest: Int32 = 0
    for index in 0..<(Int(rate) * 2) {
      frame.codes[0] = Int32((20_000 * sin(2 * Double.pi * hertz * Double(index) / rate)).rounded())
      decimator.push(frame)
      guard index % factor == 0, index > Int(rate) / 2 else { continue }
      decimator.pull(into: &frame)
      largest = max(largest, frame.codes[0].magnitude == 0 ? 0 : Int32(frame.codes[0].magnitude))
    }
    return Double(largest) / 20_000
  }

  @Test(arguments: [(2_500.0, 5), (5_000, 5), (5_000, 10), (16_000, 32), (2_000, 3)])
  func keepsThePassBandAndRejectsWhatWouldFoldIntoIt(rate: Double, factor: Int) {
    let low = rate / Double(factor)
    #expect(abs(peak(hertz: 0.08 * low, rate: rate, factor: factor) - 1) < 0.01)
    for image in [0.93, 1.05] { #expect(peak(hertz: image * low, rate: rate, factor: factor) < 0.002) }
  }

  @Test(arguments: [-30_000, -1, 0, 7, 30_000] as [Int32])
  func keepsAConstantExactly(code: Int32) {
    var decimator = Decimator(
      factor: 7, inputs: [RecordedSignal(label: "Cz", recordedLabel: "Cz", signal: 0, calibration: Self.calibration)])
    var frame = Frame()
    frame.codes[0] = code
    for _ in 0..<50 {
      decimator.push(frame)
      decimator.pull(into: &frame)
      #expect(frame.codes[0] == code)
    }
  }

  @Test func aFastRecordingKeepsItsTimesOverAGap() throws {
    // Two records of 1 s at 5,000 Hz, the second 3 s later.
    var file = SyntheticRecording(
      reserved: "EDF+D", signals: [.init(samplesPerRecord: 5_000), .annotations(bytes: 40)])
    file.annotations = [["+0\u{14}\u{14}\0"], ["+4\u{14}\u{14}\0"]]
    try file.withFile { url in
      var source = try FrameSource(url: url)
      source.decimate(by: 5)
      #expect(source.rate == Rate(1_000))
      var frame = Frame()
      var indices: [UInt64] = []
      while try source.next(into: &frame) {
        indices.append(frame.sampleIndex)
        #expect(frame.monotonicNanoseconds == frame.sampleIndex * 1_000_000)
      }
      #expect(indices == Array(0..<1_000) + Array(4_000..<5_000))
    }
  }

  @Test func anyDurationGivesARate() throws {
    for (samples, duration) in [(256, "1.000004"), (16_000, "0.999999"), (17_361, "100"), (4_097, "23.6")] {
      let signals: [SyntheticRecording.Signal] = [.init(samplesPerRecord: samples)]
      try SyntheticRecording(recordDuration: duration, signals: signals).withFile { url in
        let source = try FrameSource(url: url)
        let exact = Double(samples) / (Double(duration) ?? 0)
        #expect(abs(source.rate.hertz / exact - 1) < 1e-9)
      }
    }
  }
}
