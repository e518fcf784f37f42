import Configuration
import Foundation
import Recordings
import Replay
import Testing

/// A site's montage says which of a recording's signals are needed, in a replay and in windows for training.
@Suite struct AskedMontageReplayTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
  private var recording: URL { folder.appending(path: "a.edf") }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Forty signals of no electrode, C3, whose codes have no range, then F7, T7 and P7.
  private func write() throws {
    let labels = (1...40).map { "X\($0)" } + ["C3", "F7", "T7", "P7"]
    let headers = labels.map {
      SignalHeader(
        label: $0, dimension: "uV", physicalMinimum: Ratio(-2_048), physicalMaximum: Ratio(2_047),
        digitalMinimum: -2_048, digitalMaximum: 2_047, samplesPerRecord: 250)
    }
    var writer = try EDFWriter(url: recording, signals: headers, recordDuration: Ratio(1), identity: .init(start: nil))
    for second in 0..<8 {
      let samples = (0..<(250 * labels.count)).map { Int32(($0 * 61 + second) % 97 - 48) }
      try writer.write(samples.span)
    }
    try writer.finish()
    var bytes = try Data(contentsOf: recording)
    let count = labels.count + 1
    bytes.replaceSubrange((256 + 128 * count + 8 * 40)..<(256 + 128 * count + 8 * 41), with: Data("-2048   ".utf8))
    try bytes.write(to: recording)
  }

  private func site(_ montage: String) throws -> SiteDescription {
    let resources = try DefaultResources()
    let text = try String(contentsOf: resources.site, encoding: .utf8)
    let url = folder.appending(path: "site.toml")
    try text.replacing("montage = \"auto\"", with: "montage = \(montage)").write(
      to: url, atomically: true, encoding: .utf8)
    return try SiteDescription(at: url.path)
  }

  private func replayed(_ site: SiteDescription) throws -> [String] {
    let resources = try DefaultResources()
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: site, modelFolders: [resources.defaultDetector])
    let bundle = try DetectorBundle(BundleFile(bytes: builder.build()))
    return try ReplaySession(recording: recording, bundle: bundle) { _ in }.channelNames
  }

  private func windowed(_ site: SiteDescription) throws -> [String] {
    let windows = WindowShape(rate: 128, windowSamples: 512, hopSamples: 128)
    return try ConditionedRecording(recording, site: site, windows: windows).channelNames
  }

  @Test func whatTheMontageDoesNotNeedRefusesNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write()
    let asked = try site("[\"F7-T7\", \"T7-P7\"]")
    #expect(try replayed(asked) == ["F7-T7", "T7-P7"])
    #expect(try windowed(asked) == ["F7-T7", "T7-P7"])
    for site in [try site("\"auto\""), try site("[\"F7-T7\", \"T7-P7\", \"C3\"]")] {
      let error = #expect(throws: RecordingError.self) { _ = try windowed(site) }
      #expect(error?.found.contains("(C3)") == true)
    }
  }
}
