import ArgumentParser
import Evaluation
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

      An --output whose name ends in .html is one file with everything, for a night. Any other is a folder with index.html and a \
      page for each alarm, for months.

      Example: prodrome report ward3/log --output ward3.html --time-zone Europe/Madrid
               prodrome report ward3/log --output march

      Exit codes: 0 fine, 1 the log is not intact or a mark is refused, 64 wrong usage, 65 the folder holds no log, 74 a file or folder is not there, or \
      cannot be read or written.
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
    guard !output.isEmpty else { throw ValidationError("--output: found nothing, expected a file or a folder") }
  }

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log), secret: try seal.secret(), clipKey: try clipKey.key())
      var traces = LogTraces()
      let overview = try LogOverview(file) { traces.take($0, $1) }
      let (marks, refusals) = try Self.marks(of: file)
      let pages = LogPage(
        log, overview.summary, findings: overview.findings, history: overview.history, marks: marks,
        refusedMarks: refusals.map { "\($0)" }, clock: ClockText(TimeZone(identifier: timeZone) ?? .gmt))
      if output.hasSuffix(".html") {
        let episodes = try overview.map.seizures.compactMap { try overview.episode($0, in: file) }
        let file = URL(fileURLWithPath: output)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(pages.text(episodes, traces).utf8).write(to: file)
      } else {
        try writeFolder(pages, traces, overview, file)
      }
      if !overview.summary.isIntact || !refusals.isEmpty { throw ExitCode(1) }
    }
  }

  /// The index first: whoever waits for the alarms' pages can already read it.
  private func writeFolder(_ pages: LogPage, _ traces: LogTraces, _ overview: LogOverview, _ file: LogFile) throws {
    let folder = URL(fileURLWithPath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(pages.index(traces).utf8).write(to: folder.appending(path: "index.html"))
    try each(overview.map.seizures) { extent in
      guard let episode = try overview.episode(extent, in: file) else { return }
      for page in pages.pages(of: episode) { try Data(page.text.utf8).write(to: folder.appending(path: page.name)) }
    }
  }

  /// Calls a function for every alarm, on all processors.
  private func each(
    _ extents: [RecordMap.Extent], _ body: @escaping @Sendable (RecordMap.Extent) throws -> Void
  ) throws {
    let threads = ParallelMap(threads: max(1, ProcessInfo.processInfo.activeProcessorCount))
    for result in threads.map(extents, { extent in Result { try body(extent) } }) { try result.get() }
  }

  /// What reviewers said of a log; what is wrong with a line goes to standard error.
  ///
  /// - Throws: A file error.
  static func marks(of file: LogFile) throws -> (marks: [Mark], refusals: [MarkFile.Refusal]) {
    let found = try MarkFile(of: file.url).readable()
    for refusal in found.refusals { Console.note("\(refusal)") }
    return found
  }
}
