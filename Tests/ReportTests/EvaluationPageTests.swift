import Evaluation
import Foundation
import Testing

@testable import Report

@Suite struct EvaluationPageTests {
  private static let hostile = "sub-\"><script>alert(1)</script>&amp;\u{202E}_eeg.edf"

  /// Three persons with windows of both kinds, one recording without annotations, one that fails.
  private func report(hostileName: Bool = false) throws -> EvaluationReport {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let eeg = folder.appending(path: "sub-a/eeg")
    try FileManager.default.createDirectory(at: eeg, withIntermediateDirectories: true)
    for name in ["sub-a_run-1", "sub-b_run-1", "sub-c_run-1"] {
      try Data().write(to: eeg.appending(path: name + "_eeg.edf"))
      try Data("onset\tduration\teventType\n100\t40\tsz\n".utf8).write(to: eeg.appending(path: name + "_events.tsv"))
    }
    try Data().write(to: eeg.appending(path: "sub-d_fails_eeg.edf"))
    if hostileName { try Data().write(to: eeg.appending(path: Self.hostile.replacing("/", with: ":"))) }
    return try Evaluator(TracingDetector(), threads: 2).evaluate(Dataset(at: folder))
  }

  private func page(hostileName: Bool = false) throws -> (String, EvaluationReport) {
    let report = try report(hostileName: hostileName)
    let subject = EvaluationSubject(dataset: "data <1>", facts: [("Bundle", "ab\"&")])
    return (EvaluationPage(report, of: subject).text, report)
  }

  @Test func isWellFormedAndNeedsNothingElse() throws {
    let (text, _) = try page()
    let found = FoundMarkup(text)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""))
    #expect(
      Set(found.elements).isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed", "image", "use"]))
    #expect(found.attributes.isDisjoint(with: ["src", "srcset", "onload", "onclick", "xlink:href"]))
    #expect(found.targets.allSatisfy { $0.hasPrefix("#") } && !text.contains("url(") && !text.contains("@import"))
    #expect(text.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
  }

  @Test func linksOfThePageLeadSomewhereAndEveryDrawingHasAName() throws {
    let (text, _) = try page()
    let found = FoundMarkup(text)
    #expect(Set(found.targets) == Set(found.targets).intersection(found.identifiers.map { "#" + $0 }))
    #expect(Set(found.identifiers).count == found.identifiers.count)
    let drawings = text.components(separatedBy: "<svg").dropFirst()
    #expect(!drawings.isEmpty && drawings.allSatisfy { $0.prefix { $0 != ">" }.contains("aria-label=\"") })
  }

  @Test func holdsEachRecordingCautionAndFailure() throws {
    let (text, report) = try page()
    let found = FoundMarkup(text)
    #expect(report.recordings.count == 4 && report.failures.count == 1)
    for recording in report.recordings { #expect(found.text.contains(recording.recording.path)) }
    for caution in report.cautions { #expect(found.text.contains(caution)) }
    #expect(found.text.components(separatedBy: "left out (heart): <ECG>").count == 4)
    #expect(found.text.contains("this file always fails") && found.text.contains("data <1>"))
    #expect(found.text.contains("ab\"&") && found.text.contains(report.figures.events.scorer))
    #expect(text.components(separatedBy: "class=\"trace\"").count == 4)
  }

  @Test func itsNumbersAreThoseOfTheJSON() throws {
    let (text, report) = try page()
    let json = try JSONDecoder().decode(JSON.self, from: report.json())
    let figures = FoundMarkup(text).figures
    for required in [
      "summary.true_positive_rate.mean", "summary.true_negative_rate.low95", "summary.window_auc.high95",
      "summary.window_s", "sensitivity", "strict.false_alarms_per_hour_upper95", "baselines.0.detected",
      "per_subject.2.strict_detected", "per_recording.0.window_auc",
    ] {
      #expect(figures[required] != nil, "\(required)")
    }
    for (name, value) in figures {
      let found = try #require(json.value(at: name.split(separator: ".")), "\(name)")
      #expect(found == (Double(value).map(JSON.number) ?? .null) && (value == "null") == (found == .null), "\(name)")
    }
  }

  @Test func aHostileNameStaysText() throws {
    let (text, report) = try page(hostileName: true)
    let found = FoundMarkup(text)
    let name = try #require(report.recordings.map(\.recording.path).first { $0.contains("alert") })
    #expect(!found.elements.contains("script") && !text.contains("<script"))
    // What turns the direction of writing around is not obeyed.
    #expect(name.contains("\u{202E}") && !found.text.contains("\u{202E}"))
    #expect(found.text.contains(name.replacing("\u{202E}", with: "\u{FFFD}")))
  }

  @Test func theSameEvaluationGivesTheSameBytes() throws {
    #expect(try page().0 == page().0)
  }

  @Test func aDetectorWithoutWindowsHasAPageToo() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: "x.edf"))
    let constant = ConstantDetector(.alwaysOn) { _ in 60 }
    let report = try Evaluator(constant).evaluate(Dataset(at: folder))
    let found = FoundMarkup(EvaluationPage(report, of: EvaluationSubject(dataset: "x", facts: [])).text)
    #expect(found.text.contains("there is no curve to draw") && found.text.contains("there is nothing to set"))
  }
}

