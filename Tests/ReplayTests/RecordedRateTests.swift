import Configuration
import Foundation
import Recordings
import Testing

@testable import Replay

/// Recordings at rates as clocks have them.
@Suite struct RecordedRateTests {
  /// Samples in a data record, and its seconds.
  struct Clock: Sendable, CustomTestStringConvertible {
    var samples: Int
    var seconds: String

    var hertz: Double { Double(samples) / (Double(seconds) ?? 1) }
    var testDescription: String { "\(samples) in \(seconds) s" }
  }

  static let clocks = [
    Clock(samples: 868, seconds: "4.999712"), Clock(samples: 333, seconds: "1"), Clock(samples: 39_961, seconds: "100"),
    Clock(samples: 2_500, seconds: "5.000930"), Clock(samples: 625, seconds: "1"), Clock(samples: 750, seconds: "1"),
    Clock(samples: 4_997, seconds: "4.999949"), Clock(samples: 1_250, seconds: "1"),
    Clock(samples: 2_500, seconds: "1"),
    Clock(samples: 5_000, seconds: "1"), Clock(samples: 16_000, seconds: "1"), Clock(samples: 256, seconds: "1.000004"),
    Clock(samples: 100, seconds: "1"), Clock(samples: 17_361, seconds: "100"),
  ]

  private let bundle: DetectorBundle
  private let url = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).edf")

  init() throws {
    bundle = try DetectorBundle.makeDefault()
  }

  private func writer(_ clock: Clock, labels: [String]) throws -> EDFWriter {
    let signals = labels.map { label in
      SignalHeader(
        label: label, dimension: "uV", physicalMinimum: Ratio(-800), physicalMaximum: Ratio(800),
        digitalMinimum: -2_048,
        digitalMaximum: 2_047, samplesPerRecord: clock.samples)
    }
    return try EDFWriter(
      url: url, signals: signals, recordDuration: try #require(Ratio(decimal: Array(clock.seconds.utf8))),
      identity: .init(start: nil))
  }

  /// Ten hours on, the time told of a sample is its own to a thousandth of a second: there is no drift.
  @Test(arguments: clocks)
  func timesDoNotDriftOverANight(clock: Clock) throws {
    defer { try? FileManager.default.removeItem(at: url) }
    var writer = try writer(clock, labels: ["Fp1-F7", "F7-T7"])
    try writer.write([Int32](repeating: 0, count: 2 * clock.samples).span)
    try writer.finish()
    let session = try ReplaySession(recording: url, bundle: bundle) { _ in }
    // Several samples of a fast recording become one.
    let factor = (clock.hertz / session.body.inputRate.hertz).rounded()
    let samples = UInt64((36_000 * clock.hertz / factor).rounded())
    #expect(abs(session.seconds(samples - 1) - Double(samples) * factor / clock.hertz) < 0.001)
    #expect(session.ratePartsPerMillion <= 2_000)
    #expect(session.notes.contains { $0.contains("ppm off") } == (session.ratePartsPerMillion > 0))
    try session.run()
    #expect(session.gaps == 0)
  }

  /// The demo, brought to another rate by band-limited interpolation: its alarm within one hop.
  @Test(arguments: [Clock(samples: 868, seconds: "4.999712")])
  func theDemoAtAnotherRateAlarmsWithinOneHop(clock: Clock) throws {
    defer { try? FileManager.default.removeItem(at: url) }
    var source = try RecordingReader(url: DefaultResources().demoRecording)
    let kept = Array(source.header.signals.indices.filter { source.header.signals[$0].hasSamples }.prefix(18))
    var columns = [[Double]](repeating: [], count: kept.count)
    while try source.advance() {
      for (place, signal) in kept.enumerated() {
        var codes = [Int32](repeating: 0, count: source.header.signals[signal].samplesPerRecord)
        var span = codes.mutableSpan
        source.decode(signal: signal, into: &span)
        columns[place] += codes.map(Double.init)
      }
    }
    let labels = kept.map { source.header.signals[$0].label }
    let signals = columns.map { BandLimitedSignal(samples: $0) }
    let records = Int(50 * clock.hertz) / clock.samples
    var writer = try writer(clock, labels: labels)
    for record in 0..<records {
      var codes: [Int32] = []
      for signal in signals {
        for index in (record * clock.samples)..<((record + 1) * clock.samples) {
          let position = min(Double(index) * 256 / clock.hertz, 12_799)
          codes.append(Int32(max(-2_048, min(signal.value(at: position).rounded(), 2_047))))
        }
      }
      try writer.write(codes.span)
    }
    try writer.finish()
    let expected = try ReplayDetector(bundle).outcome(of: DefaultResources().demoRecording).alarmSeconds
    let found = try ReplayDetector(bundle).outcome(of: url).alarmSeconds
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { #expect(abs(one - other) <= 1) }
  }
}
