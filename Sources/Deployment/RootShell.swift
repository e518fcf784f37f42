import Foundation
import Station

/// Runs POSIX shell scripts on a board as root: the account is root's, or may use sudo without a password.
public struct RootShell: Sendable {
  /// The way to the board.
  public let shell: RemoteShell

  /// Takes the way to a board.
  public init(_ shell: RemoteShell) {
    self.shell = shell
  }

  /// Runs a script.
  ///
  /// - Parameters:
  ///   - script: The script, for `sh`.
  ///   - name: What errors call it.
  ///   - limit: The most bytes it may answer with.
  ///   - input: A file that it is given to read.
  /// - Returns: What it printed.
  /// - Throws: `PullFault`.
  public func run(
    _ script: String, name: String, limit: Int = 1 << 20, input: URL? = nil
  ) throws(PullFault) -> [UInt8] {
    try shell.run(Self.command(script), limit: limit, input: input, name: name)
  }

  /// The same, as text.
  public func text(_ script: String, name: String, input: URL? = nil) throws(PullFault) -> String {
    String(decoding: try run(script, name: name, input: input), as: UTF8.self)
  }

  /// What the account's own shell is given to run a script as root.
  static func command(_ script: String) -> String {
    "script=\(quoted(script)); if [ \"$(id -u)\" = 0 ]; then exec sh -c \"$script\"; "
      + "else exec sudo -n sh -c \"$script\"; fi"
  }

  /// A text as one word of a shell.
  public static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
