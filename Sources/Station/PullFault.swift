/// Why a log cannot be fetched from a board, or a file not be put there.
public enum PullFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The program that reaches the board cannot be run.
  case program(String, reason: String)
  /// The board, or the way to it, refused: the exit code, and the last line of what was said about it.
  case refused(command: String, exitCode: Int32, message: String)
  /// The line was cut, or did not come about in time: the last line of what was said about it.
  case cut(command: String, message: String)
  /// The board has no such segment any more.
  case gone(name: String)
  /// The time for it is over.
  case timeOut(command: String, seconds: Int)
  /// Someone else fetches into the folder.
  case busy(folder: String)
  /// The board's answer makes no sense.
  case answer(command: String, found: String, expected: String)
  /// The folder holds another log than the board.
  case otherLog(folder: String, name: String)
  /// The board's log ends before a segment that was fetched from it.
  case endsEarlier(folder: String, name: String)
  /// The file on the board is not the one that was sent.
  case corrupted(path: String, found: String, expected: String)
  /// A file here cannot be read or written.
  case file(path: String, reason: String)

  /// One line for people.
  public var description: String {
    switch self {
    case .program(let program, let reason): "\(program): cannot be run: \(reason)"
    case .refused(let command, let code, let message):
      "\(message.isEmpty ? "refused" : message) (exit code \(code) of '\(Self.short(command))')"
    case .cut(let command, let message): "\(message) (at '\(Self.short(command))')"
    case .gone(let name): "\(name): the board has it no more"
    case .timeOut(let command, let seconds): "'\(command)' was not answered within the \(seconds) s for all of it"
    case .busy(let folder): "\(folder): another pull is at work there"
    case .answer(let command, let found, let expected): "'\(command)' was answered with \(found), expected \(expected)"
    case .otherLog(let folder, let name):
      "\(folder): holds another log than the board: \(name) differs; fetch into another folder"
    case .endsEarlier(let folder, let name):
      "\(folder): the board's log ends before \(name), which was fetched from it: it was set back, or begun anew; what was "
        + "fetched is untouched; fetch what is there now into another folder"
    case .corrupted(let path, let found, let expected):
      "\(path) on the board: found SHA-256 \(found), expected \(expected); what was there before is untouched"
    case .file(let path, let reason): "\(path): \(reason)"
    }
  }

  /// The first line of a command, and not all of a long one.
  private static func short(_ command: String) -> String {
    let line = command.split(whereSeparator: \.isNewline).first ?? ""
    return line.count > 60 ? "\(line.prefix(60))..." : String(line)
  }
}
