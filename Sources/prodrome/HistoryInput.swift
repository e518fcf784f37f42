import ArgumentParser
import Configuration
import Crypto
import EventLog
import Forecast
import Forecasting
import Foundation
import Station

/// Histories wherever they stand: people's folders, diaries, history files and logs.
enum HistoryInput {
  /// Reads histories.
  ///
  /// - Parameters:
  ///   - path: A folder of people or of one, a diary (`.csv`), a history file or a log's folder.
  ///   - dates: How a diary writes dates.
  ///   - zone: The zone of a history file's or a log's person.
  /// - Returns: The people.
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  static func histories(_ path: String, dates: DiaryDateStyle?, zone: HistoryZone) throws -> [EventHistory] {
    do {
      if isLog(path) { return [try log(path, zone: zone)] }
      if !isFolder(path) && !path.lowercased().hasSuffix(".csv") { return [try file(path, zone: zone)] }
      let people = try isFolder(path) ? people(in: path, dates: dates, zone: zone) : []
      return people.isEmpty ? try HistorySource.histories(at: URL(fileURLWithPath: path), dates: dates) : people
    } catch {
      throw Console.refusal(path, error)
    }
  }

  /// The people of a folder, each in a shape of their own: a folder with `events.tsv`, a log's folder, a diary, or a
  /// history file; a folder that has one of those in it and nothing else of the kind is that person's, too.
  private static func people(in path: String, dates: DiaryDateStyle?, zone: HistoryZone) throws -> [EventHistory] {
    guard !FileManager.default.fileExists(atPath: path + "/events.tsv") else { return [] }
    var people: [EventHistory] = []
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { !$0.hasPrefix(".") }
    for name in names where isFolder("\(path)/\(name)") {
      let child = "\(path)/\(name)"
      if isPerson(child) {
        people += try person(child, dates: dates, zone: zone)
        continue
      }
      let inner = try FileManager.default.contentsOfDirectory(atPath: child).map { "\(child)/\($0)" }.filter(isPerson)
      guard inner.count <= 1 else {
        throw HistoryRefusal(description: "\(child): found \(inner.count) histories, expected one person's")
      }
      if let only = inner.first {
        let found = try person(only, dates: dates, zone: zone)
        people += found.map { EventHistory(person: name, events: $0.events, observed: $0.observed, notes: $0.notes) }
      } else {
        Console.note("\(child): no history in it: left out")
      }
    }
    // Files beside people's folders may be anything.
    guard people.isEmpty else { return people }
    for name in names where isPerson("\(path)/\(name)") {
      people += try person("\(path)/\(name)", dates: dates, zone: zone)
    }
    return people
  }

  private static func isPerson(_ path: String) -> Bool {
    if isFolder(path) { return isLog(path) || FileManager.default.fileExists(atPath: path + "/events.tsv") }
    return path.lowercased().hasSuffix(".csv") || path.hasSuffix(".history")
  }

  private static func person(_ path: String, dates: DiaryDateStyle?, zone: HistoryZone) throws -> [EventHistory] {
    if isLog(path) { return [try log(path, zone: zone)] }
    if !isFolder(path) && path.hasSuffix(".history") { return [try file(path, zone: zone)] }
    return try HistorySource.histories(at: URL(fileURLWithPath: path), dates: dates)
  }

  /// Reads and checks a history file.
  ///
  /// - Parameter path: The file.
  /// - Returns: What was found in it, and its bytes.
  /// - Throws: `HistoryRefusal`, or why it cannot be read.
  static func image(_ path: String) throws -> (image: HistoryImage, bytes: [UInt8]) {
    let bytes = try InputFile.bytes(of: path, atMost: HistoryLayout.mostBytes)
    do throws(HistoryFault) {
      return (try HistoryImage(checking: bytes.span, verifier: Ed25519Verifier.self), bytes)
    } catch {
      throw HistoryRefusal(description: "\(path): \(error.explanation)")
    }
  }

  /// What no session of a board lasts.
  private static let longestSeconds = 10 * 366 * 86_400.0

