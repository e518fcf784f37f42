import Forecasting
import Foundation
import Station

/// A log read for the histories of its people.
struct HistoryLog {
  /// What no session of a board lasts.
  private static let longestSeconds = 10 * 366 * 86_400.0

  /// The people that are meant.
  let people: [LoggedPerson]
  /// What was left out, to be said aloud.
  let notes: [String]
  /// How far it can be believed.
  let standing: LogStanding

  private let path: String
  private let sessions: [LoggedSession]
  private let marks: [Mark]

  /// Reads a log.
  ///
  /// - Parameters:
  ///   - path: Its folder.
  ///   - choice: Whose sessions are meant.
  ///   - secret: What its seals are checked with.
  /// - Throws: Why it cannot be read, or that it cannot be told whose sessions are meant.
  init(_ path: String, choice: LogChoice, secret: SealSecret?) throws {
    let file = LogFile(URL(fileURLWithPath: path), secret: secret)
    let summary = try file.summary()
    let (people, strangers) = try choice.people(among: summary.sessions, path: path)
    self.path = path
    self.people = people
    sessions = summary.sessions
    let refusals: [MarkFile.Refusal]
    (marks, refusals) = try MarkFile(of: file.url).readable()
    let others = strangers + refusals.map { "a mark does not count: \($0)" }
    standing =
      summary.isAuthenticated
      ? .authenticated : !summary.isIntact ? .damaged : secret == nil ? .intact : .unauthenticated
    switch standing {
    case .authenticated, .intact: notes = others
    case .unauthenticated: notes = ["\(path): \(summary.limits ?? "not authenticated")"] + others
    case .damaged: notes = ["\(path): the log is not intact: what can be read of it is taken"] + others
    }
  }

  /// Adds a person's seizure alarms as their review marks have them, and the sessions they were watched for in: one
  /// marked false is none, one marked unsure half a seizure, and a seizure begins where its mark says.
  ///
  /// - Parameters:
  ///   - person: One of the people.
  ///   - draft: Where they go.
  /// - Returns: What was left out, to be said aloud.
  func add(_ person: LoggedPerson, to draft: inout HistoryDraft) -> [String] {
    var notes: [String] = []
    for session in sessions where person.sessions.contains(session.number) {
      let place = "\(path): session \(session.number)"
      guard let start = session.start else {
        notes.append("\(place): its clock was not set: its \(session.seizures.count) seizure alarms are left out")
        continue
      }
      guard (0...Self.longestSeconds).contains(session.durationSeconds) else {
        notes.append("\(place): longer than ten years: left out, its times cannot be right")
        continue
      }
      let second = start.nanoseconds / 1_000_000_000
      draft.addObserved(second..<second + Int64(session.durationSeconds))
      for alarm in session.seizures {
        let mark = marks.latest(of: alarm.number, in: session)
        let onset = mark?.onsetSeconds ?? alarm.onsetSeconds
        guard (0...Self.longestSeconds).contains(onset) else { continue }
        guard mark?.verdict != .false else {
          notes.append("\(place): seizure alarm \(alarm.number) is marked false: left out")
          continue
        }
        draft.addAlarm(second: second + Int64(onset), isSure: mark?.verdict != .unsure, from: place)
      }
    }
    return notes
  }
}
