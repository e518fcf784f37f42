import EventLog
import Foundation
import Station
import Vocabulary

extension BedState {
  /// What stands behind the condition, in one line: why it cannot judge, which event, since when there was no contact.
  public var reason: String {
    switch condition {
    case .noContact:
      let since = contact.map { "no contact since \(Self.clock($0))" } ?? "never reached"
      return failure.map { "\(since): \($0)" } ?? since
    case .notDeciding:
      let age = decisionAge.map { "no decision for \(Int($0)) s" } ?? "no decision since the start"
      return ([age] + faultWords + troubleWords).joined(separator: "; ")
    case .seizure:
      guard isSeizureOpen || isAlarmLatched != true else { return endedWords }
      let event = lastSeizureWords ?? "event \(openSeizure.map { "\($0)" } ?? "open")"
      return isAcknowledged && isAlarmLatched != true ? "\(event); acknowledged" : event
    case .cannotJudge:
      let words = faultWords.isEmpty ? ["no reason in the newest records"] : faultWords
      let seizure = openSeizure.map { ["seizure \($0) is open, acknowledged"] } ?? []
      return (words + seizure + troubleWords).joined(separator: "; ")
    case .logAtRisk: return (["monitored, but \(troubleWords.joined())"] + faultWords).joined(separator: "; ")
    case .watching: return faultWords.joined(separator: "; ")
    }
  }

  private var troubleWords: [String] { storage?.troubleWords(logBytesPerSecond).map { [$0] } ?? [] }

  /// How much room the log has, and for how long.
  public var storageWords: String {
    storage?.words(logBytesPerSecond) ?? "not known: the board does not tell"
  }

  /// Each standing fault's reason, and its detail where there is one.
  public var faultWords: [String] {
    faults.map { fault in
      if case .channels(let mask) = fault.detail {
        return "\(fault.reason.word): \((0..<32).filter { mask[$0] }.map(channelName).joined(separator: ", "))"
      }
      let detail = "\(fault.detail)"
      return detail.isEmpty ? fault.reason.word : "\(fault.reason.word): \(detail)"
    }
  }

  /// The newest alarm that rose.
  ///
  /// - Parameter clock: Whose time it says.
  /// - Returns: Words such as `2026-03-01 07:04:09 seizure 1: T7-P7 75.0 %`; nil if there was none.
  public func lastEventWords(by clock: ClockText) -> String? {
    lastEvent.map { event in
      let time = WallTime(event.stamps).map { "\(clock.moment($0)) " } ?? ""
      return time + Self.words(event.alarm, channelName)
    }
  }

  /// A seizure event that ended without anybody at the bed.
  private var endedWords: String {
    let event = lastEvent.flatMap { $0.alarm.kind == .seizure ? Self.words($0.alarm, channelName) : nil }
    return "\(event ?? "an earlier event"); ended, and nobody has acknowledged it at the bed"
  }

  private var lastSeizureWords: String? {
    seizureAlarm.map { Self.words($0, channelName) }
  }

  private static func words(_ alarm: AlarmEvent, _ name: (Int) -> String) -> String {
    let shares = (0..<min(3, Int(alarm.rankedCount))).map { rank in
      let channel = Int(alarm.ranked[rank])
      let share = alarm.sharePermille[channel]
      return "\(name(channel)) \(share / 10).\(share % 10) %"
    }
    let causes = (alarm.reason == .none ? [] : [alarm.reason.word]) + shares
    return "\(alarm.kind.word) \(alarm.eventNumber)" + (causes.isEmpty ? "" : ": " + causes.joined(separator: ", "))
  }

  /// A channel's name, or its number where the session's settings are not among the newest records.
  public func channelName(_ channel: Int) -> String {
    guard let session, channel < Int(session.channelCount) else { return "#\(channel)" }
    return session.names[channel].label
  }

  /// Each channel of the newest decision: its name, whether it is used, and what is wrong with it.
  public var channels: [(name: String, isUsable: Bool, defects: [String])] {
    guard let decision else { return [] }
    return (0..<Int(decision.channelCount)).map {
      (channelName($0), decision.usable[$0], decision.quality[$0].names)
    }
  }

  /// What each input that is no EEG showed in the newest minute, such as `heart rate 72`.
  public var polygraphWords: [String] { polygraph.map(\.minuteText) }

  /// Seconds by which the board's clock is ahead of this computer's; nil before the first contact.
  public var clockOffset: Int? {
    contact.flatMap { wallSeconds == 0 ? nil : Int(wallSeconds) - Int($0.timeIntervalSince1970) }
  }

  /// The program's version, such as `0.1.0`; nil if its start is not among the newest records.
  public var version: String? {
    boot.map { "\($0.versionMajor).\($0.versionMinor).\($0.versionPatch)" }
  }

  /// The time of day by this computer's clock, such as `02:13`; with the date where it is not today's.
  static func clock(_ time: Date) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = Calendar.current.isDateInToday(time) ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss"
    return format.string(from: time)
  }
}
