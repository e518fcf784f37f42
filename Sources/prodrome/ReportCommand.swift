import ArgumentParser
import Foundation
import Replay
import Report
import Station

/// `prodrome report`: a log as a page for people.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write what a log holds for people: the night at a glance, and the EEG of each seizure alarm.",
    discussion: """
      The first screen tells the night in words and as a strip; each seizure alarm follows with its EEG as EEG is drawn, ten \
      seconds a page, the evidence of each channel behind its trace. The pages need nothing else: no network. Print one for a \
      page of paper for each alarm. Times are in UTC, or those of the place that --time-zone names. A log that is damaged \
      is shown as far as it can be read, with what is wrong. EEG that is sealed \
      needs --clip-key. Marks that 'prodrome mark' made are shown with their alarms.

      An --output that ends in .html is one file with everything, for a night. Any other is a folder with index.html and a \
      page for each alarm, for months.

      Example: prodrome report ward3/log --output ward3.html --time-zone Europe/Madrid
               prodrome report ward3/log --output march

      Exit codes: 0 fine, 1 the log is not intact, 64 wrong usage, 65 there is no log, 74 a file cannot be read or written.
      """)

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Option(help: "The HTML file, or the folder, to write.", completion: .file(extensions: ["html"]))
  var output: String

  @OptionGroup
  var seal: SealOption

  @OptionGroup
  var clipKey: ClipKeyOption

  @Option(help: "The place's time zone, such as Europe/Madrid.")
  var timeZone = "UTC"

  func validate() throws {
    guard TimeZone(identifier: timeZone) != nil else {
      throw ValidationError("--time-zone: found \(timeZone), expected a name such as Europe/Madrid")
    }
  }

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log), secret: try seal.secret(), clipKey: try clipKey.key())
      var findings: [LogFinding] = []
      var summary = LogSummary()
      var history = MonitoringHistory()
      try file.forEach { item in
        summary.take(item)
        switch item {
        case .segment, .sealed: break
        case .record(let record): history.take(record, summary.currentSession)
        case .finding(let finding): if findings.count < Self.mostFindings { findings.append(finding) }
        }
      }
      try write(file, summary, findings, history)
      if !summary.isIntact { throw ExitCode(1) }
    }
  }

  private func write(
    _ file: LogFile, _ summary: LogSummary, _ findings: [LogFinding], _ history: MonitoringHistory
  ) throws {
    let clock = ClockText(TimeZone(identifier: timeZone) ?? .gmt)
    let isFile = output.hasSuffix(".html")
    let folder = URL(fileURLWithPath: output)
    if !isFile { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    var traces = LogTraces(summary)
    var reader = EpisodeReader(history)
    var episodes: [SeizureEpisode] = []
    let marks = try Self.marks(of: file)
    let pages = LogPage(log, summary, findings: findings, history: history, marks: marks, clock: clock)
    func take(_ episode: SeizureEpisode?) throws {
      guard let episode else { return }
      if isFile { return episodes.append(episode) }
      for page in pages.pages(of: episode) { try Data(page.text.utf8).write(to: folder.appending(path: page.name)) }
    }
    try file.forEachRecord { record, session in
      traces.take(record, session)
      try take(reader.take(record, session))
    }
    try take(reader.finish())
    let text = isFile ? pages.text(episodes, traces) : pages.index(traces)
    try Data(text.utf8).write(to: isFile ? folder : folder.appending(path: "index.html"))
  }

  /// What reviewers said of a log.
  ///
  /// - Throws: `ExitCode` 65 after the reason went to standard error.
  static func marks(of file: LogFile) throws -> [Mark] {
    let marks = MarkFile(of: file.url)
    do { return try marks.all().map(\.mark) } catch { throw Console.refusal(marks.url.path, error) }
  }

  /// So many findings are named on the page; all are counted.
  private static let mostFindings = 50
}
