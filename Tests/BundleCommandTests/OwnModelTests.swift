import ArgumentParser
import Configuration
import Foundation
import TestSupport
import Testing

@testable import prodrome

/// A model of one's own: what the manual's page says is done as it stands there, and what cannot be a detector is
/// refused by name.
@Suite struct OwnModelTests {
  private static let page = SharedData.repository.appending(path: "Sources/Manual/Manual.docc/BringYourOwnModel.md")
  private static let classifiers = SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/classifiers")
  private let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What stands between fences on the page, in order.
  private static func blocks() throws -> [String] {
    let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```\n")
    return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
  }

  private func place(_ word: String) -> String {
    word.hasPrefix("Boards/")
      ? SharedData.repository.appending(path: word).path : folder.appending(path: word).path
  }

  /// Copies what the page takes for given: the model, its `model.json` as printed, a recording, a dataset.
  private func prepare(_ json: String) throws {
    let files = FileManager.default
    let demo = SharedData.repository.appending(path: "Models/demo")
    for path in ["my-model", "dataset/sub-01/eeg"] {
      try files.createDirectory(at: folder.appending(path: path), withIntermediateDirectories: true)
    }
    try files.copyItem(
      at: Self.classifiers.appending(path: "eegnet/model.tflite"), to: folder.appending(path: "my-model/model.tflite"))
    try Data(json.utf8).write(to: folder.appending(path: "my-model/model.json"))
    for name in ["night.edf", "dataset/sub-01/eeg/sub-01_eeg.edf"] {
      try files.copyItem(at: demo.appending(path: "chb01_03.edf"), to: folder.appending(path: name))
    }
    try files.copyItem(
      at: demo.appending(path: "chb01_03_events.tsv"),
      to: folder.appending(path: "dataset/sub-01/eeg/sub-01_events.tsv"))
  }

  @Test func thePagesFiveCommandsDoWhatItSays() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let blocks = try Self.blocks()
    try #require(blocks.count == 2)
    try prepare(blocks[0])
    let commands = blocks[1].split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(commands.count == 5)
    for words in commands {
      try #require(words[0] == "prodrome")
      let names = words.dropFirst().prefix { !$0.contains(".") && !$0.contains("-") && $0 != "dataset" }
      let rest = words.dropFirst(1 + names.count).map { $0.hasPrefix("-") ? $0 : place($0) }
      var command = try Prodrome.parseAsRoot(Array(names) + rest)
      try command.run()
    }
    let report = try String(contentsOf: folder.appending(path: "my-log.html"), encoding: .utf8)
    #expect(report.contains("occlusion; does not add up"))
  }

  @Test func whatCannotBeADetectorIsRefusedByName() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try prepare(Self.blocks()[0])
    let json = try Self.blocks()[0]
    let cases = [
      ("  \"input\": \"montage\",\n", "", "found without \"input\": \"montage\""),
      ("\"T8-P8\"]", "\"T8-P8\", \"P8-O2\"]", "found 7 names and windows of 512 samples, but the input"),
      ("[\"background\", \"seizure\"]", "[\"seizure\"]", "found 1, but the output"),
      ("[\"background\", \"seizure\"]", "[\"no\"]", "expected [\"seizure\"], or"),
      ("\"missing\": \"refuse\"", "\"missing\": \"guess\"", "found \"guess\", expected one of refuse, zero"),
      ("\"T8-P8\"]", "\"F8-T8\"]", "each name once"),
      ("\"window_samples\": 512", "\"window_samples\": 256", "found 6 names and windows of 256 samples"),
      ("\"input\"", "\"layout\": \"samples_first\", \"input\"", "found \"samples_first\", but the input"),
    ]
    for (text, replacement, problem) in cases {
      try expectRefusal(json.replacing(text, with: replacement), problem)
    }
    let plain = json.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      !["\"input\"", "\"channels\"", "\"missing\"", "\"outputs\"", "_unit\""].contains { line.contains($0) }
    }
    try expectRefusal(
      plain.joined(separator: "\n").replacing("0.5", with: "5"), "6 windows of 512 samples, and no \"input\"")
  }

  private func expectRefusal(_ json: String, _ problem: String) throws {
    try Data(json.utf8).write(to: folder.appending(path: "my-model/model.json"))
    do {
      _ = try ModelFolder(folder.appending(path: "my-model"))
      Issue.record("accepted: \(problem)")
    } catch {
      #expect("\(error)".contains(problem), "\(error)")
    }
  }

  /// Of a detector of 18 channels a board with six of them shows the quorum that a hop really needs.
  @Test func aQuorumIsThatOfTheModelsChannels() throws {
    let boards = SharedData.repository.appending(path: "Boards")
    let builder = try BundleBuilder(
      board: BoardDescription(at: boards.appending(path: "virtual.toml").path),
      site: SiteDescription(at: boards.appending(path: "site.toml").path),
      modelFolders: [Self.classifiers.appending(path: "epidenet-like")])
    let report = try BundleReport(file: "x", bytes: builder.build())
    #expect(report.calling.quorumChannels == 9 && report.calling.channels == 6)
    #expect(report.text.contains("9 of 6 channels (500 in 1000): no hop would ever be judged on this board"))
  }

  @Test func aSitesOwnMontageIsNoMontageOfTheModels() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try prepare(Self.blocks()[0])
    let site = SharedData.repository.appending(path: "Boards/site.toml")
    let text = try String(contentsOf: site, encoding: .utf8).replacing(
      "montage = \"auto\"", with: "montage = \"double-banana\"")
    let file = folder.appending(path: "site.toml")
    try Data(text.utf8).write(to: file)
    let finding = try SiteDescription(at: file.path).findings(with: ModelFolder(folder.appending(path: "my-model")))
    #expect(finding.map(\.key) == ["montage"])
    #expect(finding.first?.expected.contains("\"Fp1-F7\"") == true)
  }

  @Test func aRecordingThatLacksAChannelIsRefusedOrFilled() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // The demo without its label T8-P8, which is recorded twice.
    var bytes = try Data(contentsOf: SharedData.repository.appending(path: "Models/demo/chb01_03.edf"))
    for signal in 0..<24 {
      let label = 256 + 16 * signal
      if bytes[label..<label + 5] == Data("T8-P8".utf8) {
        bytes.replaceSubrange(label..<label + 5, with: Data("T8-P6".utf8))
      }
    }
    let recording = folder.appending(path: "lacking.edf")
    try bytes.write(to: recording)
    for (name, isFilled) in [("eegnet", false), ("epidenet-like", true)] {
      let bundle = folder.appending(path: "\(name).bundle").path
      var build = try Prodrome.parseAsRoot([
        "bundle", "build", "--board", place("Boards/virtual.toml"), "--site", place("Boards/site.toml"), "--model",
        Self.classifiers.appending(path: name).path, "--output", bundle,
      ])
      try build.run()
      let replay = try ReplayCommand.parse([recording.path, "--bundle", bundle])
      if isFilled { try replay.run() } else { #expect(throws: ExitCode(65)) { try replay.run() } }
    }
  }
}
