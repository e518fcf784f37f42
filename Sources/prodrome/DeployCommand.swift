import ArgumentParser
import Bundle
import Configuration
import Deployment
import Foundation
import Station
import Text

/// `prodrome deploy`.
struct DeployCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Update a board's bundle or executable over SSH; what does not do as well is undone.",
    discussion: """
      The board says first what it runs, which keys it trusts, which board it is and which version counter it has seen; a bundle
      that it would refuse is not sent. What is new goes into the slot that does not run, is compared by its SHA-256, and is
      switched to on trial: for --observe seconds its decisions are held against those of the minutes before. Then it is
      confirmed; or it is undone, and the reason is shown and kept (`prodrome rollback --show`). If this computer, the line or
      the board's power goes, the board undoes it by itself within three minutes, or when it starts.

      Before a bundle is sent, the newest part of the board's log (or each --log) is played through the one that runs and the new one, as
      `prodrome compare` does: every decision and alarm that changes is shown. Where a seizure alarm is lost, or a hop judged no more, it is
      not sent without --accept. What could not be compared is said; an executable is judged by its trial alone.

      A seizure event that begins meanwhile is waited for before the switch. What does worse is undone at once, and a board that undoes a trial
      by itself waits half a minute at most for the acknowledgement of a seizure alarm, which stays latched over the switch.

      At a bed that could not be judged before, since nobody is connected, it is enough that decisions come and nothing new is broken.

      --history brings a person's history (prodrome history import) instead: it is put beside the log, the daemon starts anew, and goes on
      from it. A history of another person, or one that no key signed which the board trusts, is not sent.

      Refused while a seizure alarm is open or not acknowledged, unless --force. The account is that of `prodrome setup`.

      Example: prodrome deploy pi@bed3.local --bundle ward3.bundle
               prodrome deploy pi@bed3.local --prodromed .build/runtime/prodromed-aarch64
               prodrome deploy pi@bed3.local --history person.history

      Exit codes: 0 confirmed, or it runs already, or the history is read or will be, 1 refused or undone (the reason is named), 64 wrong usage, 65 the board's
      answers make no sense, 74 a file cannot be read or the board not be reached.
      """)

  @OptionGroup var remote: RemoteOptions

  @OptionGroup var root: RootOptions

  @Option(help: "The bundle.", completion: .file(extensions: ["bundle"]))
  var bundle: String?

  @Option(help: "The executable.", completion: .file())
  var prodromed: String?

  @Option(help: "The person's history, by itself.", completion: .file(extensions: ["history"]))
  var history: String?

  @Option(
    help:
      "A log that the bundle is held against before it is sent, in place of the board's own newest part; repeat for more."
  )
  var log: [String] = []

  @OptionGroup var clips: ClipKeyOption

  @Flag(help: "Also if it changes something for the worse.")
  var accept = false

  @Option(
    help: "Seconds for which the new decisions are looked at, 10 to 45: with what else takes time, three minutes.")
  var observe = 40

  @Flag(help: "Also while a seizure alarm is open or not acknowledged, or the front end fails its test.")
  var force = false

  @Flag(help: "Print one JSON object: outcome, reason, slot, digests.")
  var json = false

  func validate() throws {
    guard bundle != nil || prodromed != nil || history != nil else {
      throw ValidationError("--bundle, --prodromed or --history is needed.")
    }
    guard history == nil || (bundle == nil && prodromed == nil) else {
      throw ValidationError("--history is brought by itself: without --bundle and --prodromed.")
    }
    guard (10...45).contains(observe) else {
      throw ValidationError("--observe is \(observe), expected 10 to 45 seconds.")
    }
  }

  func run() throws {
    let connection = SharedConnection()
    defer { connection.remove() }
    let shell = try root.shell(remote, connection)
    if let history { return try bring(history, to: shell) }
    let trial = TrialRun(shell, observeSeconds: observe, json: json)
    try trial.run(force: force) { slots, now in
      guard let running = now.running else {
        throw TrialRun.Refusal("the board has no slots yet: prodrome setup makes them")
      }
      let bundleFile = try bundle.map { try check($0, now) }
      let executable = prodromed.map { URL(fileURLWithPath: $0) }
      let old = now.digests[running] ?? [:]
      let isSame = try [("board.bundle", bundleFile), ("prodromed", executable)].allSatisfy { name, file in
        try file.map { try SlotShell.digest(of: $0) == old[name] } ?? true
      }
      guard !isSame else { return false }
      if let bundleFile { try prove(bundleFile, shell) }
      try slots.fill(prodromed: executable, bundle: bundleFile)
      return true
    }
  }

  /// Refuses what changes for the worse, unless that is accepted.
  private func prove(_ bundle: URL, _ board: RootShell) throws {
    let isWorse = try UpdateProof(board, clipKey: try clips.key()).isWorse(bundle, logs: log)
    guard isWorse && !accept else { return }
    throw TrialRun.Refusal("it changes for the worse what was logged: --accept deploys it all the same")
  }

  private func bring(_ history: String, to board: RootShell) throws {
    let (outcome, reason) = try HistoryBringing(board: board).run(history, force: force)
    if json {
      var object = JSONObject(type: "update")
      object.set("outcome", outcome.rawValue)
      object.set("reason", reason)
      print(object.line)
    } else {
      print(reason.isEmpty ? outcome.words : "\(outcome.words): \(reason)")
    }
    if !outcome.isGood { throw BundleCommand.refused }
  }

  /// Whether the board would take the bundle.
  private func check(_ path: String, _ now: BoardSlots) throws -> URL {
    let verdict = BundleVerifyCommand.Verdict(
      file: path, bytes: try BundleCommand.read(path), trust: try now.trust())
    guard verdict.valid else { throw TrialRun.Refusal("the board would refuse it: \(verdict.text)") }
    return URL(fileURLWithPath: path)
  }
}

extension BoardSlots {
  /// What the board demands of a bundle.
  ///
  /// - Throws: `TrialRun.Refusal` if it would refuse every bundle.
  func trust() throws -> Trust {
    guard isCounterKnown || keys.isEmpty else {
      throw TrialRun.Refusal("the board cannot read which version counter it has seen, and refuses every bundle")
    }
    let identity = board.flatMap { BoardIdentity(ascii: [UInt8]($0.utf8).span) }
    var trust = Trust(leastVersionCounter: kept.versionCounter, board: identity ?? BoardIdentity())
    for key in keys { try trust.appendKeys(fileOrDigits: key) }
    return trust
  }
}
