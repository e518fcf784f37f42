import ArgumentParser
import Deployment
import Evaluation
import Foundation

/// `prodrome status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Ask boards how their beds are, now.",
    discussion: """
      Each board's newest records come over SSH through its account for fetching, and all boards are asked at once. A bed
      is one of: SEIZURE ALARM (its event goes on, or nobody has acknowledged it at the bed yet), CANNOT JUDGE (the board says so), NOT DECIDING (it answers, but its newest decision is older
      than 20 s), NO CONTACT, LOG AT RISK (somebody is watched, but the disk of the board's log is read-only, full, or full within three days while the \
      log may still grow), monitoring. Only the last of these means that somebody is watched and all is well.

      Below stand since when it is monitored, each electrode's signal, the newest alarm, the forecast (the risk of the hour, or why there is \
      none: what the board does not show is not shown here either), what happened last to the board's software, how much room its log \
      has and when the oldest of it is overwritten, version and clock. What a board's files are too old to tell is "not known".

      Example: prodrome status prodrome-log@bed3.local
               prodrome status --fleet fleet.toml --json | jq 'select(.condition != "watching")'

      With --json: a line of type `bed` for each. With --metrics: the text that Prometheus reads.

      Exit codes: 0 every bed is watched and nothing was found, 1 not so, 64 wrong usage, 65 the file of beds is wrong, 74
      a board does not answer.
      """)

  @OptionGroup var options: FleetOptions

  @Flag(help: "Write JSON lines.")
  var json = false

  @Flag(help: "Write metrics for Prometheus.")
  var metrics = false

  func run() throws {
    // What a bed is asked more than once goes over one connection.
    let connection = SharedConnection()
    defer { connection.remove() }
    let beds = StatusCommand.ask(try options.beds(connection: connection.folder))
    if json {
      for bed in beds { print(bed.state.json(name: bed.name).line) }
    } else if metrics {
      print(BedMetrics.text(beds), terminator: "")
    } else {
      let view = BedView(width: Terminal.width, isColoured: Terminal.isColoured)
      Console.draw(view.lines(beds, details: true).joined(separator: "\n"))
    }
    if let code = StatusCommand.exitCode(beds) { throw code }
  }

  /// Asks all beds at once.
  static func ask(_ beds: [Bed]) -> [Bed] {
    ParallelMap(threads: min(32, beds.count), stackBytes: 1 << 20).map(beds) { bed in
      var bed = bed
      bed.ask()
      return bed
    }
  }

  /// What tells a script how the beds are; nil if all are watched.
  static func exitCode(_ beds: [Bed]) -> ExitCode? {
    let conditions = beds.map(\.state.condition)
    if conditions.allSatisfy({ $0 == .watching }) { return nil }
    return conditions.contains(.noContact) ? BundleCommand.inputOutput : BundleCommand.refused
  }
}
