import Configuration
import EventLog
import Foundation
import Station
import TestSupport
import Testing
import Vocabulary

@testable import Replay

/// What an update would change over what a board has logged: held against the recording itself under both bundles.
@Suite struct LogComparisonTests {
  private let folder: URL
  private let resources: DefaultResources

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    resources = try DefaultResources()
  }

  /// A bundle of the virtual board with the default site changed, or with another detector.
  private func bundle(
    _ edits: [(String, String)] = [], model: URL? = nil, versionCounter: UInt64 = 0
  ) throws -> DetectorBundle {
    var text = try String(contentsOf: resources.site, encoding: .utf8)
    for (old, new) in edits {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    let site = folder.appending(path: "site.toml")
    try Data(text.utf8).write(to: site)
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: SiteDescription(at: site.path),
      versionCounter: versionCounter, modelFolders: [model ?? resources.defaultDetector])
    return try DetectorBundle(BundleFile(bytes: builder.build()))
  }

  private func log(of bundle: DetectorBundle, named name: String = "log") throws -> LogFile {
    let log = folder.appending(path: name)
    let session = try ReplaySession(recording: resources.demoRecording, bundle: bundle, logFolder: log) { _ in }
    try session.run()
    _ = try session.finish()
    return LogFile(log)
  }

  private static func folder(_ name: String) -> URL {
    SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/classifiers/\(name)")
  }

  /// Each changes what the log says of the demo's 50 hops.
  static let changedSites: [[(String, String)]] = [
    [("\"balanced\"", "\"quiet\"")],
    [("\"balanced\"", "\"sensitive\"")],
    [("own_level = \"learned\"", "own_level = 30")],
    [("raise_count = 2", "raise_count = 8"), ("hold_hops = 10", "hold_hops = 2")],
  ]

  @Test(arguments: changedSites.indices)
  func aLogSaysWhatTheRecordingDoes(_ index: Int) throws {
    let (old, new) = (try bundle(), try bundle(Self.changedSites[index]))
    let found = try LogComparison(log(of: old), old: old, new: new)
    let expected = ReplayComparison(
      old: try PlayedRecording(resources.demoRecording, old), new: try PlayedRecording(resources.demoRecording, new))
    #expect(found.parts.map(\.name) == ["session 1"])
    #expect(found.omissions.allSatisfy { $0.name == "the person's own level" })
    #expect(Self.told(found.parts[0].comparison) == Self.told(expected) && !expected.changes.isEmpty)
    #expect(found.parts[0].comparison.hops == 50 && found.isWorse == expected.isWorse)
  }

  /// Changes by tenths of a second: an alarm that stands at the end lasts to the log's last hop, not to the file's end.
  private static func told(_ comparison: ReplayComparison) -> [String] {
    comparison.changes.map { change in
      let times = [change.seconds.lowerBound, change.seconds.upperBound].map { String(format: "%.1f", $0) }
      return "\(change.what) \(times) \(change.old) \(change.new)"
    }
  }

  @Test func anAlarmThatIsLostIsWorse() throws {
    let (old, new) = (
      try bundle(), try bundle([("own_level = \"learned\"", "own_level = 40"), ("\"balanced\"", "\"quiet\"")])
    )
    let found = try LogComparison(log(of: old), old: old, new: new)
    #expect(found.parts.map(\.comparison.lostAlarms) == [1] && found.isWorse)
  }

  @Test func theSameBundleChangesNothing() throws {
    let bundle = try bundle()
    let found = try LogComparison(log(of: bundle), old: bundle, new: bundle)
    #expect(found.parts.map(\.comparison.hops) == [50] && found.parts[0].comparison.changes.isEmpty)
  }

  /// The board ran neither: the EEG around the alarm is played through both.
  @Test func ofAnotherBundlesLogTheClipsArePlayed() throws {
    let (old, new) = (try bundle(versionCounter: 2), try bundle([("\"balanced\"", "\"quiet\"")]))
    let found = try LogComparison(log(of: bundle()), old: old, new: new)
    #expect(found.parts.map(\.name) == ["session 1, seizure alarm 1"])
    let comparison = found.parts[0].comparison
    #expect((20...45).contains(comparison.hops) && comparison.alarms == (1, 1) && comparison.changedHops > 0)
  }

  /// The log's evidence was computed at the bed, hop by hop; here the windows are put together from clips.
  @Test(arguments: ["", "eegnet", "epidenet-like", "recurrent"])
  func theEvidenceOfAClipIsThatOfTheLog(_ name: String) throws {
    let bundle =
      name.isEmpty
      ? try bundle() : try bundle([("own_level = \"learned\"", "own_level = -40")], model: Self.folder(name))
    let log = try log(of: bundle)
    let model = try LoggedModel(bundle)
    var reader = EpisodeReader(try LogOverview(log).history)
    var episodes: [SeizureEpisode] = []
    try log.forEachRecord { record, session in episodes += reader.take(record, session).map { [$0] } ?? [] }
    episodes += reader.finish().map { [$0] } ?? []
    let episode = try #require(episodes.first)
    #expect(model.refusal(of: episode.settings) == nil)
    let eeg = EpisodeEEG(episode)
    var compared = 0
    for recorded in episode.decisions {
      guard let found = model.decision(recorded, eeg, episode.settings), !recorded.usable.isEmpty else { continue }
      for channel in 0..<Int(recorded.channelCount) { #expect(found.evidence[channel] == recorded.evidence[channel]) }
      #expect(found.score == recorded.score && found.usable == recorded.usable && found.threshold == recorded.threshold)
      compared += 1
    }
    #expect(compared >= 10)
  }

  @Test func aModelOfAnotherMontageIsLeftOut() throws {
    let (old, new) = (try bundle(), try bundle(model: Self.folder("eegnet")))
    let found = try LogComparison(log(of: old), old: old, new: new)
    #expect(found.parts.isEmpty && !found.isWorse)
    #expect(found.omissions.first?.name == "session 1, seizure alarm 1")
    #expect(found.omissions.first?.reason.hasPrefix("the new model: the model knows no channel ") == true)
  }

  @Test func aLogWithoutAnAlarmTellsNothingOfAnotherModel() throws {
    let quiet = try bundle([("own_level = \"learned\"", "own_level = 40"), ("\"balanced\"", "\"quiet\"")])
    let found = try LogComparison(log(of: quiet), old: quiet, new: try bundle(model: Self.folder("epidenet-like")))
    #expect(found.parts.isEmpty)
    #expect(
      found.omissions.first
        == LogComparison.Omission(
          name: "session 1",
          reason: "the models differ, and there is no seizure alarm whose EEG could be played"))
  }

  /// What was logged tells nothing of channels that were not there.
  @Test func anotherMontageIsNotPlayed() throws {
    let (old, new) = (try bundle(), try bundle([("montage = \"auto\"", "montage = [\"T7-P7\"]")]))
    let found = try LogComparison(log(of: old), old: old, new: new)
    #expect(found.parts.isEmpty && found.omissions.map(\.name) == ["log"])
    #expect(found.omissions[0].reason.hasPrefix("the new bundle has other channels: it lacks Fp1-F7"))
  }

  @Test func rulesOfSignalQualityAreNamedAsNotPlayed() throws {
    let (old, new) = (try bundle(), try bundle([("saturated_permille = 333", "saturated_permille = 1")]))
    let found = try LogComparison(log(of: old), old: old, new: new)
    #expect(found.parts[0].comparison.changes.isEmpty)
    #expect(found.omissions.map(\.name) == ["gains, filters and rules of signal quality"])
  }

  /// Steps that a site fixed are no level that was learned.
  @Test func aFixedLevelIsNotTakenForALearnedOne() throws {
    let (old, new) = (try bundle([("own_level = \"learned\"", "own_level = -40")]), try bundle())
    let found = try LogComparison(log(of: old), old: old, new: new)
    let expected = ReplayComparison(
      old: try PlayedRecording(resources.demoRecording, old), new: try PlayedRecording(resources.demoRecording, new))
    #expect(Self.told(found.parts[0].comparison) == Self.told(expected) && !expected.changes.isEmpty)
    #expect(found.omissions.map(\.name) == ["the person's own level"])
  }

  @Test func ofSeveralStartsEachIsPlayedByWhatItRan() throws {
    let (old, new) = (try bundle(), try bundle([("\"balanced\"", "\"quiet\"")]))
    _ = try log(of: old)
    _ = try log(of: new)
    let found = try LogComparison(log(of: old), old: old, new: new)
    #expect(found.parts.map(\.name) == ["session 1", "session 2, seizure alarm 1", "session 3"])
    #expect(found.omissions.map(\.name) == ["the person's own level"])
  }

  @Test func whatCannotBeIsNoHop() throws {
    var settings = SessionBody(
      design: try bundle().design, labels: .init(repeating: ChannelName()), bundle: try bundle())
    var decision = Decision(hopIndex: 5, sampleIndex: 100, channelCount: settings.channelCount)
    #expect(decision.isPlausible(in: settings))
    for change: (inout Decision) -> Void in [
      { $0.hopIndex = .max }, { $0.sampleIndex = 1 << 59 }, { $0.channelCount += 1 }, { $0.score = .max },
      { $0.threshold = .min }, { $0.usable = ChannelMask(first: Limits.channels) },
    ] {
      var other = decision
      change(&other)
      #expect(!other.isPlausible(in: settings))
    }
    settings.firstSample = 101
    #expect(!decision.isPlausible(in: settings))
    decision.sampleIndex = 101
    #expect(decision.isPlausible(in: settings))
    settings.thresholdPerChannel = .max
    #expect(!decision.isPlausible(in: settings))
  }

  @Test func aDamagedLogIsPlayedAsFarAsItCanBeRead() throws {
    let bundle = try bundle()
    let log = try log(of: bundle)
    let segment = log.url.appending(path: "segment-00000001.plog")
    var bytes = try Data(contentsOf: segment)
    bytes[bytes.count / 2] ^= 0x40
    try bytes.write(to: segment)
    let found = try LogComparison(log, old: bundle, new: bundle)
    #expect(found.omissions.map(\.name).contains { $0.hasSuffix("of the log") && $0.contains(" damaged place") })
    #expect(found.parts.map(\.comparison.isWorse) == [false] && found.parts[0].comparison.hops >= 20)
  }
}
