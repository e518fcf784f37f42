import EventLog
import Foundation
import Station
import Vocabulary

/// Judges an update by what the board did before it and does since: whether it decides, as much of it as before, with
/// the channels of before. A bed at which nobody was connected could not be judged before either: then it is enough
/// that decisions come and nothing new is broken.
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
  /// Faults that are the board's own, whoever is connected.
  private static let ownFaults: Set<ReasonCode> = [
    .noData, .framesLost, .frontEnd, .storage, .overrun, .bundle, .model, .line, .keptState,
  ]

  private let before: BedState
  private let observeSeconds: Double
  private var after = BedState()
  private var firstDecision: Double?
  private var judged = 0
  private var hops = 0
  private var mostUsable = 0
  private var boots = 0

  /// Begins to judge.
  ///
  /// - Parameters:
  ///   - before: What was known of the bed just before the switch.
  ///   - observeSeconds: How long decisions are looked at.
  public init(before: BedState, observeSeconds: Double) {
    self.before = before
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

  /// What is made of it.
  ///
  /// - Parameter seconds: Seconds since the switch.
  /// - Returns: The verdict.
  public func verdict(seconds: Double) -> Verdict {
    if boots > 1 { return .worse("it started \(boots) times") }
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
    // Since the first window: a bed that has just been started is not one that cannot be judged.
    let settled = before.settledHops
    guard settled > 0, 2 * before.judgedHops >= settled else { return .good }
    // What was judged before must be judged now, as much of it as half.
    if judged * settled < before.judgedHops * hops / 2 {
      return .worse("\(judged) of \(hops) decisions judged, where \(before.judgedHops) of \(settled) were before")
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
