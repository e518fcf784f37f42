import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// When an update is good, worse, or not yet to be told.
@Suite struct TrialJudgeTests {
  private let observe = 10.0

  /// A record of the newest log, with the second as its sequence.
  private func record<Body: RecordBody>(_ body: Body, second: UInt64) -> LogRecord {
    let bytes = Samples.bytes(of: body)
    return LogRecord(
      envelope: RecordEnvelope(
        kind: Body.recordKind, sequence: second + 1, stamps: LogKeeper.stamps(second), bodyBytes: bytes.count),
      body: bytes, segment: 1, offset: 0)
  }

  private func decision(_ second: UInt64, isJudged: Bool, usable: Int) -> LogRecord {
    var decision = Samples.decision(hop: second, isSeizure: false)
    decision.usable = ChannelMask(first: isJudged ? usable : 0)
    decision.verdict.state = isJudged ? .normal : .unknown
    return record(decision, second: second)
  }

  private func newest(_ records: [LogRecord], at second: UInt64) -> NewestRecords {
    NewestRecords(segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(second), records: records)
  }

  /// A bed at which so many of the last hundred seconds were judged.
  private func before(judged: Bool) -> BedState {
    var state = BedState()
    state.take(newest((0..<100).map { decision($0, isJudged: judged, usable: 3) }, at: 100), at: Date())
    return state
  }

  /// What is made of an update whose decisions begin three seconds after the switch.
  private func verdict(
    before wasJudged: Bool, isJudged: Bool, usable: Int = 3, seconds: UInt64 = 30, extra: [LogRecord] = []
  ) -> TrialJudge.Verdict {
    var judge = TrialJudge(before: before(judged: wasJudged), observeSeconds: observe)
    for second in 3..<max(4, seconds) {
      let records = [decision(100 + second, isJudged: isJudged, usable: usable)]
      judge.take(newest(records, at: 100 + second), seconds: Double(second), at: Date())
    }
    if !extra.isEmpty { judge.take(newest(extra, at: 100 + seconds), seconds: Double(seconds), at: Date()) }
    return judge.verdict(seconds: Double(seconds))
  }

  private func isWorse(_ verdict: TrialJudge.Verdict) -> Bool {
    if case .worse = verdict { return true }
    return false
  }

  @Test func whatDoesAsWellIsGoodButNotAtOnce() {
    #expect(verdict(before: true, isJudged: true, seconds: 20) == .open)
    #expect(verdict(before: true, isJudged: true) == .good)
  }

  @Test func whatJudgesNothingWhereItWasJudgedIsWorse() {
    #expect(isWorse(verdict(before: true, isJudged: false)))
    #expect(verdict(before: false, isJudged: false) == .good)
    #expect(verdict(before: false, isJudged: true) == .good)
  }

  @Test func channelsThatAreLostAreWorse() {
    #expect(isWorse(verdict(before: true, isJudged: true, usable: 2)))
    #expect(verdict(before: false, isJudged: true, usable: 2) == .good)
  }

  /// Before the first window nothing is judged: that is no bed at which nobody is connected.
  @Test(arguments: [(false, 3), (true, 2)]) func aBedThatWasJustStartedIsHeldAgainstItsFirstWindows(
    isJudged: Bool, usable: Int
  ) {
    var before = BedState()
    before.take(newest((87..<100).map { decision($0, isJudged: $0 > 96, usable: 3) }, at: 100), at: Date())
    var judge = TrialJudge(before: before, observeSeconds: observe)
    for second in UInt64(3)..<30 {
      let records = [decision(100 + second, isJudged: isJudged, usable: usable)]
      judge.take(newest(records, at: 100 + second), seconds: Double(second), at: Date())
    }
    #expect(isWorse(judge.verdict(seconds: 30)))
  }

  /// An event that is open stays open while nothing can be judged: its state is no judgement.
  @Test func whatOnlyHoldsAnEventOpenJudgesNothing() {
    var judge = TrialJudge(before: before(judged: true), observeSeconds: observe)
    for second in UInt64(3)..<30 {
      var held = Samples.decision(hop: second, isSeizure: true)
      held.usable = ChannelMask()
      judge.take(newest([record(held, second: 100 + second)], at: 100 + second), seconds: Double(second), at: Date())
    }
    #expect(isWorse(judge.verdict(seconds: 30)))
    #expect(judge.state.judgedHops == 0)
  }

  /// One hop of an artefact just before the switch leaves no channel usable: it does not stand for the bed.
  @Test(arguments: [(3, false), (2, true)]) func aHopThatWasNotJudgedDoesNotHideALostChannel(
    usable: Int, isWorse isExpected: Bool
  ) {
    var before = before(judged: true)
    before.take(newest([decision(100, isJudged: false, usable: 0)], at: 101), at: Date())
    var judge = TrialJudge(before: before, observeSeconds: observe)
    for second in UInt64(4)..<30 {
      let records = [decision(100 + second, isJudged: true, usable: usable)]
      judge.take(newest(records, at: 100 + second), seconds: Double(second), at: Date())
    }
    #expect(isWorse(judge.verdict(seconds: 30)) == isExpected)
  }

  /// An electrode that was off for a while before the switch is not missed after it.
  @Test func aChannelThatWasLostBeforeIsNoReason() {
    var before = before(judged: true)
    let since = (100..<115).map { decision($0, isJudged: true, usable: 2) }
    before.take(newest(since, at: 115), at: Date())
    var judge = TrialJudge(before: before, observeSeconds: observe)
    for second in UInt64(4)..<30 {
      let records = [decision(115 + second, isJudged: true, usable: 2)]
      judge.take(newest(records, at: 115 + second), seconds: Double(second), at: Date())
    }
    #expect(judge.verdict(seconds: 30) == .good)
  }

