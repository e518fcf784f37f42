import EventLog
import Foundation
import Text

/// A board's log over SSH: an account whose forced command knows `list` and `read NAME OFFSET LENGTH`, nothing else.
public struct ShellLog: RemoteLog {
  /// The most bytes of a listing: more than a log can have segments for.
  private static let listBytes = 4 << 20
  /// The forced command's exit code for a segment that is not there.
  private static let goneCode: Int32 = 66
  /// Exit codes of a board that does not know a request.
  private static let unknownCodes: Set<Int32> = [64, 127]
  private let ask: @Sendable (_ command: String, _ limit: Int) throws(PullFault) -> [UInt8]

  /// Names the way to a board; nothing is run yet.
  public init(_ shell: RemoteShell) {
    self.init { command, limit throws(PullFault) in try shell.run(command, limit: limit) }
  }

  /// Names another way to the same answers.
  ///
  /// - Parameter ask: Runs a command on the board that may answer with so many bytes.
  public init(asking ask: @escaping @Sendable (_ command: String, _ limit: Int) throws(PullFault) -> [UInt8]) {
    self.ask = ask
  }

  /// The segments there are.
  public func list() throws(PullFault) -> [ListedSegment] {
    let text = try Self.lines(of: ask("list", Self.listBytes), command: "list")
    var segments: [ListedSegment] = []
    var numbers: Set<UInt32> = []
    for line in text.split(separator: "\n") {
      guard let segment = ListedSegment(line: line) else {
        throw .answer(
          command: "list", found: "\"\(line.plain(most: 80))\"",
          expected: "lines such as \"\(SegmentName.name(of: 1)) 4194304\"")
      }
      guard numbers.insert(segment.number).inserted else {
        throw .answer(command: "list", found: "\(segment.name) twice", expected: "each segment once")
      }
      segments.append(segment)
    }
    return segments.sorted { $0.number < $1.number }
  }

  /// How much of a segment is written; nil from a board whose forced command does not know the request.
  public func writtenBytes(of segment: ListedSegment) throws(PullFault) -> Int? {
    let command = "written \(segment.name)"
    let bytes: [UInt8]
    do throws(PullFault) {
      bytes = try ask(command, 64)
    } catch {
      if case .refused(_, let code, _) = error, Self.unknownCodes.contains(code) { return nil }
      if case .refused(_, Self.goneCode, _) = error { throw .gone(name: segment.name) }
      throw error
    }
    let text = try Self.lines(of: bytes, command: command).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let count = Int(text), (0...segment.byteCount).contains(count) else {
      throw .answer(command: command, found: "\"\(text.plain(most: 80))\"", expected: "0 to \(segment.byteCount)")
    }
    return count
  }

  /// Reads from a segment.
  public func read(_ segment: ListedSegment, at offset: Int, count: Int) throws(PullFault) -> [UInt8] {
    let command = "read \(segment.name) \(offset) \(count)"
    let bytes: [UInt8]
    do throws(PullFault) {
      bytes = try ask(command, count)
    } catch {
      if case .refused(_, Self.goneCode, _) = error { throw .gone(name: segment.name) }
      throw error
    }
    // What a board lists it has: less came over a line that was cut, whatever `ssh` ended with. More it refuses itself.
    guard bytes.count == count else {
      throw .cut(command: command, message: "\(bytes.count) of \(count) bytes came: the line was cut")
    }
    return bytes
  }

  /// Lines that a board answered with. Each ends with a line feed: one that was cut must not be taken for a shorter
  /// name or number.
  private static func lines(of bytes: [UInt8], command: String) throws(PullFault) -> String {
    guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
      throw .cut(command: command, message: "the answer ends within a line: the line was cut")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