/// Says of each recording the same, but of the one that fails, with a trace and two settings.
private struct TracingDetector: RecordingDetector {
  struct Fault: Error, CustomStringConvertible {
    let description = "this file always fails"
  }

  let name = "fake"

  func outcome(of recording: URL) throws -> RecordingOutcome {
    if recording.lastPathComponent.contains("fails") { throw Fault() }
    let shift = recording.lastPathComponent.contains("sub-b") ? 5.0 : 0
    var trace = RecordingTrace(channels: ["F7-T7", "T7-P7"], threshold: 50, hopSeconds: 1, durationSeconds: 600)
    var windows: [RecordingOutcome.Window] = []
    for hop in 4..<600 {
      let score = (110..<145).contains(hop) ? 80 + shift : Double(hop % 70)
      windows.append(.init(endSeconds: Double(hop + 1), score: score))
      trace.addHop(hop, score: score, evidence: [Int(score), hop < 300 ? Int(score) : nil])
    }
    trace.note(["leadOff"], channel: 1)
    trace.gaps = [Interval(200, 203)]
    trace.technicalAlarms = [Interval(210, 220)]
    var outcome = RecordingOutcome(
      durationSeconds: 600,
      events: [.init(Interval(115, 150), channels: ["F7-T7"]), .init(Interval(400, 420 + shift))],
      alarmSeconds: [115, 400], windowSeconds: 4, windows: windows, gapCount: 1, digest: "ab")
    outcome.trace = trace
    outcome.notes = ["left out (heart): <ECG>"]
    outcome.alternatives = [
      AlternativeOutcome(
        AlarmSetting(threshold: 50, accumulatedExcess: 10, name: "balanced"),
        events: outcome.events.map(\.interval), alarmSeconds: outcome.alarmSeconds),
      AlternativeOutcome(AlarmSetting(threshold: 90, accumulatedExcess: 10), events: [], alarmSeconds: []),
    ]
    return outcome
  }
}

/// Any JSON: `JSONSerialization` reads some numbers a unit in the last place off.
private enum JSON: Decodable, Equatable {
  case null, number(Double), other
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else if let object = try? container.decode([String: JSON].self) {
      self = .object(object)
    } else {
      self = .other
    }
  }

  func value(at path: some Collection<Substring>) -> JSON? {
    guard let key = path.first else { return self }
    switch self {
    case .list(let list):
      return Int(key).flatMap { list.indices.contains($0) ? list[$0].value(at: path.dropFirst()) : nil }
    case .object(let object): return object[String(key)]?.value(at: path.dropFirst())
    case .null, .number, .other: return nil
    }
  }
}
