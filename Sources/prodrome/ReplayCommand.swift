import ArgumentParser
import Configuration
import EventLog
import Foundation
import Replay
import Station
import Text
import Vocabulary

/// `prodrome replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play recordings through the device's own runtime and print its alarms.",
    discussion: """
      Example: prodrome replay night.edf --json

      Takes EDF, EDF+ and BDF files. The sources that decide are those that run on the board; the same frames give the same \
      digest on both. With --json one object a line: each alarm with its ranked channels (of a detector of all \
      channels at once, what its evidence is without each), and last a summary for each file. \
      t_s counts seconds from the file's start to the last sample used. --events writes the seizure alarms as SzCORE wants them.
      With --speed real, or a factor of at most 60, a terminal shows the running EEG, those channels on top that have the most \
      evidence.
      What was left out and why, and what makes the result doubtful, goes to standard error and into the summary.

      Exit code: 0 the recordings were read, 64 usage, 65 a recording or the bundle was refused, 74 the log or the events could \
      not be written.
      """)

  @Argument(help: "EDF or BDF files.", completion: .file(extensions: ["edf", "bdf"]))
  var files: [String]

  @OptionGroup
  var bundle: BundleOption

  @Option(help: ArgumentHelp("max, real, or a factor such as 20.", valueName: "speed"))
  var speed = ReplaySpeed.max

  @Option(help: "Write the log to this folder, a session for each file.", completion: .directory)
  var log: String?

  @Option(help: "Write the one recording's frames to this file, for prodromed --frames.", completion: .file())
  var writeFrames: String?

  @Option(
    help: "Write the one recording's seizure alarms to this file: a BIDS events table in SzCORE's columns.",
    completion: .file(extensions: ["tsv"]))
  var events: String?

  @Flag(help: "Explain every hop of a detector of all channels at once by hiding one after the other, not only alarms.")
  var explain = false

  @Flag(help: "Read what is whole of a file that ends too early, and say so, instead of refusing it.")
  var keepWholeRecords = false

  @Flag(help: "Print JSON lines.")
  var json = false

  func validate() throws {
    guard writeFrames == nil || files.count == 1 else { throw ValidationError("--write-frames takes one recording") }
    guard events == nil || files.count == 1 else { throw ValidationError("--events takes one recording") }
  }

  func run() throws {
    let bundle = try bundle.load()
    var refused = 0
    for file in files {
      do { try replay(file, with: bundle) } catch let code as ExitCode where code.rawValue == 65 { refused += 1 }
    }
    if refused > 0 { throw ExitCode(65) }
  }

  private func replay(_ file: String, with bundle: DetectorBundle) throws {
    let tally = ReplayTally()
    let session: ReplaySession
    do {
      session = try ReplaySession(
        recording: URL(filePath: file), bundle: bundle, truncation: keepWholeRecords ? .keepWholeRecords : .refuse,
        logFolder: log.map { URL(filePath: $0) }, observe: { tally.take($0) })
    } catch {
      throw Console.refusal(file, error)
    }
    session.explainsEveryHop = explain
    let notes = session.notes
    notes.forEach { Console.note("\(file.shown): \($0.shown)") }
    session.cautions.forEach { Console.note("\(file.shown): caution: \($0.shown)") }
    let start = ContinuousClock.now
    do {
      try play(session, tally, file: file, since: start)
    } catch {
      throw Console.refusal(file, error)
    }
    session.notes.dropFirst(notes.count).forEach { Console.note("\(file.shown): \($0.shown)") }
    let elapsed = start.duration(to: .now) / .seconds(1)
    let summary = try summary(session, tally, file: file, bundle: bundle, elapsed: elapsed)
    try writeEvents(of: session, tally)
    show(summary)
  }

  private func writeEvents(of session: ReplaySession, _ tally: ReplayTally) throws {
    guard let events else { return }
    var alarms: [LoggedEvent] = []
    for edge in tally.edges { alarms.take(edge, in: session.body) }
    for evidence in tally.explanations { alarms.take(evidence, in: session.body) }
    let text = EventsTable.text(
      alarms, durationSeconds: session.durationSeconds, date: firstSample(of: session)?.preciseText)
    do { try Data(text.utf8).write(to: URL(filePath: events)) } catch { throw Console.refusal(events, error, code: 74) }
  }

  /// When the first sample was taken, if the recording says so and nanoseconds can hold it.
  private func firstSample(of session: ReplaySession) -> WallTime? {
    guard let start = session.start?.secondsSince1970,
      let seconds = Int64(exactly: session.startOffsetSeconds.rounded(.down)),
      !(start + seconds).multipliedReportingOverflow(by: 1_000_000_000).overflow
    else { return nil }
    let fraction = session.startOffsetSeconds - Double(seconds)
    return WallTime(nanoseconds: Int64((fraction * 1e9).rounded())).adding(seconds: start + seconds)
  }

  private func play(
    _ session: ReplaySession, _ tally: ReplayTally, file: String, since start: ContinuousClock.Instant
  ) throws {
    var frames = try writeFrames.map { try FrameFileWriter(creating: URL(filePath: $0), design: session.design) }
    let view = isWatched ? LiveView(session, footer: file) : nil
    // Where frames are written or drawn, each is looked at.
    let most = frames == nil && view == nil ? Int.max : 1
    while try session.step(atMost: most) {
      try frames?.append(session.frame)
      view?.takeSamples()
      let decision = tally.takeDecision()
      let alarms = tally.takeAlarms()
      if let decision {
        view?.show(decision, alarms: alarms)
        speed.wait(until: session.seconds(decision.sampleIndex), since: start)
      }
      let explanations = tally.takeExplanations()
      let polygraphies = tally.takePolygraphies()
      guard view == nil else { continue }
      for event in alarms { show(event, file: file, in: session) }
      for evidence in explanations { show(evidence, file: file, in: session) }
      for body in polygraphies { show(body, file: file, in: session) }
    }
    try frames?.finish()
  }

  /// Whether a person looks on: at a speed that can be followed, on a terminal that can show it.
  private var isWatched: Bool {
    guard case .times(let factor) = speed, !json else { return false }
    return factor <= 60 && TerminalStyle.current.isScreen
  }

  private func summary(
    _ session: ReplaySession, _ tally: ReplayTally, file: String, bundle: DetectorBundle, elapsed: Double
  ) throws -> ReplaySummary {
    let digest: Digest
    do { digest = try session.finish() } catch { throw Console.refusal(log ?? file, error, code: 74) }
    return ReplaySummary(
      file: file, bundle: bundle.file.image.digest.hexadecimal, durationSeconds: session.durationSeconds,
      alarms: tally.seizureAlarms, technicalAlarms: tally.technicalAlarms, frames: session.frames,
      gaps: session.gaps, realtimeFactor: elapsed > 0 ? session.durationSeconds / elapsed : nil,
      digest: digest.hexadecimal, channels: session.channelNames,
      rate: (session.body.inputRate.hertz, session.ratePartsPerMillion), leftOut: session.leftOut,
      notes: session.notes, cautions: session.cautions)
  }

  private func show(_ event: AlarmEvent, file: String, in session: ReplaySession) {
    if json {
      var line = event.json(in: session.body)
      line.set("file", file)
      return print(line.line)
    }
    let time = String(format: "%9.1f s", session.seconds(event.sampleIndex))
    let cause = event.reason == .none ? event.triggers(most: 5, name: session.name) : event.reason.word
    let isExplained = event.phase != .cleared && !cause.isEmpty
    print("\(time)  \(event.kind.word) alarm \(event.phase.word)" + (isExplained ? ": \(cause)" : ""))
  }

  private func show(_ evidence: EvidenceBody, file: String, in session: ReplaySession) {
    if json {
      var line = evidence.json(in: session.body)
      line.set("file", file)
      return print(line.line)
    }
    let time = String(format: "%9.1f s", session.seconds(evidence.sampleIndex))
    print("\(time)  explained: \(Occlusion(evidence, in: session.body).text)")
  }

  /// In JSON every minute and event, for a reader only what was beside an event.
  private func show(_ body: PolygraphBody, file: String, in session: ReplaySession) {
    if json {
      var line = body.json(in: session.body)
      line.set("file", file)
      return print(line.line)
    }
    guard body.cause == .event else { return }
    let time = String(format: "%9.1f s", session.seconds(body.sampleIndex))
    for change in body.changes { print("\(time)  beside event \(body.number): \(change.text)") }
  }

  private func show(_ summary: ReplaySummary) {
    if json { return print(summary.json.line) }
    let factor = summary.realtimeFactor.map { String(format: "%.0f times real time", $0) } ?? "no time"
    print(
      (summary.cautions.isEmpty ? "" : "cautions: \(summary.cautions.count), see above\n")
        + "\(summary.file): \(String(format: "%.1f", summary.durationSeconds)) s, \(summary.alarms) seizure alarms, "
        + "\(summary.technicalAlarms) technical, \(summary.gaps) gaps, \(factor)\ndigest \(summary.digest)")
  }
}
