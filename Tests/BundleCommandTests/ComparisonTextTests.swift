import Testing
import Vocabulary

@testable import Replay
@testable import prodrome

/// People read the words of pages and terminals, programs those of exports.
@Suite struct ComparisonTextTests {
  private func text(_ old: [Verdict.State], _ new: [Verdict.State], alarms: [ClosedRange<Double>] = [])
    -> ComparisonText
  {
    func played(_ states: [Verdict.State], _ alarms: [ClosedRange<Double>]) -> PlayedRecording {
      PlayedRecording(hops: states.enumerated().map { (Double($0 + 1), $1) }, alarms: alarms)
    }
    let comparison = ReplayComparison(old: played(old, alarms), new: played(new, []))
    return ComparisonText(file: "night.edf", part: nil, comparison: comparison)
  }

  @Test(arguments: [
    (Verdict.State.unknown, Verdict.State.normal, "cannot judge -> monitoring"),
    (.suspected, .seizure, "suspected -> seizure alarm"),
  ])
  func decisionsHaveTheWordsOfPages(old: Verdict.State, new: Verdict.State, words: String) {
    let lines = text([old], [new]).changes
    #expect(lines.count == 1 && lines[0].hasSuffix("decisions: \(words)"), "\(lines)")
  }

  @Test func whatIsNotThereIsSaid() {
    let lines = text([.normal, .normal], [.normal], alarms: [1...2]).changes
    #expect(
      lines.map { $0.split(separator: "s  ").last.map(String.init) } == [
        "alarm: seizure alarm -> no alarm", "decisions: monitoring -> no decision",
      ])
  }

  @Test func theJSONKeepsTheWordsOfExports() {
    let lines = text([.normal, .normal], [.unknown], alarms: [1...2]).jsonLines
    #expect(lines.contains { $0.contains(#""new":"none","old":"seizure""#) })
    #expect(lines.contains { $0.contains(#""new":"unknown","old":"normal""#) })
  }
}