  /// Adds a log's seizure alarms as its review marks have them, and the sessions they were watched for in: one marked
  /// false is none, one marked unsure half a seizure, and a seizure begins where its mark says.
  ///
  /// - Parameters:
  ///   - path: The log's folder.
  ///   - draft: Where they go.
  /// - Returns: What was left out, to be said aloud.
  /// - Throws: Why the log cannot be read.
  static func addLog(_ path: String, to draft: inout HistoryDraft) throws -> [String] {
    let summary = try LogFile(URL(fileURLWithPath: path)).summary { _ in }
    let marks = try MarkFile(of: URL(fileURLWithPath: path)).all().map(\.mark)
    var notes: [String] = []
    if !summary.isIntact { notes.append("\(path): the log is not intact: what can be read of it is taken") }
    for session in summary.sessions {
      guard let start = session.start else {
        notes.append(
          "\(path): session \(session.number): its clock was not set: its \(session.seizures.count) seizure alarms are left out"
        )
        continue
      }
      guard (0...longestSeconds).contains(session.durationSeconds) else {
        notes.append("\(path): session \(session.number): longer than ten years: left out, its times cannot be right")
        continue
      }
      let second = start.nanoseconds / 1_000_000_000
      draft.addObserved(second..<second + Int64(session.durationSeconds))
      for alarm in session.seizures {
        let mark = marks.latest(of: alarm.number, in: session)
        let onset = mark?.onsetSeconds ?? alarm.onsetSeconds
        guard (0...longestSeconds).contains(onset) else { continue }
        guard mark?.verdict != .false else {
          notes.append("\(path): session \(session.number): seizure alarm \(alarm.number) is marked false: left out")
          continue
        }
        draft.addAlarm(
          second: second + Int64(onset), isSure: mark?.verdict != .unsure,
          from: "\(path): session \(session.number)")
      }
    }
    return notes
  }

  /// What a board's log says of its own forecasts; nil for anything but a log, and for one without forecasts.
  static func board(_ path: String) throws -> BoardForecast? {
    guard isLog(path) else { return nil }
    var board = BoardForecast()
    do {
      try LogFile(URL(fileURLWithPath: path)).forEachRecord { record, _ in
        switch record.kind {
        case .forecast: board.take(try record.decoded(as: ForecastBody.self))
        case .learned: board.take(try record.decoded(as: LearnedBody.self))
        default: break
        }
      }
    } catch { throw Console.refusal(path, error) }
    return board.isEmpty ? nil : board
  }

  static func isLog(_ path: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.contains { $0.hasSuffix(".plog") }
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  private static func file(_ path: String, zone: HistoryZone) throws -> EventHistory {
    let (image, bytes) = try image(path)
    return EventHistory(image, bytes: bytes, zone: zone.zone)
  }

  private static func log(_ path: String, zone: HistoryZone) throws -> EventHistory {
    var draft = HistoryDraft()
    let notes = try addLog(path, to: &draft)
    let pseudonym = [UInt8](repeating: 0, count: 16)
    let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    guard let message = draft.message(pseudonym: pseudonym, publicKey: nil) else {
      return EventHistory(person: name, events: [], notes: notes)
    }
    let bytes = message + [UInt8](repeating: 0, count: HistoryLayout.signatureBytes)
    do throws(HistoryFault) {
      let image = try HistoryImage(checking: bytes.span, verifier: Ed25519Verifier.self)
      let history = EventHistory(image, bytes: bytes, zone: zone.zone)
      return EventHistory(person: name, events: history.events, observed: history.observed, notes: notes + draft.notes)
    } catch {
      throw HistoryRefusal(description: "\(path): \(error.explanation)")
    }
  }
}

extension BoardForecast {
  fileprivate mutating func take(_ body: ForecastBody) {
    if body.hour != newest?.localHour {
      hours += 1
      if body.withheld == .no { shownHours += 1 }
    }
    if body.change == .warning { warnings += 1 }
    newest = Newest(
      localHour: body.hour, probability: Double(body.probability) / Double(1 << 30), level: body.level.word,
      withheld: body.withheld.word)
  }

  fileprivate mutating func take(_ body: LearnedBody) {
    if body.hasBegun { (leadEvents, observedHours) = (Double(body.leads) / 256, Int(body.observedHours)) }
    guard body.cause != .day, body.cause != .start else { return }
    (history, historyRefused) = (body.cause.word, body.refusal.word)
  }
}
