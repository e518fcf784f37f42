import ArgumentParser
import Station
import Text

/// How a board is asked, and where its log lies.
struct BedOptions: ParsableArguments {
  @OptionGroup var remote: RemoteOptions

  @Option(help: "The log's folder on the board.")
  var log = "/var/lib/prodrome/log"

  @Flag(help: "Print one JSON object: board, act, minutes, answer.")
  var json = false

  func validate() throws {
    guard RemoteShell.isPath(log) else {
      throw ValidationError("--log: expected an absolute path of letters, digits and ._-/")
    }
  }

  /// Asks the service on the board, and says what it answers.
  ///
  /// - Parameters:
  ///   - act: What for, as the records name it.
  ///   - option: `prodromed`'s option.
  ///   - minutes: How long a standby lasts.
  /// - Throws: An exit code: 1 the board says no, 69 it does not answer, 74 it cannot be reached.
  func ask(_ act: String, option: String, minutes: Int? = nil) throws {
    let answer: String
    do throws(PullFault) {
      let bytes = try remote.shell.run("prodromed --log \(log) \(option)", limit: 4096)
      answer = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    } catch {
      Console.note("Error: \(error)")
      if case .refused(_, let code, _) = error, code == 1 || code == 69 { throw ExitCode(code) }
      throw error.exitCode
    }
    let line = Answer(board: remote.destination, act: act, minutes: minutes, answer: answer)
    print(json ? try JSONText.line(line) : "\(remote.destination): \(answer)")
  }

  private struct Answer: Encodable {
    let board: String
    let act: String
    @OrNull var minutes: Int?
    let answer: String
  }

  /// What every act's help says of itself.
  static let exitCodes = """
    The account needs to be root or the owner of the log's folder: not the one that fetches the log. On the board itself \
    `prodromed --log FOLDER` does the same with --admit, --discharge, --standby or --test; so does the button.

    Exit codes: 0 done and durable, 1 the board says no (an alarm stands), 64 wrong usage, 69 the service there \
    does not answer, 74 the board cannot be reached.
    """
}
