import EventLog
import Foundation
import Station
import Vocabulary

/// Judges an update by what the board did before it and does since: whether its front end measures its own test signal,
/// and whether it decides, as much of it as in the minute before, with the channels of before. A bed at which nobody
/// was connected could not be judged before either: then it is enough that the test signal is right, that decisions
/// come, and that nothing new is broken.
public struct TrialJudge: Sendable {
  /// What is made of the update so far.
  public enum Verdict: Equatable, Sendable {
    /// It is too early to say.
    case open
    /// It does what the one before did.
    case good
    /// It does not; why.
    case worse(String)
  }

  /// Seconds in which the first decision must have come.
  public static let startSeconds = 30.0
  /// Seconds of decisions that are left out: filters settle, windows fill.
  public static let settlingSeconds = 12.0
  /// Of the share of hops that were judged in the minute before, so much has to be judged, less so many hops: a
  /// person who moves is no fault of the update's.
  static let parity = (share: 0.9, hops: 3.0)
  /// Faults of the front end: where one stood before, a test that fails is no news.
  private static let frontEndFaults: Set<ReasonCode> = [.noData, .frontEnd, .selfTest]
  /// Faults that are the board's own, whoever is connected.
  private static let ownFaults: Set<ReasonCode> = [
    .noData, .framesLost, .frontEnd, .storage, .overrun, .bundle, .model, .line, .keptState,
  ]

  /// What to do about a test that fails with every version.
  private static let advice = "; where the input itself is broken, --force lets the update stay"

  private let before: BedState
  private let observeSeconds: Double
  private let forgivesTest: Bool
  private var after = BedState()
  private var firstDecision: Double?
  private var judged = 0
  private var hops = 0
  private var mostUsable = 0
  private var boots = 0
  private var testFault: FaultEvent?

  /// Begins to judge.
  ///
  /// - Parameters:
  ///   - before: What was known of the bed just before the switch.
  ///   - observeSeconds: How long decisions are looked at.
  ///   - forgivesTest: Whether a front end that fails its test is no reason: an input that is broken itself fails it
  ///     with every version.
  public init(before: BedState, observeSeconds: Double, forgivesTest: Bool = false) {
    self.before = before
    self.forgivesTest = forgivesTest
    self.observeSeconds = observeSeconds
  }

  /// What the bed is now, by the newest records.
  public var state: BedState { after }

  /// Takes the board's newest records.
  ///
  /// - Parameters:
  ///   - newest: The records; those from before the switch are left out.
  ///   - seconds: Seconds since the switch.
  ///   - time: This computer's time.
  public mutating func take(_ newest: NewestRecords?, seconds: Double, at time: Date) {
    guard var newest else { return }
    newest.records.removeAll { $0.envelope.sequence <= max(before.lastSequence, after.lastSequence) }
    for record in newest.records {
      if record.kind == .boot { boots += 1 }
      takeTest(record)
      guard let decision = try? record.decoded(as: Decision.self), record.kind == .decision else { continue }
      let first = firstDecision ?? seconds
      firstDecision = first
      guard seconds - first >= Self.settlingSeconds else { continue }
      hops += 1
      judged += decision.isJudged ? 1 : 0
      mostUsable = max(mostUsable, decision.usable.count)
    }
    after.take(newest, at: time)
  }

  /// Takes what the front end made of its own test signal, which an update on trial begins with.
  private mutating func takeTest(_ record: LogRecord) {
    guard record.kind == .fault, let fault = try? record.decoded(as: FaultEvent.self) else { return }
    let isForgiven = forgivesTest || before.faults.contains { Self.frontEndFaults.contains($0.reason) }
    if fault.reason == .selfTest && fault.phase == .raised && !isForgiven { testFault = fault }
  }

  /// What is made of it.
  ///
  /// - Parameter seconds: Seconds since the switch.
  /// - Returns: The verdict.
  public func verdict(seconds: Double) -> Verdict {
    if boots > 1 { return .worse("it started \(boots) times") }
    if let testFault { return .worse("the front end failed its test: \(testFault.detail)\(Self.advice)") }
    guard let firstDecision else {
      let why = after.faultWords.isEmpty ? "" : ": \(after.faultWords.joined(separator: "; "))"
      return seconds < Self.startSeconds ? .open : .worse("no decision within \(Int(seconds)) s\(why)")
    }
    if let age = after.decisionAge, age > BedState.staleSeconds {
      return .worse("no decision for \(Int(age)) s")
    }
    guard seconds - firstDecision >= Self.settlingSeconds + observeSeconds else { return .open }
    return comparison(observed: seconds - firstDecision - Self.settlingSeconds)
  }

  private func comparison(observed: Double) -> Verdict {
    if Double(hops) * hopSeconds < 0.7 * observed {
      return .worse("\(hops) decisions in \(Int(observed)) s, expected one each \(hopSeconds) s")
    }
    let news = after.faults.filter { fault in
      Self.ownFaults.contains(fault.reason) && !before.faults.contains { $0.reason == fault.reason }
    }
    if let fault = news.first { return .worse("a fault that was not there before: \(fault.reason.word)") }
    let minute = before.newestMinute
    guard minute.judged > 0 else { return .good }
    let share = Double(minute.judged) / Double(minute.hops)
    if Double(judged) < Self.parity.share * share * Double(hops) - Self.parity.hops {
      return .worse("\(judged) of \(hops) decisions judged, where \(minute.judged) of \(minute.hops) were before")
    }
    let usable = before.usableChannels
    if mostUsable < usable { return .worse("\(mostUsable) usable channels, where \(usable) were before") }
    return .good
  }

  private var hopSeconds: Double {
    guard let session = after.session, session.modelRate.numerator > 0 else { return 1 }
    return Double(session.hopSamples) * Double(session.modelRate.denominator) / Double(session.modelRate.numerator)
  }
}