  @Test func noDecisionsAreWorseAfterAWhile() {
    var judge = TrialJudge(before: before(judged: true), observeSeconds: observe)
    judge.take(newest([], at: 110), seconds: 10, at: Date())
    #expect(judge.verdict(seconds: 10) == .open)
    #expect(isWorse(judge.verdict(seconds: 31)))
  }

  @Test func aFaultThatWasThereBeforeIsNoReasonANewOneIs() {
    let fault = FaultEvent(reason: .frontEnd, phase: .raised, sampleIndex: 0)
    let electrodes = FaultEvent(reason: .leadOff, phase: .raised, sampleIndex: 0)
    #expect(isWorse(verdict(before: true, isJudged: true, extra: [record(fault, second: 130)])))
    #expect(verdict(before: true, isJudged: true, extra: [record(electrodes, second: 130)]) == .good)
  }

  /// Parity with the minute before: nine tenths of its share, less three hops.
  @Test(arguments: [
    (before: 60, since: 30, judged: 24, isWorse: false), (60, 30, 23, true), (60, 10, 6, false), (60, 10, 5, true),
    // Half of the minute before: 13.5 less 3.
    (30, 30, 11, false), (30, 30, 10, true),
  ])
  func asMuchIsJudgedAsInTheMinuteBefore(before: Int, since: Int, judged: Int, isWorse isExpected: Bool) {
    var state = BedState()
    // Spread over the minute, the first and the last of it judged.
    let past = (0..<60).map { decision(UInt64($0), isJudged: before == 60 || $0 % 2 == 1, usable: 3) }
    state.take(newest([decision(0, isJudged: true, usable: 3)] + past.dropFirst(), at: 60), at: Date())
    var judge = TrialJudge(before: state, observeSeconds: Double(since) - 1)
    judge.take(newest([decision(60, isJudged: false, usable: 0)], at: 60), seconds: 3, at: Date())
    for hop in 0..<since {
      let second = UInt64(75 + hop)
      let records = [decision(second, isJudged: hop < judged, usable: 3)]
      judge.take(newest(records, at: second), seconds: Double(15 + hop), at: Date())
    }
    #expect(isWorse(judge.verdict(seconds: Double(14 + since))) == isExpected)
  }

  /// Electrodes that were taken off before the switch are not missed after it.
  @Test func nothingIsMissedWhereNobodyIsConnectedAnyMore() {
    var before = before(judged: true)
    before.take(newest((100..<160).map { decision($0, isJudged: false, usable: 0) }, at: 160), at: Date())
    var judge = TrialJudge(before: before, observeSeconds: observe)
    for second in UInt64(3)..<30 {
      let records = [decision(160 + second, isJudged: false, usable: 0)]
      judge.take(newest(records, at: 160 + second), seconds: Double(second), at: Date())
    }
    #expect(judge.verdict(seconds: 30) == .good)
  }

  /// Somebody who is turned just before the switch does not let an update stay that judges nothing.
  @Test(arguments: [(false, true), (true, false)]) func whatCouldNotBeJudgedForAMomentHidesNothing(
    isJudged: Bool, isWorse isExpected: Bool
  ) {
    var before = before(judged: true)
    before.take(newest((100..<125).map { decision($0, isJudged: false, usable: 0) }, at: 125), at: Date())
    var judge = TrialJudge(before: before, observeSeconds: observe)
    for second in UInt64(3)..<30 {
      let records = [decision(125 + second, isJudged: isJudged, usable: 3)]
      judge.take(newest(records, at: 125 + second), seconds: Double(second), at: Date())
    }
    #expect(isWorse(judge.verdict(seconds: 30)) == isExpected)
  }

  /// The front end's own test signal tells of gain and wiring also where nobody is connected. A front end that was
  /// broken before is not the update's.
  @Test(arguments: [nil, .frontEnd, .noData, .leadOff] as [ReasonCode?])
  func aTestSignalThatIsMeasuredWrongIsWorseAtOnce(faultBefore: ReasonCode?) {
    var before = before(judged: false)
    if let faultBefore {
      let fault = FaultEvent(reason: faultBefore, phase: .raised, sampleIndex: 0)
      before.take(newest([record(fault, second: 100)], at: 100), at: Date())
    }
    let detail = FaultDetail.testSignal(inputs: ChannelMask(rawValue: 1))
    let raised = FaultEvent(reason: .selfTest, phase: .raised, sampleIndex: 0, detail: detail)
    let cleared = FaultEvent(reason: .selfTest, phase: .cleared, sampleIndex: 0)
    var judge = TrialJudge(before: before, observeSeconds: observe)
    judge.take(newest([record(raised, second: 103), record(cleared, second: 104)], at: 104), seconds: 4, at: Date())
    guard faultBefore == nil || faultBefore == .leadOff else { return #expect(judge.verdict(seconds: 4) == .open) }
    let why = "the front end failed its test: the chip's own test signal is measured wrong at input 1"
    guard case .worse(let reason) = judge.verdict(seconds: 4) else {
      Issue.record("it is not worse")
      return
    }
    #expect(reason.hasPrefix(why))
    var forgiving = TrialJudge(before: before, observeSeconds: observe, forgivesTest: true)
    forgiving.take(newest([record(raised, second: 103)], at: 104), seconds: 4, at: Date())
    #expect(forgiving.verdict(seconds: 4) == .open)
  }

  @Test func aDaemonThatStartsOverIsWorse() {
    let boots = [record(Samples.boot(2), second: 120), record(Samples.boot(3), second: 121)]
    #expect(isWorse(verdict(before: true, isJudged: true, seconds: 20, extra: boots)))
  }
}
