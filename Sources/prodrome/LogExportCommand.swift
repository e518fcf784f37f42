import ArgumentParser
import Foundation
import Recordings
import Station
import Text

/// `prodrome log export`: what a log holds, in formats of others.
struct LogExportCommand: ParsableCommand {
  /// The formats.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case tsv, csv, jsonl, edf, bdf, bids, fhir
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export alarms, records or EEG clips of a log.",
    discussion: """
      tsv    a session's seizure alarms as a BIDS events table in SzCORE's columns
      csv    all alarms of any kind, a row each, with times, answers, channels and reviews, for spreadsheets
      jsonl  every record, one JSON object a line; alarms as `replay --json` writes them
      edf    a session's EEG clips as EDF+ (16 bits), alarms as annotations
      bdf    the same as BDF+ (24 bits): exactly what the encoder saw
      bids   a BIDS dataset, a folder: each session's EEG clips with its channels and events
      fhir   a session's seizure alarms as FHIR R4: Observation, DeviceMetric and Device in one collection

      With --marked, bids holds what a reviewer said with `prodrome mark` in place of what the detector said: a recording for \
      each alarm that was marked as a seizure (onset and end as marked) or as false (none), for `prodrome evaluate` and \
      `Tools/train finetune`. Alarms without a mark, or marked unsure, are left out, aloud.

      Example: prodrome log export log --format tsv --output sub-01_events.tsv
               prodrome log export log --format edf --event 1 --output event1.edf

      EEG clips that a board sealed to the station's key are read with --clip-key alone; without it edf and bdf are refused,
      and jsonl has lines of type sealed_clip without samples.

      A log that is damaged is exported as far as it can be read; the findings go to standard error, as does what was erased.

      Exit codes: 0 fine, 1 the log is not intact or a mark is refused, 64 wrong usage, 65 there is no log, session or clip, 74 a file cannot \
      be read or written.
      """
  )

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Option(help: "tsv, csv, jsonl, edf, bdf, bids or fhir.")
  var format: Format

  @Option(help: "The file, or for bids the folder, to write; standard output if left out, but for edf, bdf and bids.")
  var output: String?

  @Option(help: "The session, counted from 1; needed if there are several, but for csv, jsonl and bids.")
  var session: Int?

  @Option(help: "With edf and bdf: only the clips of the seizure alarm with this number.")
  var event: UInt32?

  @Flag(help: "With bids: what the marks say, a recording for each alarm that was judged.")
  var marked = false

  @OptionGroup
  var clipKey: ClipKeyOption

  @Option(
    help: """
      With edf and bdf: fill gaps between clips with zeros, annotated BAD_ACQ_SKIP, or mark them (EDF+D, which not every \
      reader understands).
      """)
  var gaps = ClipRecording.Gaps.fill

  func validate() throws {
    let isRecording = format == .edf || format == .bdf
    if isRecording || format == .bids, output == nil {
      throw ValidationError("--format \(format.rawValue) needs --output.")
    }
    guard output != "" else { throw ValidationError("--output: found nothing, expected a file or a folder") }
    if marked, format != .bids { throw ValidationError("--marked goes with --format bids.") }
    if !isRecording, event != nil { throw ValidationError("--event goes with --format edf or bdf.") }
  }

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log), clipKey: try clipKey.key())
      let summary = try file.summary { LogCommand.note("\($0)") }
      for erasure in summary.erasures { LogCommand.note("note: erased \(erasure.text.shown)") }
      if let output {
        let folder = URL(fileURLWithPath: output).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      switch format {
      case .tsv: try write(EventsTable.text(chosen(summary, of: file), isWhole: summary.isIntact))
      case .csv: try exportAlarms(summary, of: file)
      case .jsonl: try exportRecords(of: file)
      case .edf: try exportClips(chosen(summary, of: file), of: file, .bits16)
      case .bdf: try exportClips(chosen(summary, of: file), of: file, .bits24)
      case .bids: try exportDataset(summary, of: file)
      case .fhir: try exportObservations(chosen(summary, of: file), of: file)
      }
      if !summary.isIntact { throw ExitCode(1) }
    }
  }

  private func chosen(_ summary: LogSummary, of file: LogFile) throws -> LoggedSession {
    let found = try summary.session(session, path: file.url.path)
    if found.start == nil { LogCommand.note("note: the board's clock was not set when session \(found.number) began") }
    return found
  }

  private func write(_ text: String) throws {
    guard let output else {
      print(text, terminator: "")
      return
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: output))
  }

  private func exportRecords(of file: LogFile) throws {
    var handle = FileHandle.standardOutput
    if let output {
      try Data().write(to: URL(fileURLWithPath: output))
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    }
    try file.forEachRecord { record, current in
      guard session == nil || session == current?.number else { return }
      try handle.write(contentsOf: Data((record.json(in: current).line + "\n").utf8))
    }
  }

  private func exportDataset(_ summary: LogSummary, of file: LogFile) throws {
    let found = marked ? try ReportCommand.marks(of: file) : nil
    let folder = URL(fileURLWithPath: output ?? "", isDirectory: true)
    let paths = try BIDSFolder(file, into: folder, marks: found?.marks).write(summary) {
      LogCommand.note("left out: session \($0): \($1)")
    }
    LogCommand.note("note: \(paths.count) recordings")
    guard !paths.isEmpty else {
      throw LogReadError(
        path: log, found: marked ? "no marked alarm with EEG" : "no session with EEG clips",
        expected: marked ? "seizure alarms that were marked" : "EEG around seizure alarms")
    }
    if found?.refusals.isEmpty == false { throw ExitCode(1) }
  }

  private func exportAlarms(_ summary: LogSummary, of file: LogFile) throws {
    let sessions = try session.map { [try summary.session($0, path: file.url.path)] } ?? summary.sessions
    let (marks, refusals) = try ReportCommand.marks(of: file)
    try write(AlarmsCSV(sessions, try LogOverview(file).history, marks).text)
    if !refusals.isEmpty { throw ExitCode(1) }
  }

  private func exportObservations(_ session: LoggedSession, of file: LogFile) throws {
    let (marks, refusals) = try ReportCommand.marks(of: file)
    try write(FHIRBundle(session, try LogOverview(file).history, marks).json.line + "\n")
    if !refusals.isEmpty { throw ExitCode(1) }
  }

  private func exportClips(_ session: LoggedSession, of file: LogFile, _ width: EDFWriter.Width) throws {
    let clips = try ClipRecording(file, session: session, event: event)
    do {
      try clips.write(to: URL(fileURLWithPath: output ?? ""), width: width, gaps: gaps)
    } catch let error as RecordingError {
      LogCommand.note("Error: \(error)")
      throw error.exitCode
    }
    LogCommand.note(
      "note: \(clips.count) clips, \(clips.gapCount) gaps between them, \(clips.resolution(width)) microvolt a step")
  }
}

extension ClipRecording.Gaps: CaseIterable, ExpressibleByArgument {
  public static var allCases: [ClipRecording.Gaps] { [.fill, .mark] }
}
