import EventLog
import Foundation
import Recordings
import Vocabulary

/// A log's EEG clips and alarms as a BIDS dataset: for each session with clips an EDF+ file, its channels and its
/// events.
///
/// Source: BIDS 1.10 (EEG).
public struct BIDSFolder {
  private let log: LogFile
  private let folder: URL

  /// Names the log, and the folder that the dataset goes to.
  public init(_ log: LogFile, into folder: URL) {
    self.log = log
    self.folder = folder
  }

  /// Writes the dataset.
  ///
  /// - Parameters:
  ///   - summary: What the log holds.
  ///   - leaveOut: Takes each session that cannot be written, and why.
  /// - Returns: The recordings' paths in the dataset.
  /// - Throws: A file error.
  public func write(_ summary: LogSummary, leaveOut: (Int, any Error) -> Void) throws -> [String] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var description = JSONObject()
    description.set("Name", "EEG around alarms of \(log.url.lastPathComponent)")
    description.set("BIDSVersion", "1.10.0")
    description.set("DatasetType", "raw")
    try write(description.json, "dataset_description.json")
    try write(
      "EEG around seizure alarms, written by prodrome. Research software, not a certified medical device.", "README")
    var people: [String] = []
    var paths: [String] = []
    for session in summary.sessions where session.clips > 0 {
      do {
        paths.append(try write(session))
        let person = Self.person(session)
        if !people.contains(person) { people.append(person) }
      } catch let error as LogReadError {
        leaveOut(session.number, error)
      } catch let error as RecordingError {
        leaveOut(session.number, error)
      }
    }
    try write((["participant_id"] + people).joined(separator: "\n"), "participants.tsv")
    return paths
  }

  private static func person(_ session: LoggedSession) -> String { "sub-\(session.settings.pseudonymText.prefix(12))" }

  private func write(_ text: String, _ path: String) throws {
    try Data((text + "\n").utf8).write(to: folder.appending(path: path))
  }

  private func write(_ session: LoggedSession) throws -> String {
    let person = Self.person(session)
    let number = String(format: "%02d", session.number)
    let place = "\(person)/ses-\(number)/eeg"
    let stem = "\(place)/\(person)_ses-\(number)_task-monitoring"
    try FileManager.default.createDirectory(at: folder.appending(path: place), withIntermediateDirectories: true)
    let clips = try ClipRecording(log, session: session)
    try clips.write(to: folder.appending(path: "\(stem)_eeg.edf"), gaps: .fill)
    try write(sidecar(session, clips).json, "\(stem)_eeg.json")
    try write(channels(session), "\(stem)_channels.tsv")
    try write(events(session, clips), "\(stem)_events.tsv")
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

  /// The alarms, counted from the file's first sample; an alarm that was still up ends with the file.
  private func events(_ session: LoggedSession, _ clips: ClipRecording) -> String {
    let rows = session.seizures.map { event in
      let end = min(event.endSeconds ?? clips.seconds.upperBound, clips.seconds.upperBound)
      let onset = event.onsetSeconds - clips.seconds.lowerBound
      return String(format: "%.3f\t%.3f\tsz\t%u", onset, max(0, end - event.onsetSeconds), event.number)
    }
    return (["onset\tduration\ttrial_type\tvalue"] + rows).joined(separator: "\n")
  }
}
