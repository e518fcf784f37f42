import EventLog
import Foundation
import Station

/// The newest records of a board's log, and the board's clocks when it was asked.
public struct NewestRecords: Sendable {
  /// The segment they lie in.
  public var segment: UInt32
  /// Bytes of it that are written, in whole blocks.
  public var writtenBytes: Int
  /// The board's wall clock, in seconds since 1970.
  public var wallSeconds: Int64
  /// Seconds since the board started.
  public var uptimeSeconds: Double
  /// Whether a seizure alarm waits for somebody at the bed, also after its event; nil where the board cannot tell.
  public var isAlarmLatched: Bool?
  /// Whether all that is written of the segment was asked for.
  public var isWhole = true
  /// The records that are whole, in order.
  public var records: [LogRecord]
}

extension NewestRecords {
  /// Asks a board.
  ///
  /// - Parameters:
  ///   - shell: The way to the board's account for fetching, whose forced command knows `newest`.
  ///   - limit: How many bytes of the log are asked for.
  /// - Returns: The records, or nil if the board has no log yet.
  /// - Throws: `PullFault`.
  public static func ask(_ shell: RemoteShell, limit: Int) throws(PullFault) -> NewestRecords? {
    let command = "newest \(limit)"
    do throws(PullFault) {
      return try NewestRecords(answer: shell.run(command, limit: limit + 256), to: command)
    } catch {
      if case .refused(_, 66, _) = error { return nil }
      throw error
    }
  }

  /// No clock shows more seconds: the year 36,812.
  private static let latestSeconds: Int64 = 1 << 40

  private static let alarmWords: Set<String> = ["latched", "quiet", "unknown"]

  /// Reads an answer: a line `NAME SIZE WRITTEN TIME UPTIME ALARM`, then the bytes. A board whose files are older says
  /// nothing of the alarm.
  init(answer: [UInt8], to command: String) throws(PullFault) {
    let end = answer.prefix(256).firstIndex(of: UInt8(ascii: "\n")) ?? 0
    let words = String(decoding: answer[..<end], as: UTF8.self).split(separator: " ").map(String.init)
    guard (5...6).contains(words.count), words.count == 5 || Self.alarmWords.contains(words[5]),
      let listed = ListedSegment(line: "\(words[0]) \(words[1])"), let written = Int(words[2]),
      let wall = Int64(words[3]), let uptime = Double(words[4]), (0...listed.byteCount).contains(written),
      (0...Self.latestSeconds).contains(wall), (0...Double(Self.latestSeconds)).contains(uptime)
    else {
      throw .answer(
        command: command, found: "\(end) bytes that are no such line", expected: "NAME SIZE WRITTEN TIME UPTIME ALARM")
    }
    segment = listed.number
    writtenBytes = written
    wallSeconds = wall
    uptimeSeconds = uptime
    isAlarmLatched = words.count == 5 || words[5] == "unknown" ? nil : words[5] == "latched"
    let bytes = Array(answer[(end + 1)...])
    // Where the segment's header is not among them, its place is: what is read without one begins behind it.
    isWhole = bytes.count >= written
    let missing = bytes.count < written ? [UInt8](repeating: 0, count: SegmentHeader.byteCount) : []
    records = Self.records(in: missing + bytes, of: listed.number)
  }

  /// Opens the clips that are sealed to a key.
  mutating func open(with key: ClipKey?) {
    records = records.map { $0.opened(with: key) }
  }

  /// The whole records among bytes that may begin anywhere in a segment.
  static func records(in bytes: [UInt8], of segment: UInt32) -> [LogRecord] {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: [segment: bytes]), isWhole: false)
    var records: [LogRecord] = []
    while let item = reader.next() {
      if case .record(let record) = item { records.append(record) }
    }
    return records
  }
}
