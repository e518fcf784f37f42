import Configuration
import Evaluation
import EventLog
import Forecast
import Forecasting
import Foundation
import Replay
import Station
import Text

/// People with their EEG's minutes of features: logs, folders of logs, and BIDS archives, which are replayed.
struct RecordedInput {
  /// Monday 1970-01-05 00:00, in seconds since 1970: hours count from a Monday's midnight.
  private static let monday: Int64 = 345_600
  /// An hour of which so many seconds were recorded counts as observed, as on a board.
  private static let observedSeconds: Int64 = 2_700

  /// How histories are read: the zone of logs, whose hours are local; recordings have local clocks.
  var histories = HistoryInput()

  /// Reads people.
  ///
  /// - Parameter path: A log's folder, a folder of people's logs, or a BIDS archive.
  /// - Returns: The people.
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  mutating func people(_ path: String) throws -> [RecordedPerson] {
    do {
      if HistoryInput.isLog(path) {
        return try log(path, named: URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent)
      }
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
      let logs = names.compactMap { name in
        ["\(path)/\(name)", "\(path)/\(name)/log"].first(where: HistoryInput.isLog).map { (name, $0) }
      }
      return try logs.isEmpty ? Self.archive(path) : logs.flatMap { try log($0.1, named: $0.0) }
    } catch {
      throw Console.refusal(path, error)
    }
  }

  /// Reads people, and what a forecaster takes of their EEG; says aloud which hours it may not be judged on.
  ///
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  mutating func with(
    _ model: String, _ path: String
  ) throws -> [(person: RecordedPerson, source: EvidenceSource?)] {
    let forecaster: ForecasterModel
    do { forecaster = try ForecasterModel(model) } catch { throw Console.refusal(model, error) }
    return try people(path).map { person in
      person.history.notes.forEach(Console.note)
      let source = forecaster.source(person)
      if source.firstHour > 0 {
        Console.note(
          "\(person.history.person): the model learned from this time: judged with it from hour \(source.firstHour) on")
      }
      return (person, source)
    }
  }

  private mutating func log(_ path: String, named name: String) throws -> [RecordedPerson] {
    let log = try histories.logs.log(path)
    let zone = histories.zone.zone
    return try log.people.enumerated().map { index, person in
      var features = FeatureHours()
      try LogFile(URL(fileURLWithPath: path)).forEachRecord { record, session in
        guard record.kind == .features, let session, person.sessions.contains(session.number), let start = session.start
        else { return }
        let body = try record.decoded(as: FeaturesBody.self)
        let second = start.nanoseconds / 1_000_000_000 + Int64(session.settings.seconds(through: body.sampleIndex))
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        Self.add(body, to: &features, atSecond: second + Int64(offset) - Self.monday)
      }
      let history = try histories.history(
        of: person, in: log, named: log.people.count == 1 ? name : "\(name) \(person.pseudonym)",
        notes: index == 0 ? log.notes : [])
      return RecordedPerson(history: history, features: features)
    }
  }

  private static func add(_ body: FeaturesBody, to features: inout FeatureHours, atSecond second: Int64) {
    guard second >= 0, let minute = FeatureMinute(body.channels, count: Int(body.channelCount)) else { return }
    features.add(minute, atSecond: second)
  }

  /// Replays the recordings of an archive by the default bundle, each person's in order of time.
  private static func archive(_ path: String) throws -> [RecordedPerson] {
    let bundle = try DetectorBundle.makeDefault()
    let recordings = try Dataset(at: URL(fileURLWithPath: path)).recordings
    return try Dictionary(grouping: recordings, by: \.person).sorted { $0.key < $1.key }.map { name, own in
      var person = ReplayedPerson(name)
      for recording in own { try person.add(recording, bundle) }
      return person.recorded(observedSeconds: observedSeconds)
    }
  }

  /// A person of an archive, recording by recording.
  private struct ReplayedPerson {
    private let name: String
    private var features = FeatureHours()
    private var events: [Int64] = []
    private var recorded: [Int64: Int64] = [:]

    init(_ name: String) {
      self.name = name
    }

    mutating func add(_ recording: Recording, _ bundle: DetectorBundle) throws {
      var minutes: [FeaturesBody] = []
      let session = try ReplaySession(recording: recording.url, bundle: bundle) {
        if case .features(let body) = $0 { minutes.append(body) }
      }
      guard let start = session.start, let events = recording.eventsURL else {
        return Console.note("\(recording.path.shown): left out: \(session.start == nil ? "no date" : "no annotations")")
      }
      try session.run()
      let first = start.secondsSince1970 + Int64(session.startOffsetSeconds) - monday
      let end = first + Int64(session.durationSeconds)
      guard first >= 0 else { return Console.note("\(recording.path.shown): left out: it begins before 1970") }
      for body in minutes {
        RecordedInput.add(body, to: &features, atSecond: first + Int64(session.seconds(body.sampleIndex)))
      }
      self.events += try EventsFile(events).seizures.map { first + Int64($0.onset) }
      for hour in first / 3_600...(end - 1) / 3_600 {
        recorded[hour, default: 0] += min(end, (hour + 1) * 3_600) - max(first, hour * 3_600)
      }
    }

    func recorded(observedSeconds: Int64) -> RecordedPerson {
      let observed = recorded.filter { $0.value >= observedSeconds }.keys.sorted().map { $0..<$0 + 1 }
      let history = EventHistory(
        person: name, events: events.sorted().map { EventHistory.Event(second: $0) }, observed: observed)
      return RecordedPerson(history: history, features: features)
    }
  }
}
