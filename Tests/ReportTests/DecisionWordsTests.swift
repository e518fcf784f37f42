import LogSupport
import Testing
import Vocabulary

@testable import Report

/// The four words for what a moment says; "suspected" does not stand after the signal fell.
@Suite struct DecisionWordsTests {
  @Test(arguments: [
    (Verdict.State.unknown, false, "cannot judge"), (.normal, false, "monitoring"), (.suspected, true, "suspected"),
    (.suspected, false, "monitoring"), (.seizure, false, "seizure alarm"),
  ])
  func aStateHasOneWord(state: Verdict.State, isAbove: Bool, word: String) {
    var decision = Samples.decision(hop: 3, score: isAbove ? -120 : -121)
    decision.verdict.state = state
    #expect(decision.isAboveThreshold == isAbove && decision.stateWord == word)
  }
}
