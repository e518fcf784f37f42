import Configuration
import Evaluation
import Foundation
import Station
import Testing

@testable import Replay

@Suite struct TracedEvaluationTests {
  private func report(isTraced: Bool) throws -> (EvaluationReport, DetectorBundle) {
    let bundle = try DetectorBundle.makeDefault()
    let dataset = try Dataset(at: DefaultResources().demoRecording)
    return (Evaluator(ReplayDetector(bundle, isTraced: isTraced), threads: 1).evaluate(dataset), bundle)
  }

  @Test func tracingChangesNoFigure() throws {
    let (traced, _) = try report(isTraced: true)
    let (plain, _) = try report(isTraced: false)
    #expect(try traced.json() == plain.json())
    #expect(traced.recordings[0].outcome?.trace != nil && plain.recordings[0].outcome?.trace == nil)
  }

  @Test func theSitesOwnSettingGivesTheRuntimesOwnAlarms() throws {
    let (report, bundle) = try report(isTraced: true)
    let outcome = try #require(report.recordings[0].outcome)
    let own = outcome.alternatives.filter { $0.setting.threshold == Int(bundle.thresholdPerChannel) }
    #expect(own.count == 2 && own.allSatisfy { $0.setting.accumulatedExcess == Int(bundle.settings.raiseExcess) })
    for alternative in own {
      #expect(alternative.alarmSeconds == outcome.alarmSeconds && !outcome.alarmSeconds.isEmpty)
      #expect(alternative.events == outcome.events.map(\.interval))
    }
    let settings = report.settings
    #expect(settings.prefix(3).map(\.setting.name) == ["sensitive", "balanced", "quiet"])
    #expect(settings[1].detected == report.figures.strict.detected)
    #expect(settings[1].falseAlarms == report.figures.strict.falseAlarms)
    #expect(settings[1].falseAlarmHours == report.figures.strict.falseAlarmHours)
    #expect(Set(settings.map(\.detected)) == [0, 1])
  }

  @Test func theTracesScoreIsTheMeanOfItsChannelsEvidence() throws {
    let trace = try #require(try report(isTraced: true).0.recordings[0].outcome?.trace)
    #expect(trace.hopsPerColumn == 1 && trace.channels.count == 18)
    let scored = trace.columns.filter { $0.highestScore != nil }
    #expect(scored.count == 46)
    for column in scored {
      let evidence = column.cells.compactMap(\.excess).map { $0 + trace.threshold }
      #expect(column.highestScore == Double(evidence.reduce(0, +)) / Double(evidence.count))
    }
    #expect(trace.unusableSeconds.allSatisfy { $0 == 4 } && trace.gaps.isEmpty)
  }

  @Test func aLogGivesTheTraceOfItsReplay() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let session = try ReplaySession(
      recording: DefaultResources().demoRecording, bundle: .makeDefault(), logFolder: folder, observe: { _ in })
    try session.run()
    _ = try session.finish()
    let log = LogFile(folder)
    var traces = LogTraces()
    let overview = try LogOverview(log) { traces.take($0, $1) }
    let logged = try #require(traces.sessions(of: overview.summary).first?.whole?.trace)
    let replayed = try #require(try report(isTraced: true).0.recordings[0].outcome?.trace)
    #expect(logged.columns == replayed.columns && logged.channels == replayed.channels)
    #expect(logged.threshold == replayed.threshold && logged.gaps == replayed.gaps)
    #expect(logged.technicalAlarms == replayed.technicalAlarms)
  }
}
