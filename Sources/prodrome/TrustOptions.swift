import ArgumentParser
import Bundle

/// What a bundle must be beyond sound, as a board demands it.
struct TrustOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: "Trusted public keys, up to four: files with a line of 64 hexadecimal digits for each, or the digits.",
    completion: .file(extensions: ["pub"]))
  var publicKey: [String] = []

  @Option(help: "The lowest version counter to let in: the highest that the board has run.")
  var atLeast: UInt64 = 0

  @Option(help: "The identity of the board that it must be for.")
  var board: String?

  /// What is demanded of a bundle.
  ///
  /// - Returns: The trust.
  /// - Throws: `ExitCode` 65 or 74 after the reason went to standard error; `ValidationError`.
  func trust() throws -> Trust {
    let identity = board.map { BoardIdentity(ascii: [UInt8]($0.utf8).span) } ?? BoardIdentity()
    guard let identity, identity.isEmpty == (board == nil) else {
      throw ValidationError("--board: expected 1 to 15 printable ASCII characters")
    }
    var trust = Trust(leastVersionCounter: atLeast, board: identity)
    for key in publicKey { try trust.appendKeys(fileOrDigits: key) }
    return trust
  }
}
