import EventLog
import Foundation
import Recordings
import Text
import Vocabulary

/// A log's EEG clips and alarms as a BIDS dataset: for each session with clips an EDF+ file, its channels and its
/// events. With marks it is a dataset of what a reviewer said instead: a recording for each alarm that was judged, its
/// seizure where the reviewer put it or none, in SzCORE's column, for scoring and training.
///
/// Source: BIDS 1.10 (EEG).
public struct BIDSFolder {
  private let log: LogFile
  private let folder: URL
  private let marks: [Mark]?

  /// Names the log, and the folder that the dataset goes to.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - folder: The folder.
  ///   - marks: What a reviewer said; nil for the alarms as they were.
  public init(_ log: LogFile, into folder: URL, marks: [Mark]? = nil) {
    self.log = log
    self.folder = folder
    self.marks = marks
  }

  /// Writes the dataset.
  ///
  /// - Parameters:
  ///   - summary: What the log holds.
  ///   - leaveOut: Takes each session, or with marks each alarm, that cannot be written, and why.
  /// - Returns: The recordings' paths in the dataset.
  /// - Throws: A file error.
  public func write(_ summary: LogSummary, leaveOut: (Int, any Error) -> Void) throws -> [String] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var description = JSONObject()
    description.set("Name", "EEG around alarms of \(log.url.lastPathComponent)")
    description.set("BIDSVersion", "1.10.0")
    description.set("DatasetType", "raw")
    try write(description.line, "dataset_description.json")
    try write(Self.eventColumns(isReviewed: marks != nil).line, "task-monitoring_events.json")
    try write(
      "EEG around seizure alarms, written by prodrome. Research software, not a certified medical device.", "README")
    var people: [String] = []
    var paths: [String] = []
    for session in summary.sessions where session.clips > 0 {
      for part in parts(of: session) {
        do {
          paths.append(try write(session, part))
          let person = Self.person(session)
          if !people.contains(person) { people.append(person) }
        } catch let error as LogReadError {
          leaveOut(session.number, error)
        } catch let error as RecordingError {
          leaveOut(session.number, error)
        }
      }
    }
    try write((["participant_id"] + people).joined(separator: "\n"), "participants.tsv")
    return paths
  }

  /// What the columns of the events' tables mean that BIDS does not define, for all of them.
  private static func eventColumns(isReviewed: Bool) -> JSONObject {
    func column(_ words: String) -> JSONObject {
      var column = JSONObject()
      column.set("Description", words)
      return column
    }
    var columns = JSONObject()
    columns.set("trial_type", column("sz: a seizure alarm, or a seizure as a reviewer marked it; bckg: none"))
    columns.set("value", column("The number of the alarm in its session of the log"))
    if isReviewed { columns.set("eventType", column("trial_type in the words of SzCORE: sz or bckg")) }
    return columns
  }

  private static func person(_ session: LoggedSession) -> String { "sub-\(session.settings.pseudonymText.prefix(12))" }

  /// What becomes a recording: a whole session, or one alarm with its mark.
  private enum Part {
    case session
    case alarm(LoggedEvent, Mark?)
  }

  private func parts(of session: LoggedSession) -> [Part] {
    guard let marks else { return [.session] }
    return session.seizures.map { .alarm($0, marks.latest(of: $0.number, in: session)) }
  }

  private func write(_ text: String, _ path: String) throws {
    try Data((text + "\n").utf8).write(to: folder.appending(path: path))
  }

  private func write(_ session: LoggedSession, _ part: Part) throws -> String {
    let person = Self.person(session)
    let number = String(format: "%02d", session.number)
    let place = "\(person)/ses-\(number)/eeg"
    var stem = "\(place)/\(person)_ses-\(number)_task-monitoring"
    var event: UInt32?
    if case .alarm(let alarm, _) = part {
      event = alarm.number
      stem += String(format: "_run-%02u", alarm.number)
    }
    let clips = try ClipRecording(log, session: session, event: event)
    let events = try events(session, clips, part)
    try FileManager.default.createDirectory(at: folder.appending(path: place), withIntermediateDirectories: true)
    try clips.write(to: folder.appending(path: "\(stem)_eeg.edf"), gaps: .fill)
    try write(sidecar(session, clips).line, "\(stem)_eeg.json")
    try write(channels(session), "\(stem)_channels.tsv")
    try write(events, "\(stem)_events.tsv")
    return "\(stem)_eeg.edf"
  }

  private func sidecar(_ session: LoggedSession, _ clips: ClipRecording) -> JSONObject {
    var sidecar = JSONObject()
    sidecar.set("TaskName", "monitoring")
    sidecar.set("SamplingFrequency", session.settings.modelRate.hertz)
    sidecar.set("EEGReference", "as each channel is named; see channels.tsv")
    sidecar.set("PowerLineFrequency", "n/a")
    sidecar.set("SoftwareFilters", "n/a")
    sidecar.set("EEGChannelCount", Int(session.settings.channelCount))
    sidecar.set("RecordingDuration", clips.seconds.upperBound - clips.seconds.lowerBound)
    sidecar.set("RecordingType", "continuous")
    sidecar.set("DeviceSerialNumber", "n/a")
    return sidecar
  }

  private func channels(_ session: LoggedSession) -> String {
    let rate = session.settings.modelRate.hertz
    let rows = session.settings.channelNames.map { "\($0)\tEEG\tuV\t\(rate)\tn/a" }
    return (["name\ttype\tunits\tsampling_frequency\treference"] + rows).joined(separator: "\n")
  }

  private func events(_ session: LoggedSession, _ clips: ClipRecording, _ part: Part) throws -> String {
    switch part {
    case .session: alarms(session, clips)
    case .alarm(let event, let mark): try judged(event, mark, clips)
    }
  }

  /// What the reviewer said of one alarm, within the file.
  private func judged(_ event: LoggedEvent, _ mark: Mark?, _ clips: ClipRecording) throws -> String {
    func refuse(_ found: String) -> LogReadError {
      LogReadError(
        path: log.url.path, found: "seizure alarm \(event.number) \(found)", expected: "a mark: seizure or false")
    }
    let heading = "onset\tduration\ttrial_type\tvalue\teventType\n"
    let (first, last) = (clips.seconds.lowerBound, clips.seconds.upperBound)
    guard let mark, mark.verdict != .unsure else {
      throw refuse(mark == nil ? "without a mark" : "of which the reviewer is unsure")
    }
    guard mark.verdict == .seizure else {
      return heading + String(format: "0.000\t%.3f\tbckg\t%u\tbckg", last - first, event.number)
    }
    let onset = max(first, mark.onsetSeconds ?? event.onsetSeconds)
    let end = min(last, mark.endSeconds ?? event.endSeconds ?? last)
    guard end > onset else { throw refuse("whose seizure was marked outside its EEG") }
    return heading + String(format: "%.3f\t%.3f\tsz\t%u\tsz", onset - first, end - onset, event.number)
  }

  /// The alarms, counted from the file's first sample; an alarm that was still up ends with the file.
  private func alarms(_ session: LoggedSession, _ clips: ClipRecording) -> String {
    let rows = session.seizures.map { event in
      let end = min(event.endSeconds ?? clips.seconds.upperBound, clips.seconds.upperBound)
      let onset = event.onsetSeconds - clips.seconds.lowerBound
      return String(format: "%.3f\t%.3f\tsz\t%u", onset, max(0, end - event.onsetSeconds), event.number)
    }
    return (["onset\tduration\ttrial_type\tvalue"] + rows).joined(separator: "\n")
  }
}
