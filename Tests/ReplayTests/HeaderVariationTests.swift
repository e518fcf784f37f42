import Configuration
import Designer
import Foundation
import Recordings
import Replay
import Testing
import Vocabulary

/// The demo's samples under random but legal headers: the same electrodes at the same rate and scaling give the same
/// digest, another rate or scaling the same alarms within one hop; never a silent other choice.
@Suite struct HeaderVariationTests {
  /// How many headers are tried; `PRODROME_HEADERS` asks for more.
  private static let count = ProcessInfo.processInfo.environment["PRODROME_HEADERS"].flatMap(Int.init) ?? 100
  /// Each of this many is replayed in parallel with the others of its group.
  private static let groups = 4

  private struct Result {
    var digest: Digest
    var alarms: [Double]
    var channels: [String]
  }

  private let bundle: DetectorBundle
  private let labels: [String]
  private let codes: [[Int16]]
  private let folder: URL

  init() throws {
    bundle = try DetectorBundle.makeDefault()
    let demo = try DefaultResources().demoRecording
    var reader = try RecordingReader(url: demo)
    let signals = reader.header.signals.indices.filter { reader.header.signals[$0].hasSamples }
    var columns = [[Int16]](repeating: [], count: signals.count)
    while try reader.advance() {
      for (place, signal) in signals.enumerated() {
        var buffer = [Int32](repeating: 0, count: reader.header.signals[signal].samplesPerRecord)
        var span = buffer.mutableSpan
        reader.decode(signal: signal, into: &span)
        columns[place] += buffer.map { Int16($0) }
      }
    }
    labels = signals.map { reader.header.signals[$0].label }
    codes = columns
    folder = FileManager.default.temporaryDirectory
  }

  private func replay(_ url: URL) throws -> Result {
    var alarms: [Double] = []
    var times: [UInt64] = []
    let session = try ReplaySession(recording: url, bundle: bundle) { event in
      if case .alarm(let alarm) = event, alarm.kind == .seizure { times.append(alarm.sampleIndex) }
    }
    try session.run()
    alarms = times.map { session.seconds($0) }
    return Result(digest: try session.finish(), alarms: alarms, channels: session.channelNames)
  }

  @Test(arguments: 0..<groups)
  func aHeaderChangesNothingButWhatItSays(group: Int) throws {
    let demo = try replay(DefaultResources().demoRecording)
    let url = folder.appending(path: "prodrome-\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: url) }
    for seed in stride(from: group, to: Self.count, by: Self.groups) {
      let variation = HeaderVariation(labels: labels, codes: codes, seed: UInt64(seed))
      try Data(variation.bytes).write(to: url)
      let result: Result
      do {
        result = try replay(url)
      } catch {
        Issue.record("\(variation.description): \(error)")
        continue
      }
      #expect(result.channels == demo.channels, "\(variation.description)")
      switch variation.expectation {
      case .same: #expect(result.digest == demo.digest, "\(variation.description)")
      case .near:
        #expect(result.alarms.count == demo.alarms.count, "\(variation.description)")
        for (one, other) in zip(result.alarms, demo.alarms) {
          #expect(abs(one - other) <= 1, "\(variation.description)")
        }
      }
    }
  }
}
