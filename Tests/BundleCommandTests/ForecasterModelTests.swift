import Configuration
import Forecast
import Foundation
import Recordings
import Simulation
import TestSupport
import Testing

@testable import Forecasting
@testable import prodrome

/// A forecaster as `Tools/train forecaster` writes it (`Fixtures/forecaster`, learned from generated person 1 of effect
/// 2) is judged forward in time, on generated people, logs and archives, and goes into a bundle.
@Suite struct ForecasterModelTests {
  private let fixtures = SharedData.repository.appending(path: "Tests/BundleCommandTests/Fixtures")
  private var folder: String { fixtures.appending(path: "forecaster").path }

  private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  @Test func itForecastsThePersonItLearnedFromInTheTimeAfter() throws {
    let person = RecordedPerson(FeatureModel(days: 180, effect: 2), seed: 1)
    let source = try ForecasterModel(folder).source(person)
    #expect(source.firstHour == 1_476)
    let run = ForecastRun(person.history, source: source)
    #expect(run.hours.allSatisfy { $0.candidate == nil || $0.hour >= 1_476 })
    let figures = try #require(ForecastJudge.judge(run, person: "p", horizon: 1).evidence)
    #expect(figures.isOpen && figures.weight > 0.5)
    let (area, plain) = (try #require(figures.areaUnderCurve), try #require(figures.historyAreaUnderCurve))
    #expect(area > plain + 0.05)
    #expect(try #require(figures.openedAfterDays) > 1_476.0 / 24)
    // What is shown is made of the history's log-odds and the EEG's share.
    let outlook = ForecastOutlook(person.history, source: source)
    let next = try #require(outlook.risks.first { $0.isAhead })
    let odds = outlook.shares.logOdds + (try #require(outlook.evidenceShare))
    #expect(next.probability == Double(FixedMath.logistic(odds)) / Double(FixedMath.one))
  }

  /// Its direction is one person's own: on another it is worth nothing.
  @Test func itIsWorthNothingOnAnother() throws {
    let person = RecordedPerson(FeatureModel(days: 180, effect: 0), seed: 2)
    let figures = ForecastJudge.judge(person.history, source: try ForecasterModel(folder).source(person))
    #expect(try #require(figures.evidence).openedAfterDays == nil)
  }

  /// The evidence over its unit is the log-odds that the float weights give, as near as int8 weights and the unit's
  /// rounding let it be.
  @Test func evidenceIsInLogOdds() throws {
    let source = try ForecasterModel(folder).source(RecordedPerson(FeatureModel(days: 4, effect: 0), seed: 1))
    var terms = InlineArray<18, Int8>(repeating: 0)
    let evidence = try #require(source.evidence)
    let constant = evidence(terms)
    #expect(abs(Double(constant) / 0x1p24 + 0.576) < 0.01)
    (terms[0], terms[2]) = (32, -64)
    let moved = evidence(terms)
    // -0.343 of the first and twice 0.397 of the third.
    #expect(abs(Double(moved - constant) / 0x1p24 - 0.451) < 0.02)
  }

  private func bundle(_ models: [String]) throws -> BundleBuilder {
    let boards = SharedData.repository.appending(path: "Boards")
    return try BundleBuilder(
      board: BoardDescription(at: boards.appending(path: "virtual.toml").path),
      site: SiteDescription(at: boards.appending(path: "site.toml").path),
      modelFolders: models.map { fixtures.appending(path: $0) })
  }

  /// A board takes it from the bundle as one layer: what that says of any terms is what the model says.
  @Test func aBundleTakesOneAndABoardSaysWhatTheModelSays() throws {
    let built = try DetectorBundle(BundleFile(bytes: bundle(["tiny", "forecaster"]).build()))
    let layer = try #require(built.forecaster)
    #expect(layer.firstHour == 1_476)
    let source = try ForecasterModel(folder).source(RecordedPerson(FeatureModel(days: 4, effect: 0), seed: 1))
    let evidence = try #require(source.evidence)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      var terms = InlineArray<18, Int8>(repeating: 0)
      for term in 0..<18 { terms[term] = Int8.random(in: .min ... .max, using: &generator) }
      #expect(layer.evidence(terms) == evidence(terms))
    }
    #expect(try DetectorBundle(BundleFile(bytes: bundle(["tiny"]).build())).forecaster == nil)
  }

  @Test func twoForecastersOrHalfOfOneAreRefused() throws {
    #expect {
      _ = try bundle(["tiny", "forecaster", "forecaster"])
    } throws: {
      "\($0)".contains("found 2 forecasters, expected at most one")
    }
    let whole = try bundle(["tiny", "forecaster"])
    for (index, section) in whole.sections.enumerated()
    where section.kind == .forecaster || (section.kind == .model && index == 2) {
      var half = whole
      half.sections.remove(at: index)
      #expect {
        _ = try DetectorBundle(BundleFile(bytes: half.build()))
      } throws: {
        "\($0)".contains("the bundle has no section of kind forecaster")
      }
    }
    var wrong = whole
    wrong.sections[3].bytes[7] = 0x80
    #expect(throws: DetectorBundle.Refusal.self) { try DetectorBundle(BundleFile(bytes: wrong.build())) }
  }

  @Test(arguments: [
    ("\"forecaster\"", "\"artefact\"", "found a model in the role artefact, expected a forecaster"),
    ("learned_hours", "learned_years", "\"learned_hours\": missing, expected pairs of hours"),
    ("1476", "78", "\"learned_hours[0]\": found a list of 2, expected pairs of hours"),
    ("1476", "true", "\"learned_hours[0]\": found a list of 2, expected pairs of hours"),
    (
      "\"sensitive\": 1,\n    \"balanced\": 1,", "\"sensitive\": 0, \"balanced\": 0,",
      "found evidence without a unit"
    ),
  ])
  func whatIsNoForecasterIsRefused(old: String, new: String, problem: String) throws {
    try withFolder { copy in
      let files = fixtures.appending(path: "forecaster")
      let json = try String(contentsOf: files.appending(path: "model.json"), encoding: .utf8)
      try Data(json.replacing(old, with: new).utf8).write(to: copy.appending(path: "model.json"))
      try FileManager.default.copyItem(
        at: files.appending(path: "model.tflite"), to: copy.appending(path: "model.tflite"))
      #expect {
        _ = try ForecasterModel(copy.path)
      } throws: {
        "\($0)".contains(problem)
      }
    }
  }

  /// Of a log that has no hours of features yet: the page says that nothing counts.
  @Test func thePageSaysWhatTheEEGAdds() throws {
    try withFolder { output in
      let page = output.appending(path: "risk.html").path
      let log = SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden").path
      try ForecastShowCommand.parse([log, "--model", folder, "--report", page]).run()
      let text = try String(contentsOfFile: page, encoding: .utf8)
      #expect(text.contains("What the EEG adds") && text.contains("not shown to help this person: its weight is 0"))
    }
  }

  @Test func aDetectorIsNoForecaster() {
    #expect(throws: ForecasterFolder.Refusal.self) {
      try ForecasterModel(SharedData.repository.appending(path: "Models/epilepsy-detector").path)
    }
  }

  /// A hundred minutes from 0:10 on: 50 minutes of two hours each, by the recording's own clock; its seizure is the
  /// annotation's.
  @Test func anArchiveIsReplayed() throws {
    try withFolder { folder in
      let eeg = folder.appending(path: "sub-01/eeg")
      try FileManager.default.createDirectory(at: eeg, withIntermediateDirectories: true)
      try writeRecording(eeg.appending(path: "sub-01_task-rest_eeg.edf"), minutes: 100)
      try Data("onset\tduration\teventType\n3000\t30\tsz\n".utf8)
        .write(to: eeg.appending(path: "sub-01_task-rest_events.tsv"))
      var recorded = RecordedInput()
      let people = try recorded.people(folder.path)
      let person = try #require(people.first)
      // Monday 2024-01-01.
      let hour: Int64 = (1_704_067_200 - 345_600) / 3_600
      #expect(people.count == 1 && person.history.person == "sub-01")
      #expect(person.history.events == [EventHistory.Event(second: (hour + 1) * 3_600)])
      #expect(person.history.observed == [hour..<hour + 1, hour + 1..<hour + 2])
      #expect((48...50).contains(person.features[hour].minutes))
      #expect((48...51).contains(person.features[hour + 1].minutes))
      #expect(person.features.knownHours == 2)
    }
  }

  /// Slow noise of four channels, each of its own.
  private func writeRecording(_ url: URL, minutes: Int) throws {
    let signals = try ["Fp2-F8", "F8-T8", "T8-P8", "P8-O2"].map { label in
      SignalHeader(
        label: label, transducer: "AgCl", dimension: "uV", physicalMinimum: try #require(Ratio(-32_768, over: 10)),
        physicalMaximum: try #require(Ratio(32_767, over: 10)), digitalMinimum: -32_768, digitalMaximum: 32_767,
        prefiltering: "", samplesPerRecord: 128)
    }
    var writer = try EDFWriter(
      url: url, signals: signals, recordDuration: Ratio(1),
      identity: .init(
        start: RecordingStart(year: 2024, month: 1, day: 1, hour: 0, minute: 10, second: 0), patient: "X X X X",
        recording: "X X X X"))
    var state: UInt64 = 1
    var values = [Double](repeating: 0, count: 4)
    var record = [Int32](repeating: 0, count: 512)
    for _ in 0..<60 * minutes {
      for sample in 0..<128 {
        for channel in 0..<4 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let noise = Double(state >> 33) / 0x1p30 - 1
          values[channel] = 0.95 * values[channel] + 150 * noise
          record[128 * channel + sample] = Int32(values[channel])
        }
      }
      try writer.write(record.span)
    }
    try writer.finish()
  }
}
