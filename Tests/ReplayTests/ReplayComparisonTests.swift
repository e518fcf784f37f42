import Testing
import Vocabulary

@testable import Replay

/// What changes from one bundle to another, told by stretches.
@Suite struct ReplayComparisonTests {
  private func played(_ states: String, alarms: [ClosedRange<Double>] = []) -> PlayedRecording {
    let words: [Character: Verdict.State] = ["u": .unknown, "n": .normal, "s": .suspected, "z": .seizure]
    return PlayedRecording(
      hops: states.enumerated().compactMap { index, word in words[word].map { (Double(index + 1), $0) } },
      alarms: alarms)
  }

  @Test func theSameIsNoChange() {
    let one = played("unnszz", alarms: [5...6])
    let comparison = ReplayComparison(old: one, new: one)
    #expect(comparison.changes.isEmpty && !comparison.isWorse && comparison.hops == 6)
  }

  @Test func stretchesAreOneChangeEach() {
    let comparison = ReplayComparison(old: played("nnnnnn"), new: played("nssnnz"))
    #expect(
      comparison.changes == [
        .init(what: .decisions, seconds: 2...3, old: "normal", new: "suspected"),
        .init(what: .decisions, seconds: 6...6, old: "normal", new: "seizure"),
      ])
    #expect(comparison.changedHops == 3 && !comparison.isWorse)
  }

  @Test func whatIsJudgedNoMoreIsWorse() {
    let comparison = ReplayComparison(old: played("unn"), new: played("nun"))
    #expect(comparison.lostHops == 1 && comparison.isWorse)
    #expect(!ReplayComparison(old: played("uun"), new: played("unn")).isWorse)
    #expect(ReplayComparison(old: played("nnn"), new: played("nn")).lostHops == 1)
  }

  /// An open event's state outlasts the channels: it judges nothing.
  @Test func aHopThatOnlyHoldsAnEventOpenIsNotJudged() {
    var decision = Decision(hopIndex: 0, sampleIndex: 0, channelCount: 1)
    decision.verdict.state = .seizure
    #expect(PlayedRecording.state(of: decision) == .unknown)
    decision.usable = ChannelMask(first: 1)
    #expect(PlayedRecording.state(of: decision) == .seizure)
  }

  @Test func anAlarmThatIsLostIsWorseOneMoreIsNot() {
    let (none, one) = (played("nnn"), played("nnn", alarms: [1...2]))
    #expect(ReplayComparison(old: one, new: none).lostAlarms == 1)
    #expect(ReplayComparison(old: one, new: none).isWorse)
    #expect(!ReplayComparison(old: none, new: one).isWorse)
    #expect(ReplayComparison(old: none, new: one).changes.count == 1)
    #expect(ReplayComparison(old: one, new: played("nnn", alarms: [1.5...3])).changes.isEmpty)
  }
}
