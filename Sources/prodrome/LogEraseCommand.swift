import ArgumentParser
import Foundation
import Station
import Text

/// `prodrome log erase`: what must not be kept any longer goes.
struct LogEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract:
      "Erase a person's records, old records or only EEG clips from a pulled log, so that the rest stays verifiable.",
    discussion: """
      Without --apply it only says what would go. With it zeros take the records' place, the log's exports are written anew, \
      marks of sessions that are gone and copies of damaged segments are removed. Who erased, when, why and which records is a \
      signed line in the folder's erasures.jsonl: `prodrome log verify` names it, `prodrome pull` does not fetch again what was \
      erased. A gap without such a line is damage, as ever. Seals and checkpoints of what is left still fit.

      --person takes a pseudonym as `prodrome log verify` shows it: erased is every record of that person's sessions, and every \
      act at the bed that names them; a session that is still going on keeps its settings, without which nothing that comes \
      yet could be told or erased. --older-than takes days: erased is what the board's clock stamped before, and what stands \
      before that; the session that is still going on keeps its settings. With both, the person's older records; with --clips, \
      only the EEG clips of either, while alarms and what explains them in numbers stay.

      Not erased, since nobody here knows of them: reports and exports made elsewhere, backups, copies given away, free blocks \
      of the disk, and the board's own ring (`prodrome bed erase`).

      Example: prodrome log erase ward3 --older-than 30 --clips
               prodrome log erase ward3 --person 5b0c8e0a4f1d4c3e9a7b6d5c4e3f2a10 --by "Dr. A" --reason "request of 1 March" \
      --key steward.key --seal-key ward3.seal --apply

      A stamp more than a day later than now tells no age: such a record is as old as what stands around it, and it is said \
      how many there are. Records before the first session that the log still has are anybody's: --person leaves them, says how \
      many, and ends with 2.

      Exit codes: 0 erased, or told what would be (also if that is nothing), 1 the log is not intact: nothing is erased, 2 erased \
      or told, but of some records nobody can tell whether they are that person's, 64 wrong \
      usage, 65 there is no log, or nobody of that pseudonym in it, 74 a file cannot be read or written, or a pull is at work there.
      """)

  @Argument(help: "The log's folder.", completion: .directory)
  var log: String

  @Option(help: "The person's pseudonym, 32 hexadecimal digits; again for each other admission of theirs.")
  var person: [String] = []

  @Option(help: "Only what is older than so many days.")
  var olderThan: Int?

  @Flag(help: "Only EEG clips.")
  var clips = false

  @Option(help: "Who erases; needed with --apply.")
  var by: String?

  @Option(help: "Why; needed with --apply.")
  var reason: String?

  @Option(help: "The private key to sign with, made by 'prodrome key new'; needed with --apply.", completion: .file())
  var key: String?

  @OptionGroup var seal: SealOption

  @Flag(help: "Erase; else only tell what would be.")
  var apply = false

  @Flag(help: "Print one JSON object.")
  var json = false

  /// A board's clock may be so much ahead of this computer's.
  private static let mostAheadSeconds = 86_400.0

  func validate() throws {
    for text in person { try LogOptions.check(text, "--person") }
    guard !person.isEmpty || olderThan != nil else {
      throw ValidationError("what is to be erased? Give --person or --older-than.")
    }
    guard (0...36_500).contains(olderThan ?? 0) else {
      throw ValidationError("--older-than: expected 0 to 36500 days")
    }
    guard !apply || by?.isEmpty == false && reason?.isEmpty == false && key != nil else {
      throw ValidationError("--apply needs --by, --reason and --key: an erasure is signed.")
    }
  }

  func run() throws {
    do {
      try LogCommand.reporting { try erase() }
    } catch let refusal as LogEraser.Refusal {
      LogCommand.note("Error: \(refusal)")
      throw ExitCode(1)
    } catch let fault as PullFault {
      LogCommand.note("Error: \(fault)")
      throw fault.exitCode
    } catch let refusal as ErasureFile.Refusal {
      LogCommand.note("Error: \(refusal)")
      throw ExitCode(1)
    }
  }

  private func erase() throws {
    let file = LogFile(URL(fileURLWithPath: log, isDirectory: true), secret: try seal.secret())
    let signer = try key.map { try LogCommand.signingKey($0) }
    let eraser = try LogEraser(file)
    if apply { try complete(eraser) }
    let now = Date.now
    let plan = try eraser.plan(
      choice(at: now), by: by ?? "nobody yet", at: now.formatted(.iso8601), reason: reason ?? "no reason yet")
    let erasure = plan.erasure
    note(plan)
    var marks = 0
    if apply, let signer {
      marks = try eraser.apply(erasure, signedBy: signer) { name, reason in
        LogCommand.note("note: \(name) is left out: \(reason)")
      }
    }
    let isNothing = erasure.stretches.isEmpty && erasure.removed.isEmpty && marks == 0
    tell(plan, marks: marks, applies: apply && !isNothing, isNothing: isNothing)
    if plan.unowned > 0 { throw ExitCode(2) }
  }

  private func complete(_ eraser: LogEraser) throws {
    let (segments, hadCutLine) = try eraser.complete()
    if segments > 0 {
      LogCommand.note("note: \(log): went on with an erasure that was cut off, in \(segments) segments")
    }
    if hadCutLine {
      LogCommand.note("note: \(log): took a line out that was cut off while it was written; nothing was erased for it")
    }
  }

  private func choice(at now: Date) -> ErasureChoice {
    func moment(_ date: Date) -> WallTime { WallTime(nanoseconds: Int64(date.timeIntervalSince1970) * 1_000_000_000) }
    return ErasureChoice(
      people: person.map { $0.lowercased() },
      before: olderThan.map { moment(now.addingTimeInterval(-86_400 * Double($0))) },
      now: moment(now.addingTimeInterval(Self.mostAheadSeconds)), clipsOnly: clips)
  }

  private func note(_ plan: ErasurePlan) {
    if plan.unowned > 0 {
      LogCommand.note(
        "note: \(log): \(plan.unowned) records stand before the first session that the log still has; whose they are "
          + "cannot be told: --older-than erases them")
    }
    if plan.misdated > 0 {
      LogCommand.note(
        "note: \(log): \(plan.misdated) records are stamped later than now; they count as old as what stands around them"
      )
    }
  }

  private func tell(_ plan: ErasurePlan, marks: Int, applies: Bool, isNothing: Bool) {
    let erasure = plan.erasure
    guard !json else {
      var object = JSONObject(type: "erase")
      object.set("folder", log)
      object.set("applied", applies)
      object.set("records", erasure.records)
      object.set("clips", erasure.clips)
      object.set("first_record", erasure.stretches.first?.records.lowerBound)
      object.set("last_record", erasure.stretches.last?.records.upperBound)
      object.set("marks", marks)
      object.set("removed", erasure.removed)
      object.set("unowned_records", plan.unowned)
      object.set("misdated_records", plan.misdated)
      print(object.line)
      return
    }
    guard !isNothing else {
      print("\(log): nothing to erase")
      return
    }
    print("\(log): \(applies ? "erased" : "would erase") \(erasure.what)")
    for name in erasure.removed { print("\(log): \(applies ? "removed" : "would remove") \(name)") }
    if marks > 0 { print("\(log): removed \(marks) marks") }
    if !applies { print("nothing has changed; --apply erases") }
  }
}
