import ArgumentParser
import Deployment
import Foundation
import Report
import Station
import Text

/// `prodrome watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Show every bed in one view, until interrupted.",
    discussion: """
      Asks all boards again and again, as `prodrome status` does, and draws the answers over each other. A bed that does not
      answer says so, and since when. The view takes the terminal's size as it changes: where not all fits, the details go \
      first, then the beds that need nobody. Without a terminal, or with TERM=dumb,
      each change is a line; NO_COLOR=1 leaves colours out. It is a view, not an alarm: the alarm is the board's own line.

      --exec runs a command by `sh` at each change of a bed, with PRODROME_BED, PRODROME_CONDITION, PRODROME_BEFORE and
      PRODROME_REASON set: a mail, a pager, a broker, by whatever client you have. Changes are told in their order, one after the
      other; each is given 30 s, and the beds are asked meanwhile. Write the variables in double quotes: what they hold is then
      only passed on. A command that fails is said on standard error, and not repeated.

      Of one bed alone the channels stand below, those with the most evidence on top, with the EEG of the last minute where \
      the board's log holds it: around seizure alarms. Where that is sealed, --clip-key opens it.

      --page writes all beds as a page after each round, for any browser on a wall. The page opens itself anew; it shows beds \
      only while it sees that it is still written, and says NO CONTACT else. It needs no network and no right clock.

      Example: prodrome watch prodrome-log@bed3.local prodrome-log@bed4.local
               prodrome watch --fleet fleet.toml --exec 'mosquitto_pub -t "beds/$PRODROME_BED" -m "$PRODROME_CONDITION"'
               prodrome watch --fleet fleet.toml --page ward.html

      Exit codes: with --once those of `prodrome status`; else 64 wrong usage, 65 the file of beds is wrong, 74 the page cannot \
      be written the first time.
      """)

  @OptionGroup var options: FleetOptions

  @OptionGroup var clips: ClipKeyOption

  @Option(help: "Seconds from one question to the next.")
  var every = 2.0

  @Flag(help: "Ask once and end.")
  var once = false

  @Option(help: "Run this by sh at each change of a bed.")
  var exec: String?

  @Option(help: "Write all beds to this HTML file after each round.", completion: .file(extensions: ["html"]))
  var page: String?

  func validate() throws {
    guard (0.5...3600).contains(every) else {
      throw ValidationError("--every is \(every), expected 0.5 to 3600 seconds.")
    }
  }

  func run() throws {
    let connection = SharedConnection()
    defer { connection.remove() }
    var beds = try options.beds(connection: connection.folder, clipKey: clips.key())
    let command = exec.map { text in ChangeCommand(text) { Console.note("--exec: \($0)") } }
    // A change that was seen is told, also where it is the last thing that is done.
    defer { command?.finish() }
    var before = [BedState.Condition?](repeating: nil, count: beds.count)
    for turn in 0... {
      beds = StatusCommand.ask(beds)
      try write(beds, turn)
      if Terminal.isDrawable && !once { draw(beds) } else { tell(beds, before) }
      for (index, bed) in beds.enumerated() where bed.state.condition != before[index] {
        if before[index] != nil || once { call(command, bed, before[index]) }
        before[index] = bed.state.condition
      }
      if once { break }
      Thread.sleep(forTimeInterval: every)
    }
    if let code = StatusCommand.exitCode(beds) { throw code }
  }

  /// Writes the page, whole or not at all. One that was written before says itself that it is not written any more.
  private func write(_ beds: [Bed], _ turn: Int) throws {
    guard let page else { return }
    let text = WardPage(
      beds: beds.map { ($0.name, $0.state) }, written: Date(), turn: turn, everySeconds: every
    ).text
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: page), options: .atomic)
    } catch {
      guard turn > 0 else { throw Console.refusal(page, error, code: 74) }
      Console.note("\(page): not written: \(error.localizedDescription)")
    }
  }

  /// Draws over what is there; what does not fit below the last line is said to be left out.
  private func draw(_ beds: [Bed]) {
    let (columns, rows) = Terminal.size
    let view = BedView(width: columns, isColoured: Terminal.isColoured)
    var lines = view.screen(beds, rows: rows, at: Date())
    if beds.count == 1, columns >= Self.leastPictureColumns, let picture = LivePicture(beds[0].state, by: view.clock) {
      var style = TerminalStyle.current
      style.height = rows - lines.count - 1
      // A picture that is too low to show a channel would push nothing else away.
      if style.height >= Self.leastPictureLines { lines += [""] + picture.lines(style) }
    }
    // Erased before it is written: behind a line that fills the terminal the cursor still stands on its last character.
    let text = lines.enumerated().map { $0 + 1 == lines.count ? "\u{1B}[J" + $1 : "\u{1B}[K" + $1 }
    Console.draw("\u{1B}[H" + text.joined(separator: "\r\n"), terminator: "")
    try? FileHandle.standardOutput.synchronize()
    fflush(nil)
  }

  /// Lines of the lowest picture: state, score, a blank, a channel, and two that say what is drawn.
  private static let leastPictureLines = 7
  private static let leastPictureColumns = 40

  /// This computer's time, with how far it is ahead of UTC.
  private static var now: String {
    let format = ISO8601DateFormatter()
    format.timeZone = .current
    return format.string(from: Date())
  }

  /// A line for each bed whose condition is another than before.
  private func tell(_ beds: [Bed], _ before: [BedState.Condition?]) {
    // A change is a line, however long.
    let view = BedView(width: once ? Terminal.width : .max, isColoured: Terminal.isColoured)
    let changed = zip(beds, before).filter { $0.state.condition != $1 }.map(\.0)
    for line in view.lines(changed, details: once) {
      print(once ? line : "\(Self.now)  \(line)")
    }
    fflush(nil)
  }

  /// Has the person's command run for a change. What boards and `ssh` said is one line, and nothing in it is obeyed.
  private func call(_ command: ChangeCommand?, _ bed: Bed, _ before: BedState.Condition?) {
    command?.run([
      "PRODROME_BED": bed.name, "PRODROME_CONDITION": bed.state.condition.rawValue,
      "PRODROME_BEFORE": before?.rawValue ?? "", "PRODROME_REASON": bed.state.reason.shown,
    ])
  }
}
