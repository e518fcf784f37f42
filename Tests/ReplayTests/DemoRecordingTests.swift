import Configuration
import Designer
import Evaluation
import Foundation
import Recordings
import Replay
import Station
import Testing
import Text
import Vocabulary

/// The shipped recording of a real seizure through the shipped detector.
@Suite struct DemoRecordingTests {
  private let bundle: DetectorBundle
  private let resources: DefaultResources

  init() throws {
    bundle = try DetectorBundle.makeDefault()
    resources = try DefaultResources()
  }

  /// A new folder, removed by the caller.
  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func alarmsDuringTheSeizureAndNotBeforeIt() throws {
    let outcome = try ReplayDetector(bundle).outcome(of: resources.demoRecording)
    let seizure = try #require(try EventsFile(resources.demoEvents).seizures.first)
    #expect(outcome.alarmSeconds.count == 1)
    let alarm = try #require(outcome.alarmSeconds.first)
    #expect(alarm > seizure.onset && alarm < seizure.end)
    #expect(outcome.events.first?.channels.isEmpty == false)
  }

  @Test func everyHopOfTheRecordingIsDecided() throws {
    let outcome = try ReplayDetector(bundle).outcome(of: resources.demoRecording)
    #expect(outcome.windows.count == 50)
    #expect(outcome.windows.prefix(4).allSatisfy { $0.score == nil })
    #expect(outcome.windows.dropFirst(4).allSatisfy { $0.score != nil })
  }

  @Test func theLogIsIntactAndHasTheReplaysDigest() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appending(path: "log")
    let session = try ReplaySession(recording: resources.demoRecording, bundle: bundle, logFolder: log) { _ in }
    try session.run()
    let digest = try session.finish()
    var findings = 0
    let summary = try LogFile(log).summary { _ in findings += 1 }
    #expect(findings == 0 && summary.isIntact)
    let unlogged = try ReplayDetector(bundle).outcome(of: resources.demoRecording)
    #expect(unlogged.digest == digest.hexadecimal)
  }

  @Test func aTruncatedRecordingIsRefusedByItsOffset() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let cut = folder.appending(path: "cut.edf")
    try Data(contentsOf: resources.demoRecording).prefix(300_000).write(to: cut)
    #expect {
      try ReplayDetector(bundle).outcome(of: cut)
    } throws: { error in
      "\(error)".contains("cut.edf") && "\(error)".contains("300000")
    }
  }

  @Test func aMissingElectrodeOfANamedMontageIsRefusedByName() throws {
    let site = try String(contentsOf: resources.site, encoding: .utf8)
      .replacingOccurrences(of: "montage = \"auto\"", with: "montage = [\"Fp1-F7\", \"F7-T7\"]")
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: SiteDescription(text: site, file: "site.toml"),
      modelFolders: [resources.defaultDetector])
    let narrow = try DetectorBundle(BundleFile(bytes: builder.build()))
    let source = try FrameSource(url: resources.demoRecording)
    let session = try ReplaySession(recording: resources.demoRecording, bundle: narrow) { _ in }
    #expect(session.channelNames == ["Fp1-F7", "F7-T7"])
    let inputs = source.inputs.filter { !$0.label.contains("F7") }
      .map { Designer.InputDescription(label: $0.label, calibration: $0.calibration) }
    #expect {
      try narrow.design(inputs: inputs, rate: source.rate)
    } throws: { "\($0)".contains("Fp1-F7") }
  }

  @Test func anUnusableRateIsRefusedWithRatesThatWork() throws {
    let source = try FrameSource(url: resources.demoRecording)
    let inputs = source.inputs.map { Designer.InputDescription(label: $0.label, calibration: $0.calibration) }
    #expect {
      try bundle.design(inputs: inputs, rate: Rate(17))
    } throws: { "\($0)".contains("256") }
  }
}
