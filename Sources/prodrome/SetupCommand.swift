import ArgumentParser
import Bundle
import Configuration
import Crypto
import Deployment
import EventLog
import Foundation
import Station
import Text

/// `prodrome setup`.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Make a board with Debian or Raspberry Pi OS watch over a bed, over SSH.",
    discussion: """
      The account may be an ordinary one with sudo; where that asks for a password, --ask-sudo-password. First the board is looked at; then accounts, folders,
      scripts, keys, units, firmware lines, executable and bundle are put there, each only where it is not there already: a
      setup that was cut off goes on where it stopped, and a second one changes nothing. It ends when the board has judged a
      window, or has said why it cannot. A board that runs another bundle already keeps it: `prodrome deploy` changes it.

      Before a person is connected: Boards/README.md, battery and isolation. The self-test drives every alarm line, and is run only
      while nobody is connected; without --self-test you are asked.

      Firmware lines (config.txt) hold from the next start of the board on: setup says so, starts it anew with --restart, and goes on.

      Example: prodrome setup pi@bed3.local --board Boards/pieeg-rpi5.toml --site Boards/site.toml --key clinic.key
               prodrome setup pi@bed3.local --board Boards/pieeg-rpi5.toml --check

      With --json: lines of type `finding`, then of type `step`, last one of type `setup`.

      Exit codes: 0 the board watches (with --check: nothing is in the way), 1 something is in the way, or it does not judge, 64
      wrong usage, 65 a file or an answer makes no sense, 74 a file cannot be read or the board not be reached.
      """)

  @OptionGroup var remote: RemoteOptions

  @OptionGroup var root: RootOptions

  @Option(help: "The board's description.", completion: .file(extensions: ["toml"]))
  var board: String

  @Option(help: "The site's description; left out, the default one.", completion: .file(extensions: ["toml"]))
  var site: String?

  @Option(name: .customLong("model"), parsing: .upToNextOption, help: "Folders of models.", completion: .directory)
  var models: [String] = []

  @Option(help: "A bundle for this board, in place of one built from board, site and models.")
  var bundle: String?

  @Option(help: "The private key to sign with (prodrome key new).", completion: .file(extensions: ["key"]))
  var key: String?

  @Option(
    parsing: .upToNextOption,
    help: "Public keys whose bundles the board is to take; left out, that of --key.",
    completion: .file(extensions: ["pub"]))
  var publicKey: [String] = []

  @Option(
    help: "The person's history, brought once the board watches (see prodrome deploy --history).",
    completion: .file(extensions: ["history"]))
  var history: String?

  @Option(
    help: "The board's first key to seal its log with (prodrome key log-seal); left out, the log is not sealed.",
    completion: .file(extensions: ["board"]))
  var logKey: String?

  @Option(help: "The executable; left out, the one that comes with the tool.", completion: .file())
  var prodromed: String?

  @Option(
    help: "The public SSH key of who fetches the log; left out, that of --identity, or yours.", completion: .file())
  var pullKey: String?

  @Option(help: "Whether the self-test is run: yes or no; left out, you are asked.")
  var selfTest: Answer?

  @Flag(help: "Only look: what is there, what is missing, what would be changed.")
  var check = false

  @Flag(help: "As --check, with every script that would be run.")
  var dryRun = false

  @Flag(help: "Start the board anew where firmware lines need it.")
  var restart = false

  @Flag(help: "Write JSON lines.")
  var json = false

  /// Yes or no.
  enum Answer: String, ExpressibleByArgument, CaseIterable {
    case yes
    case no
  }

  func validate() throws {
    guard check || dryRun || key != nil || (bundle != nil && !publicKey.isEmpty) else {
      throw ValidationError("--key is needed, or --bundle and --public-key: a board trusts the keys that it is given.")
    }
  }

  func run() throws {
    let connection = SharedConnection()
    defer { connection.remove() }
    let shell = try root.shell(remote, connection)
    let description = try describe()
    try reporting { () throws(PullFault) in _ = try shell.text("true", name: "sudo") }
    let survey = try reporting { () throws(PullFault) in try BoardSurvey(shell) }
    let isGood = show(survey, description)
    guard isGood || check || dryRun else {
      Console.note("Error: nothing was changed: see above")
      throw BundleCommand.refused
    }
    guard let target = survey.target else { throw BundleCommand.refused }
    let plan = try plan(description, target, survey)
    defer { plan.remove() }
    if let trust = try trust(of: description) { try RunningBundle.check(by: trust, on: shell) }
    let changes = !check && !dryRun
    var counts = (there: 0, done: 0, missing: 0)
    for step in plan.steps {
      let outcome = try reporting { () throws(PullFault) in try Setup(shell).run(step, changes: changes) }
      show(step, outcome)
      switch outcome {
      case .there: counts.there += 1
      case .done: counts.done += 1
      case .missing: counts.missing += 1
      }
    }
    guard changes else {
      conclude(counts, isJudged: nil, reason: "nothing was changed")
      if !isGood { throw BundleCommand.refused }
      return
    }
    try restartIfNeeded(shell)
    try test(shell)
    let outcome = try reporting { () throws(PullFault) in try Setup(shell).run(SetupPlan.start, changes: true) }
    show(SetupPlan.start, outcome)
    let state = try reporting { () throws(PullFault) in
      try SlotUpdate(shell, observeSeconds: 0).firstWindow(within: 60)
    }
    let isJudged = state.judgedHops > 0
    try bring(shell, &counts)
    conclude(counts, isJudged: isJudged, reason: isJudged ? "" : state.reason)
    if !isJudged { throw BundleCommand.refused }
  }

  /// Brings the person's history, a step like the others.
  private func bring(_ shell: RootShell, _ counts: inout (there: Int, done: Int, missing: Int)) throws {
    guard let history else { return }
    let (outcome, reason) = try HistoryBringing(board: shell).run(history, force: false)
    Console.note(reason.isEmpty ? outcome.words : "Error: \(outcome.words): \(reason)")
    if outcome == .known { counts.there += 1 } else if outcome.isGood { counts.done += 1 } else { counts.missing += 1 }
    let step = SetupStep("the person's history", check: "true", change: ":")
    show(step, outcome == .known ? .there : outcome.isGood ? .done : .missing)
    if !outcome.isGood { throw BundleCommand.refused }
  }

  // MARK: What is brought there

  private func describe() throws -> BoardDescription {
    try BundleCommand.reading { try BoardDescription(at: board) }
  }

  /// The steps, and the bundle's file if one was built for them.
  private struct Plan {
    let steps: [SetupStep]
    let built: URL?

    func remove() {
      if let built { try? FileManager.default.removeItem(at: built) }
    }
  }

  /// What the board's firmware has to be told.
  private static func firmwareLines(_ description: BoardDescription) -> [String] {
    description.overlays.map { "dtoverlay=\($0)" } + description.firmwareLines
  }

  private func plan(_ description: BoardDescription, _ target: String, _ survey: BoardSurvey) throws -> Plan {
    let files = try BoardFiles.read()
    let executable = try BoardFiles.prodromed(target, prodromed)
    let built = bundle == nil ? try build() : nil
    let file = built ?? URL(fileURLWithPath: bundle ?? "")
    let trust = try trust(of: description)
    let keys = trust.map { trust in (0..<trust.keyCount).map { trust.keys[$0].hexadecimal + "\n" }.joined() } ?? ""
    let identity = description.section.identity.text
    if let trust {
      let verdict = BundleVerifyCommand.Verdict(
        file: bundle ?? "the bundle", bytes: try BundleCommand.read(file.path), trust: trust)
      guard verdict.valid else {
        Console.note("Error: the board would refuse it: \(verdict.text)")
        throw BundleCommand.refused
      }
    }
    do {
      let lines = survey.hasFirmwareFile ? Self.firmwareLines(description) : []
      return Plan(
        steps: try SetupPlan(
          files: files, board: identity, trustedKeys: keys, pullKey: try pullKeyLine(), firmwareLines: lines,
          prodromed: executable, bundle: file, logKey: try firstLogKey()
        ).steps, built: built)
    } catch let fault as PullFault {
      Console.note("Error: \(fault)")
      throw fault.exitCode
    }
  }

  /// The key's file, if it holds a first key.
  private func firstLogKey() throws -> URL? {
    guard let logKey else { return nil }
    let bytes = try BundleCommand.read(logKey)
    guard let key = SealState(bytes.span), key.epoch == 1 else {
      Console.note(
        "Error: \(logKey): expected a board's first key, as prodrome key log-seal writes it beside the secret")
      throw BundleCommand.badData
    }
    return URL(fileURLWithPath: logKey)
  }

  private func build() throws -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString).bundle")
    var words = ["--board", board, "--output", file.path]
    if let site { words += ["--site", site] }
    if let key { words += ["--key", key] }
    if !models.isEmpty { words += ["--model"] + models }
    let (bytes, _) = try BundleBuildCommand.parse(words).build()
    do {
      try Data(bytes).write(to: file)
    } catch {
      throw Console.refusal(file.path, error, code: 74)
    }
    return file
  }

  /// What the board is to demand of its bundles: these keys and its name; nil where no key is named.
  private func trust(of description: BoardDescription) throws -> Trust? {
    var trust = Trust(board: description.section.identity)
    for key in publicKey { try trust.appendKeys(fileOrDigits: key) }
    if publicKey.isEmpty, let key {
      do {
        trust.append(try KeyFile.read(key).publicKey)
      } catch {
        throw Console.refusal(key, error, code: 74)
      }
    }
    return trust.keyCount > 0 ? trust : nil
  }

  private func pullKeyLine() throws -> String {
    let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".ssh")
    let candidates =
      pullKey.map { [URL(fileURLWithPath: $0)] }
      ?? (remote.identity.map { [URL(fileURLWithPath: $0 + ".pub")] } ?? [])
      + ["id_ed25519.pub", "id_ecdsa.pub", "id_rsa.pub"].map { home.appending(path: $0) }
    for file in candidates {
      guard let text = try? String(contentsOf: file, encoding: .utf8),
        let line = text.split(separator: "\n").first, Self.isPublicKey(line)
      else { continue }
      return String(line)
    }
    Console.note(
      "Error: \(pullKey ?? "no SSH key") \(pullKey == nil ? "was found" : "is no public SSH key"): name the public key of who "
        + "fetches the log with --pull-key; ssh-keygen -t ed25519 makes one")
    throw BundleCommand.inputOutput
  }

  /// A line that names a kind of key and its digits, and nothing that could be options.
  private static func isPublicKey(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    return words.count >= 2 && (words[0].hasPrefix("ssh-") || words[0].hasPrefix("ecdsa-") || words[0].hasPrefix("sk-"))
      && line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  // MARK: On the board

  /// A board whose firmware lines were just added holds them from its next start on.
  private func restartIfNeeded(_ shell: RootShell) throws {
    let answer = try reporting { () throws(PullFault) in
      try shell.text("[ ! -e /run/prodrome-firmware-changed ] || echo changed", name: "firmware lines")
    }
    guard !answer.isEmpty else { return }
    guard restart else {
      Console.note(
        "Error: firmware lines were added: start the board anew and run this again, or run it with --restart")
      throw BundleCommand.refused
    }
    Console.note("the board starts anew")
    _ = try? shell.text("systemctl reboot", name: "the restart")
    let deadline = ContinuousClock.now + .seconds(180)
    while ContinuousClock.now < deadline {
      Thread.sleep(forTimeInterval: 5)
      if let text = try? shell.text("[ -e /run/prodrome-firmware-changed ] || echo again", name: "the restart"),
        !text.isEmpty
      {
        return
      }
    }
    Console.note("Error: the board did not come back within 180 s")
    throw BundleCommand.inputOutput
  }

  private func test(_ shell: RootShell) throws {
    let isRunning = try reporting { () throws(PullFault) in try Setup(shell).isDone(SetupPlan.start) }
    guard !isRunning, isTestWanted() else { return }
    let slot = "/var/lib/prodrome-slots/current"
    let text = try reporting { () throws(PullFault) in
      try shell.text(
        "\(slot)/prodromed --bundle \(slot)/board.bundle --trust /etc/prodrome/trusted-keys --self-test 2>&1 || true",
        name: "the self-test")
    }
    Console.note(text.trimmingCharacters(in: .newlines))
    guard let verdict = text.split(separator: "\n").last, verdict.hasSuffix("passed") else {
      Console.note("Error: the self-test failed; nothing was started")
      throw BundleCommand.refused
    }
  }

  private func isTestWanted() -> Bool {
    if let selfTest { return selfTest == .yes }
    guard isatty(STDIN_FILENO) == 1 else {
      Console.note("note: no self-test: nobody was asked whether a person is connected (--self-test yes|no)")
      return false
    }
    FileHandle.standardError.write(Data("Is a person connected? The self-test drives every alarm line. [yes/no] ".utf8))
    return readLine()?.lowercased().hasPrefix("n") == true
  }

  private func reporting<Result>(_ body: () throws(PullFault) -> Result) throws -> Result {
    do throws(PullFault) {
      return try body()
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
  }

  // MARK: What is shown

  /// Shows the findings; false if one of them is in the way.
  private func show(_ survey: BoardSurvey, _ description: BoardDescription) -> Bool {
    let findings = survey.findings(
      for: description.section, time: Date(), firmwareLines: Self.firmwareLines(description))
    for finding in findings {
      if json {
        var object = JSONObject(type: "finding")
        object.set("subject", finding.subject)
        object.set("state", finding.state.rawValue)
        object.set("text", finding.text)
        print(object.line)
      } else {
        print(
          "\(finding.state.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0))  \(finding.subject): \(finding.text)"
        )
      }
    }
    fflush(nil)
    return !findings.contains { $0.state == .bad }
  }

  private func show(_ step: SetupStep, _ outcome: Setup.Outcome) {
    if json {
      var object = JSONObject(type: "step")
      object.set("name", step.name)
      object.set("outcome", outcome.rawValue)
      print(object.line)
    } else {
      print("\(outcome.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0))  \(step.name)")
      if dryRun && outcome == .missing {
        print(step.change.split(separator: "\n").map { "            \($0)" }.joined(separator: "\n"))
      }
    }
    // Whoever reads along sees each step when it is done, also through a pipe.
    fflush(nil)
  }

  private func conclude(_ counts: (there: Int, done: Int, missing: Int), isJudged: Bool?, reason: String) {
    if json {
      var object = JSONObject(type: "setup")
      object.set("there", counts.there)
      object.set("done", counts.done)
      object.set("missing", counts.missing)
      object.set("judged", isJudged)
      object.set("reason", reason)
      return print(object.line)
    }
    let found = "\(counts.there) there, \(counts.done) done, \(counts.missing) missing"
    switch isJudged {
    case true?: print("\(remote.destination): watches: a window was judged (\(found))")
    case false?: print("\(remote.destination): runs, but no window was judged: \(reason) (\(found))")
    case nil: print("\(remote.destination): \(reason) (\(found))")
    }
  }
}
