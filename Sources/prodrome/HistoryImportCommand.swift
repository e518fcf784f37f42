import ArgumentParser
import Configuration
import Crypto
import Forecast
import Forecasting
import Foundation
import Text

/// `prodrome history import`: logs, diaries and review marks into a history file.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Gather a person's seizures from logs, diaries and review marks into a history file.",
    discussion: """
      Example: prodrome history import diary.csv ward3/log --person 00112233445566778899aabbccddeeff --time-zone Europe/Berlin \
      --key clinic.key --output person.history

      A diary is a .csv file with a column date_time (or datetime, timestamp), or date and time, as exports of SeizureTracker and \
      others have; its clock is that of the time zone. A log is a folder of segments; its seizure alarms are events as 'prodrome mark' has them (false: none, \
      unsure: half a seizure, the onset as marked), its sessions the time in which one would have been seen. A table of marks is written like a diary and has a column mark: seizure, unsure or none; each marks \
      the event within 10 minutes. An alarm and a diary's row within 10 minutes are one seizure. Prints what was understood.

      A board watches one person after the other: of a log only sessions under --person count, and under --also, the pseudonym of an \
      earlier admission. Sessions in which nobody was admitted are nobody's but with --unadmitted, or where --person is their number. \
      The others are left out, aloud.

      Exit codes: 0 written, 1 a log is not intact: nothing is written but with --allow-damaged, 2 --seal-key does not vouch \
      for a log: nothing is written, 64 wrong usage, 65 an input cannot be read or holds no seizure or nothing of the person, 74 the \
      file cannot be written.
      """)

  @Argument(help: "Diaries (.csv) and folders of logs.", completion: .file())
  var sources: [String]

  @Option(help: "The person's pseudonym: 32 hexadecimal digits.")
  var person: String

  @Option(help: "A pseudonym of an earlier admission of the same person; may be given again.")
  var also: [String] = []

  @OptionGroup var logs: LogOptions

  @Flag(help: "Take what can be read of a log that is not intact; it is said, and is in the JSON.")
  var allowDamaged = false

  @Option(help: "The time zone of the diaries' and marks' clock, such as Europe/Berlin.")
  var timeZone = HistoryZone.utc

  @Option(help: "How diaries write dates, where the dates do not show it: year-first, day-first or month-first.")
  var dates: DiaryDateStyle?

  @Option(help: "A table of review marks.", completion: .file(extensions: ["csv"]))
  var marks: String?

  @Option(
    help: "The private key to sign with; without one the file is unsigned.", completion: .file(extensions: ["key"]))
  var key: String?

  @Option(name: .shortAndLong, help: "The history file to write.", completion: .file(extensions: ["history"]))
  var output: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    try LogOptions.check(person, "--person")
    for text in also { try LogOptions.check(text, "--also") }
  }

  func run() throws {
    let (draft, standing) = try gathered()
    if standing != .damaged || !allowDamaged { try standing?.finish() }
    let signer = try key.map { path in
      do { return try KeyFile.read(path) } catch { throw Console.refusal(path, error) }
    }
    let publicKey = signer.map { key in (0..<32).map { key.publicKey.bytes[$0] } }
    guard let message = draft.message(pseudonym: Hexadecimal.bytes(person[...]) ?? [], publicKey: publicKey) else {
      throw Console.refusal(sources[0], HistoryRefusal(description: "found no seizure, expected one at least"))
    }
    var bytes = message
    let signature = signer?.signature(over: message.span)
    for index in 0..<HistoryLayout.signatureBytes { bytes.append(signature?.bytes[index] ?? 0) }
    do { try Data(bytes).write(to: URL(fileURLWithPath: output)) } catch {
      throw Console.refusal(output, error, code: 74)
    }
    let facts: HistoryFacts
    do {
      let (image, written) = try HistoryInput.image(output)
      facts = HistoryFacts(image, bytes: written, file: output, log: standing)
    } catch { throw Console.refusal(output, error) }
    print(json ? try JSONText.line(facts) + "\n" : facts.text, terminator: "")
  }

  private func gathered() throws -> (draft: HistoryDraft, standing: LogStanding?) {
    var taking = try logs.taking([person] + also)
    var draft = HistoryDraft()
    var notes: [String] = []
    for source in sources {
      do {
        if HistoryInput.isLog(source) {
          let log = try taking.log(source)
          notes += log.notes
          for person in log.people { notes += log.add(person, to: &draft) }
        } else {
          try draft.addDiary(URL(fileURLWithPath: source), style: dates, zone: timeZone.zone)
        }
      } catch { throw Console.refusal(source, error) }
    }
    if let marks {
      do { try draft.applyMarks(URL(fileURLWithPath: marks), style: dates, zone: timeZone.zone) } catch {
        throw Console.refusal(marks, error)
      }
    }
    draft.complete()
    for note in notes + draft.notes { Console.note(note) }
    return (draft, taking.standing)
  }
}
