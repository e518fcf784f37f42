/// What to do when `ssh` cannot reach a board, by what it says about it.
struct ConnectionAdvice {
  /// A sentence for people.
  let text: String

  /// What `ssh` says, and what that means; the first that fits.
  private static let known: [(said: String, meaning: String)] = [
    (
      "REMOTE HOST IDENTIFICATION HAS CHANGED",
      "the board's host key is not the one known here: if the board was set up anew, forget the old one with "
        + "'ssh-keygen -R HOST'; if not, someone may stand between"
    ),
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
    ("timed out", "no answer: is the board on, and on this network?"),
    ("No route to host", "no way to the board: is it on, and on this network?"),
    ("Network is unreachable", "this computer has no network to the board"),
    ("kex_exchange_identification", "the board hung up before it said who it is: it may be starting, or out of memory"),
    ("Broken pipe", "the line was cut"),
    ("closed by remote host", "the board closed the line: is it starting anew?"),
    ("Connection reset", "the line was cut"),
    ("lost connection", "the line was cut"),
  ]

  /// Looks for what is known; nil where nothing is.
  init?(_ said: String) {
    guard let found = Self.known.first(where: { said.contains($0.said) }) else { return nil }
    text = found.meaning
  }
}
