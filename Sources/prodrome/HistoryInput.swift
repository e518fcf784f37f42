import ArgumentParser
import Configuration
import Crypto
import EventLog
import Forecast
import Forecasting
import Foundation
import Station

/// Histories wherever they stand: people's folders, diaries, history files and logs.
struct HistoryInput {
  /// How diaries write dates; nil where the dates show it.
  var dates: DiaryDateStyle?
  /// The zone of history files' and logs' people.
  var zone = HistoryZone.utc
  /// Whose sessions of logs are meant, and what became of the logs.
  var logs = LogTaking()

  /// Reads histories.
  ///
  /// - Parameter path: A folder of people or of one, a diary (`.csv`), a history file or a log's folder.
  /// - Returns: The people.
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  mutating func histories(_ path: String) throws -> [EventHistory] {
    do {
      if Self.isLog(path) { return try log(path) }
      if !Self.isFolder(path) && !path.lowercased().hasSuffix(".csv") { return [try file(path)] }
      let people = try Self.isFolder(path) ? people(in: path) : []
      return people.isEmpty ? try HistorySource.histories(at: URL(fileURLWithPath: path), dates: dates) : people
    } catch {
      throw Console.refusal(path, error)
    }
  }

  /// The people of a folder, each in a shape of their own: a folder with `events.tsv`, a log's folder, a diary, or a
  /// history file; a folder that has one of those in it and nothing else of the kind is that person's, too.
  private mutating func people(in path: String) throws -> [EventHistory] {
    guard !FileManager.default.fileExists(atPath: path + "/events.tsv") else { return [] }
    var people: [EventHistory] = []
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { !$0.hasPrefix(".") }
    for name in names where Self.isFolder("\(path)/\(name)") {
      let child = "\(path)/\(name)"
      if Self.isPerson(child) {
        people += try person(child)
        continue
      }
      let inner = try FileManager.default.contentsOfDirectory(atPath: child).map { "\(child)/\($0)" }.filter(
        Self.isPerson)
      guard inner.count <= 1 else {
        throw HistoryRefusal(description: "\(child): found \(inner.count) histories, expected one person's")
      }
      if let only = inner.first {
        let found = try person(only)
        people += found.map { one in
          EventHistory(
            person: found.count == 1 ? name : "\(name) \(one.person)", events: one.events, observed: one.observed,
            notes: one.notes)
        }
      } else {
        Console.note("\(child): no history in it: left out")
      }
    }
    // Files beside people's folders may be anything.
    guard people.isEmpty else { return people }
    for name in names where Self.isPerson("\(path)/\(name)") {
      people += try person("\(path)/\(name)")
    }
    return people
  }

  private static func isPerson(_ path: String) -> Bool {
    if isFolder(path) { return isLog(path) || FileManager.default.fileExists(atPath: path + "/events.tsv") }
    return path.lowercased().hasSuffix(".csv") || path.hasSuffix(".history")
  }

  private mutating func person(_ path: String) throws -> [EventHistory] {
    if Self.isLog(path) { return try log(path) }
    if !Self.isFolder(path) && path.hasSuffix(".history") { return [try file(path)] }
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

  /// What a board's log says of its own forecasts for one person; nil for anything but a log, and for one without
  /// forecasts.
  ///
  /// - Parameters:
  ///   - path: The log's folder.
  ///   - choice: Whose sessions are meant: one person's.
  /// - Returns: What it says.
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  static func board(_ path: String, choice: LogChoice) throws -> BoardForecast? {
    guard isLog(path) else { return nil }
    var board = BoardForecast()
    do {
      let log = LogFile(URL(fileURLWithPath: path))
      let sessions = try choice.people(among: log.summary().sessions, path: path).people.first?.sessions ?? []
      try log.forEachRecord { record, session in
        guard let session, sessions.contains(session.number) else { return }
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

  static func isFolder(_ path: String) -> Bool {
    (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  private func file(_ path: String) throws -> EventHistory {
    let (image, bytes) = try Self.image(path)
    return EventHistory(image, bytes: bytes, zone: zone.zone)
  }

  /// The people of a log; the only one has the folder's name.
  private mutating func log(_ path: String) throws -> [EventHistory] {
    let log = try logs.log(path)
    let folder = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    guard !log.people.isEmpty else { return [EventHistory(person: folder, events: [], notes: log.notes)] }
    return try log.people.enumerated().map { index, person in
      try history(
        of: person, in: log, named: log.people.count == 1 ? folder : person.pseudonym,
        notes: index == 0 ? log.notes : []
      )
    }
  }

  /// One person's history of a log.
  func history(
    of person: LoggedPerson, in log: HistoryLog, named name: String, notes: [String]
  ) throws -> EventHistory {
    var draft = HistoryDraft()
    let notes = notes + log.add(person, to: &draft)
    guard let message = draft.message(pseudonym: [UInt8](repeating: 0, count: 16), publicKey: nil) else {
      return EventHistory(person: name, events: [], notes: notes)
    }
    let bytes = message + [UInt8](repeating: 0, count: HistoryLayout.signatureBytes)
    do throws(HistoryFault) {
      let image = try HistoryImage(checking: bytes.span, verifier: Ed25519Verifier.self)
      let history = EventHistory(image, bytes: bytes, zone: zone.zone)
      return EventHistory(person: name, events: history.events, observed: history.observed, notes: notes + draft.notes)
    } catch {
      throw HistoryRefusal(description: "\(name): \(error.explanation)")
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
