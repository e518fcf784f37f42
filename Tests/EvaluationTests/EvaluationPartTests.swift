import Evaluation
import Foundation
import Testing

/// An evaluation in parts says what one of the whole says.
@Suite struct EvaluationPartTests {
  private let folder: TemporaryFolder
  private let maker = PartMaker(detector: "fake", bundle: "ab12", gain: 1, version: "1")

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("data/sub-a/eeg/sub-a_run-1", duration: 600, seizures: [(100, 20)])
    try folder.writeRecording("data/sub-a/eeg/sub-a_run-2", duration: 600, seizures: [])
    try folder.writeRecording("data/sub-b/eeg/sub-b", duration: 600, seizures: [(300, 60)])
    try folder.writeRecording("data/sub-c/eeg/sub-c", duration: 600, seizures: [])
    try folder.write("", to: "data/sub-d/eeg/sub-d_eeg.edf")
    try folder.write(
      "participant_id\tperson\nsub-a\tp1\nsub-b\tp1\nsub-c\tp2\nsub-d\tp3\n", to: "data/participants.tsv")
  }

  /// Numbers that need all their digits; the recording of sub-c cannot be read.
  private var detector: FakeDetector {
    var outcomes: [String: RecordingOutcome] = [:]
    for (index, name) in ["sub-a_run-1", "sub-a_run-2", "sub-b", "sub-d"].enumerated() {
      let third = Double(index + 1) / 3
      var outcome = RecordingOutcome(
        durationSeconds: 600, events: [.init(Interval(100 + third, 130 + third), channels: ["Cz", "ä \"2\""])],
        alarmSeconds: [105 + third], windowSeconds: 4,
        windows: (4...600).map { .init(endSeconds: Double($0) + 1 / 7, score: $0 % 9 == 0 ? nil : third * Double($0)) },
        gapCount: index, digest: "00ff")
      outcome.notes = ["one note"]
      outcome.cautions = index == 1 ? ["doubtful"] : []
      outcome.startSeconds = index == 0 ? 1_700_000_000 : nil
      outcomes["\(name)_eeg.edf"] = outcome
    }
    return FakeDetector(outcomes: outcomes)
  }

  private var dataset: Dataset { get throws { try Dataset(at: folder.url.appending(path: "data")) } }
  private var parts: URL { folder.url.appending(path: "parts") }

  private func writePart(_ name: String, _ paths: [String], by maker: PartMaker? = nil) throws {
    let part = EvaluationPart(
      try dataset.only(paths), detector: detector, maker: maker ?? self.maker, threads: 2)
    let text = String(decoding: try part.lines(), as: UTF8.self)
    try folder.write(text, to: "parts/\(name).part.jsonl")
  }

  private func merged() throws -> EvaluationReport {
    let dataset = try dataset
    return Evaluator(try StoredOutcomes(in: parts, of: dataset, madeBy: maker)).evaluate(dataset)
  }

  @Test func saysTheSameToTheByte() throws {
    let whole = Evaluator(detector).evaluate(try dataset)
    try writePart("x/one", ["sub-b", "sub-a/eeg/sub-a_run-2_eeg.edf"])
    try writePart("two", ["sub-a/eeg/sub-a_run-1_eeg.edf", "sub-c/", "sub-d"])
    try folder.write("no part", to: "parts/readme.txt")
    let merged = try merged()
    #expect(try merged.json() == whole.json())
    #expect(merged.text == whole.text)
    #expect(whole.failures.count == 1 && whole.subjects.map(\.subject) == ["p1"])
  }

  @Test func aRecordingIsInOnePartAndNoneIsLeftOut() throws {
    try writePart("one", ["sub-a", "sub-c", "sub-d"])
    #expect(throws: PartFault.missing(folder: parts.path, path: "sub-b/eeg/sub-b_eeg.edf", count: 1)) { try merged() }
    try writePart("two", ["sub-b", "sub-c"])
    let two = parts.appending(path: "two.part.jsonl").path
    #expect(throws: PartFault.twice(file: two, path: "sub-c/eeg/sub-c_eeg.edf")) { try merged() }
    try writePart("two", ["sub-b"])
    #expect(try merged().recordings.count == 5)
    try FileManager.default.removeItem(at: folder.url.appending(path: "data/sub-b"))
    #expect(throws: PartFault.unknown(file: two, path: "sub-b/eeg/sub-b_eeg.edf")) { try merged() }
  }

  @Test(arguments: [
    PartMaker(detector: "fake", bundle: "ab13", gain: 1, version: "1"),
    PartMaker(detector: "fake", bundle: "ab12", gain: 2, version: "1"),
    PartMaker(detector: "fake", bundle: nil, gain: 1, version: "1"),
    PartMaker(detector: "fake", bundle: "ab12", gain: 1, version: "2"),
  ])
  func partsOfAnotherMakerAreRefused(other: PartMaker) throws {
    try writePart("one", ["sub-a", "sub-b", "sub-c"])
    try writePart("two", ["sub-d"], by: other)
    do {
      _ = try merged()
      Issue.record("put together")
    } catch PartFault.otherMaker(let file, _, _) {
      #expect(file == parts.appending(path: "two.part.jsonl").path)
    }
  }

  @Test(arguments: [
    ("\"format\":1", "\"format\":2", 1), ("\"scores\":[", "\"scores\":[1,", 2),
    ("\"duration_s\":600", "\"duration_s\":-1", 2),
    ("\"path\":", "\"way\":", 2), ("{\"error\"", "\"error\"", 2),
  ])
  func aDamagedPartIsNamedWithItsLine(text: String, damage: String, line: Int) throws {
    try writePart("one", ["sub-a"])
    let file = parts.appending(path: "one.part.jsonl")
    let good = try String(contentsOf: file, encoding: .utf8)
    try folder.write(good.replacing(text, with: damage, maxReplacements: 1), to: "parts/one.part.jsonl")
    let fault = #expect(throws: TableFault.self) { try EvaluationPart(at: file) }
    #expect(fault?.line == line && fault?.path == file.path, "\(String(describing: fault))")
    try folder.write("", to: "parts/one.part.jsonl")
    #expect(throws: TableFault.self) { try EvaluationPart(at: file) }
  }

  @Test func aPathThatNamesNothingIsRefused() throws {
    let dataset = try dataset
    for path in ["sub", "sub-a/eeg/sub-a", "sub-e", ""] {
      #expect(throws: DatasetFault.unknownPath(path, dataset: dataset.url.path)) { try dataset.only([path]) }
    }
    #expect(try dataset.only(["sub-a", "sub-a/eeg"]).recordings.count == 2)
  }
}
