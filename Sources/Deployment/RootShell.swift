import Foundation
import Station
import Text

/// Runs POSIX shell scripts on a board as root: the account is root's, or may use sudo.
public struct RootShell: Sendable {
  /// The way to the board.
  public let shell: RemoteShell
  private let password: String?

  /// What the account's own shell may print before a script's answer, in bytes.
  private static let greetingBytes = 4096
  /// Stands before a script's answer: whatever the account's own shell prints at its start comes before it.
  private static let mark = "prodrome: the answer follows"

  /// Takes the way to a board.
  ///
  /// - Parameters:
  ///   - shell: The way.
  ///   - password: What sudo is given on the board; nil if it asks for none.
  public init(_ shell: RemoteShell, password: String? = nil) {
    self.shell = shell
    self.password = password
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
    let first = password.map { [UInt8]($0.utf8) + [UInt8(ascii: "\n")] } ?? []
    let answer = try shell.run(
      Self.command(script, givesPassword: password != nil), limit: limit + Self.greetingBytes, first: first,
      input: input, name: name)
    let mark = [UInt8]((Self.mark + "\n").utf8)
    guard let place = answer.firstRange(of: mark) else {
      throw .answer(
        command: name, found: "\(answer.count) bytes of the account's own shell", expected: "that it runs a script")
    }
    return Array(answer[place.upperBound...])
  }

  /// The same, as text.
  public func text(_ script: String, name: String, input: URL? = nil) throws(PullFault) -> String {
    String(decoding: try run(script, name: name, input: input), as: UTF8.self)
  }

  /// What the account's own shell is given to run a script as root. A password is the first line of its input, and is
  /// read off where nobody asks for it.
  static func command(_ script: String, givesPassword: Bool) -> String {
    let marked = "echo '\(mark)'\n\(script)"
    let (skip, sudo) =
      givesPassword
      ? (
        "IFS= read -r _; ",
        "if sudo -n true 2>/dev/null; then IFS= read -r _; exec sudo -n sh -c \"$script\"; "
          + "else exec sudo -S -p '' sh -c \"$script\"; fi"
      ) : ("", "exec sudo -n sh -c \"$script\"")
    return "script=\(quoted(marked)); if [ \"$(id -u)\" = 0 ]; then \(skip)exec sh -c \"$script\"; else \(sudo); fi"
  }

  /// A text as one word of a shell.
  public static func quoted(_ text: String) -> String {
    "'" + text.spelled { $0 == "'" ? "'\\''" : nil } + "'"
  }
}
