import Alarms
import Foundation
import Testing
import Vocabulary

/// The lines do what the manual's table of states says, row by row.
@Suite struct AlarmTableTests {
  /// A row of the table in `WhatCalls.md`.
  struct Row: Sendable, CustomTestStringConvertible {
    let cells: [String]
    var testDescription: String { cells.joined(separator: " | ") }
  }

  static let rows: [Row] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Manual/Manual.docc/WhatCalls.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.components(separatedBy: "\n")
    guard let head = lines.firstIndex(where: { $0.hasPrefix("| seizure | technical |") }) else { return [] }
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      Row(cells: line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
  }()

  private static let second: UInt64 = 1_000_000_000

  /// An urgency of an event that goes on for too long, as the alarm itself makes it.
  private static let lasting: SeizureUrgency = {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    for index in 0..<400 as Range<UInt64> { _ = alarm.step(firingHop(index), isJudged: true) }
    return alarm.urgency
  }()

  private struct Scene {
    var indicator = AlarmIndicator(canAcknowledge: true)
    var state = AlarmState()
    var now: UInt64 = 0
    /// When the seizure alarm and the technical one began to be shown.
    var seizureBegan: UInt64 = 0
    var technicalBegan: UInt64 = 0

    mutating func pass(_ seconds: UInt64) {
      _ = indicator.levels(state, now: now)
      now += seconds * AlarmTableTests.second
    }
  }

  private func scene(_ row: Row) -> Scene {
    var scene = Scene()
    scene.pass(1)
    let technical = row.cells[1]
    if technical != "none" {
      scene.state.isTechnical = true
      scene.state.isTechnicalLow = technical.hasPrefix("low")
      scene.technicalBegan = scene.now
      scene.pass(1)
      if technical.hasSuffix("acknowledged") { #expect(scene.indicator.acknowledge(now: scene.now).technical) }
    }
    let seizure = row.cells[0]
    guard seizure != "none" else { return scene }
    scene.state.isSeizureOpen = true
    scene.seizureBegan = scene.now
    scene.pass(1)
    if seizure.hasPrefix("urgent") {
      scene.state.urgency = Self.lasting
      scene.seizureBegan = scene.now
      scene.pass(1)
    }
    if seizure.hasSuffix("acknowledged") { #expect(scene.indicator.acknowledge(now: scene.now).seizure) }
    if seizure.hasSuffix("over") { (scene.state.isSeizureOpen, scene.state.urgency) = (false, SeizureUrgency()) }
    return scene
  }

  private func pattern(_ word: String) -> AlarmPattern? {
    switch word {
    case "greatest": .greatestUrgency
    case "high": .highPriority
    case "medium": .mediumPriority
    case "low": .lowPriority
    default: nil
    }
  }

  @Test func theTableIsThere() {
    #expect(Self.rows.allSatisfy { $0.cells.count == 7 })
    // Every state of the one with every state of the other, once each.
    let (seizures, technicals) = (Set(Self.rows.map(\.cells[0])), Set(Self.rows.map(\.cells[1])))
    #expect(seizures.count == 7 && technicals.count == 5 && Self.rows.count == 35)
    #expect(Set(Self.rows.map { $0.cells[0] + "/" + $0.cells[1] }).count == 35)
  }

  @Test(arguments: rows)
  func theLinesDoWhatTheTableSays(_ row: Row) {
    var scene = scene(row)
    var calls = 0
    for _ in 0..<6000 {
      let shown = scene.indicator.levels(scene.state, now: scene.now)
      #expect(shown.seizure == (row.cells[2] == "on") && shown.technical == (row.cells[3] == "on"))
      calls += shown.nurseCall ? 1 : 0
      for (word, isOn, isSound) in [(row.cells[5], shown.buzzer, true), (row.cells[6], shown.light, false)] {
        let isHigh = word == "high" || word == "greatest"
        let age = scene.now - (isHigh ? scene.seizureBegan : scene.technicalBegan)
        let expected = pattern(word).map { isSound ? $0.isSounding(age) : $0.isLit(age) } ?? false
        #expect(isOn == expected)
      }
      scene.now += 10_000_000
    }
    #expect(calls == (row.cells[4] == "steady" ? 6000 : row.cells[4] == "pulses" ? 1200 : 0))
  }

  @Test func aTechnicalAlarmReachesTheNurseCallAfterTheSitesDelay() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    let state = AlarmState(isTechnical: true, nurseCallSeconds: 45)
    var first: UInt64?
    for second in 0..<120 as Range<UInt64>
    where indicator.levels(state, now: second * Self.second).nurseCall && first == nil {
      first = second
    }
    #expect(first == 45)
  }

  @Test func aSeizureIsANewCallAlsoWhereATechnicalAlarmIsOnTheNurseCall() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    #expect(indicator.levels(AlarmState(isTechnical: true), now: 0).nurseCall)
    let both = AlarmState(isSeizureOpen: true, isTechnical: true)
    #expect(!indicator.levels(both, now: Self.second).nurseCall)
    #expect(indicator.levels(both, now: Self.second + 500_000_000).nurseCall)
    #expect(indicator.levels(both, now: 9 * Self.second).nurseCall)
  }

  @Test func aNewTechnicalAlarmEndsAPauseOnlyWhereItRanksHigher() {
    let low = AlarmState(isTechnical: true, isTechnicalLow: true)
    let medium = AlarmState(isTechnical: true)
    for (first, then, sounds) in [
      (medium, medium, false), (medium, low, false), (low, low, false), (low, medium, true),
    ] {
      var indicator = AlarmIndicator(canAcknowledge: true)
      _ = indicator.levels(first, now: 0)
      #expect(indicator.acknowledge(now: Self.second).technical)
      _ = indicator.levels(AlarmState(), now: 2 * Self.second)
      #expect(indicator.levels(then, now: 3 * Self.second).buzzer == sounds)
    }
  }

  @Test func whatBecomesMoreUrgentSoundsAgainAndMustBeAcknowledgedAgain() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = indicator.levels(AlarmState(isSeizureOpen: true), now: 0)
    #expect(indicator.acknowledge(now: Self.second).seizure)
    let urgent = AlarmState(isSeizureOpen: true, urgency: Self.lasting)
    #expect(indicator.levels(urgent, now: 2 * Self.second).buzzer)
    #expect(indicator.kept.isSeizureLatched)
    #expect(indicator.acknowledge(now: 3 * Self.second).seizure)
    #expect(!indicator.levels(urgent, now: 4 * Self.second).buzzer)
  }
}
