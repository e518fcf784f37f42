/// What to do when a board cannot be reached or refuses, by what `ssh` or the board says about it.
struct ConnectionAdvice {
  /// A sentence for people.
  let text: String
  /// Whether the line failed, not the board: asked again, it may answer.
  let isCut: Bool

  /// What `ssh` says when it ends with 255, and what that means.
  private static let connection: [(said: String, meaning: String)] = [
    (
      "Host key verification failed",
      "the board's host key is not known here: run 'ssh USER@HOST' once and compare the fingerprint with what "
        + "'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' says on the board"
    ),
    (
      "Permission denied",
      "the board refuses every key offered: name the right one with --identity, or bring it there with 'ssh-copy-id'"
    ),
    ("Too many authentication failures", "too many keys were offered: name the right one with --identity"),
    ("Could not resolve hostname", "no such host: is the name right, and the board on this network?"),
    ("Connection refused", "the board is there, but nothing listens at that port: is its SSH server running?"),
    ("timed out", noAnswer),
    ("No route to host", "no way to the board: is it on, and on this network?"),
    ("Network is unreachable", "this computer has no network to the board"),
    ("kex_exchange_identification", hungUp),
    ("not responding", lineCut),
    ("Broken pipe", lineCut),
    ("closed by remote host", lineClosed),
    ("Connection reset", lineCut),
    ("lost connection", lineCut),
  ]

  private static let noAnswer = "no answer: is the board on, and on this network?"
  private static let hungUp = "the board hung up before it said who it is: it may be starting, or out of memory"
  private static let lineCut = "the line was cut"
  private static let lineClosed = "the board closed the line: is it starting anew?"
  private static let cuts = [noAnswer, hungUp, lineCut, lineClosed]

  private static let changedKey =
    "the board's host key is not the one known here: if the board was set up anew, forget the old one with "
    + "'ssh-keygen -R HOST'; if not, someone may stand between"

  /// What the board says when it ends with anything else, and what that means.
  private static let board: [(said: String, meaning: String)] = [
    ("No space left on device", "the board's disk is full: make room there ('df -h' says where), then run this again"),
    ("Disk quota exceeded", "the account's share of the board's disk is full: make room there, then run this again"),
    (
      "Read-only file system",
      "the board's disk is read-only: after a fault of it ('dmesg' says so), or because it was set so"
    ),
    ("sudo: a password is required", askedPassword),
    ("sudo: a terminal is required", askedPassword),
    (
      "sudoers",
      "the account may not use sudo on the board: name one that may, or let root there add it ('adduser NAME sudo')"
    ),
    ("incorrect password attempt", "sudo on the board does not take that password"),
    ("no password was provided", "sudo on the board does not take that password"),
    ("sudo: not found", "the board has no sudo: name root's account, or let root there 'apt-get install sudo'"),
  ]

  private static let askedPassword =
    "sudo asks for a password there: give --ask-sudo-password, or let root on the board allow it without one (echo 'NAME "
    + "ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/setup, with the account's name; take it away afterwards)"

  /// Whether `ssh` says that the line was cut although it ends with the command's own exit code: the board had told
  /// that the command was done, and not all of its answer had come.
  ///
  /// - Parameter lastLine: The last line of standard error.
  /// - Returns: Whether it says so.
  static func isCutBehindItsEnd(_ lastLine: String) -> Bool {
    lastLine.hasPrefix("Connection to ") && lastLine.contains("closed by remote host")
  }

  /// Looks for what is known, in the last lines first: a banner comes before what went wrong.
  ///
  /// - Parameters:
  ///   - said: Lines of standard error.
  ///   - exitCode: The exit code: 255 is `ssh`'s own.
  init?(_ said: String, exitCode: Int32) {
    let lines = said.split(whereSeparator: \.isNewline).reversed()
    // A connection that commands share ends without a word.
    guard !lines.isEmpty || exitCode != 255 else {
      (text, isCut) = (Self.lineCut, true)
      return
    }
    let known = exitCode == 255 ? Self.connection : Self.board
    let found = lines.lazy.compactMap { line in known.first { line.contains($0.said) }?.meaning }.first
    // `ssh` ends with this line, whatever stands before it.
    let isClosed = exitCode == 255 && lines.first?.hasPrefix("Connection closed by ") == true
    guard let meaning = found ?? (isClosed ? Self.lineClosed : nil) else { return nil }
    isCut = exitCode == 255 && Self.cuts.contains { meaning == $0 }
    let isChanged = said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")
    text = isChanged && meaning == Self.connection[0].meaning ? Self.changedKey : meaning
  }
}
