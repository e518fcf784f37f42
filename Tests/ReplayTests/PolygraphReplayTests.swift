import Configuration
import Foundation
import Recordings
import Testing
import Vocabulary

@testable import Replay

/// A recording with the heart's and a muscle's signal, through the device's runtime and for training.
@Suite struct PolygraphReplayTests {
  private let bundle: DetectorBundle
  private let url = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).edf")

  init() throws {
    bundle = try DetectorBundle.makeDefault()
  }

  /// 65 s of two derivations at 250 Hz, and what else is named: a heart of 72 beats a minute, a muscle.
  private func write(_ others: [String]) throws {
    let labels = ["Fp1-F7", "F7-T7"] + others
    let signals = labels.map { label in
      SignalHeader(
        label: label, dimension: "uV", physicalMinimum: Ratio(-2_048), physicalMaximum: Ratio(2_047),
        digitalMinimum: -2_048, digitalMaximum: 2_047, samplesPerRecord: 250)
    }
    var writer = try EDFWriter(url: url, signals: signals, recordDuration: Ratio(1), identity: .init(start: nil))
    for second in 0..<65 {
      var samples: [Int32] = []
      for label in labels {
        samples += (0..<250).map { index in
          let place = 250 * second + index
          switch label {
          case "ECG": return place % 208 < 10 ? Int32(200 * (5 - abs(place % 208 - 5))) : 0
          case "EMG": return place % 5 < 2 ? 40 : -40
          default: return Int32(place * (label.utf8.count + 60) % 97 - 48)
          }
        }
      }
      try writer.write(samples.span)
    }
    try writer.finish()
  }

  private func replayed() throws -> (polygraphies: [String], digest: Digest) {
    var lines: [String] = []
    let session = try ReplaySession(recording: url, bundle: bundle) { event in
      if case .polygraphy(let body) = event { lines += body.changes.map(\.minuteText) }
    }
    try session.run()
    return (lines, try session.finish())
  }

  @Test func aReplayRecordsThemAndDecidesTheSame() throws {
    defer { try? FileManager.default.removeItem(at: url) }
    try write(["ECG", "EMG"])
    let with = try replayed()
    #expect(with.polygraphies.count == 2 && with.polygraphies[0] == "heart rate 72")
    #expect(with.polygraphies[1].hasPrefix("muscle power of EMG "))
    try write([])
    let without = try replayed()
    #expect(without.polygraphies.isEmpty && without.digest == with.digest)
  }

  @Test func trainingGetsAValueForEachHop() throws {
    defer { try? FileManager.default.removeItem(at: url) }
    try write(["ECG"])
    let site = try SiteDescription(at: DefaultResources().site.path)
    let windows = WindowShape(rate: 128, windowSamples: 512, hopSamples: 128)
    let recording = try ConditionedRecording(url, site: site, windows: windows)
    let signal = try #require(recording.polygraph.first)
    #expect(signal.name == "ECG" && signal.role == .ecg && signal.values.count == recording.hops.count)
    #expect(signal.values[1] == nil && signal.values[60] == 72)
    let block = try recording.encoded(file: "a.edf")
    let line = String(decoding: block.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    #expect(
      line.contains("\"polygraph\":[{\"name\":\"ECG\",\"role\":\"ecg\",\"unit\":\"beats per minute\",\"values\":[null,")
    )
  }
}
