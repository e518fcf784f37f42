import Crypto
import EventLog
import Foundation
import Station
import Vocabulary

/// Behind the checks of a log: whoever can write it can make them fit.
extension FuzzTarget {
  /// Reads a log as the station does, with all that follows from its records.
  static func read(_ log: MemorySegmentStorage, _ secret: SealSecret?) {
    var reader = LogReader(log, secret: secret)
    var summary = LogSummary(isKeyed: secret != nil)
    var history = MonitoringHistory()
    while let item = reader.next() {
      summary.take(item)
      guard case .record(let record) = item else { continue }
      history.take(record, summary.currentSession)
      _ = record.json(in: summary.currentSession).line
    }
    _ = summary.text
    _ = summary.json.line
  }

  /// Bodies of any bytes in a log whose checks fit: for each record its kind, a length of two bytes and the body.
  static func readRecords(_ bytes: [UInt8]) {
    let log = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: 1 << 17, segmentLimit: 8)
    guard var writer = try? LogWriter<MemorySegmentStorage, SHA256Hasher>(opening: log, policy: policy) else { return }
    var offset = 0
    var number: UInt64 = 0
    while offset + 3 <= bytes.count {
      let kind = RecordKind(rawValue: bytes[offset] % 16)
      let length = Int(bytes[offset + 1]) | Int(bytes[offset + 2]) << 8
      let body = bytes.dropFirst(offset + 3).prefix(length)
      offset += 3 + length
      number += 1
      guard let kind, kind != .closing, kind != .seal else { continue }
      let stamps = RecordStamps(monotonicNanoseconds: number * 1_000_000_000)
      _ = try? writer.append(kind, body: Array(body).span, stamps: stamps)
    }
    try? writer.flush()
    read(log, nil)
  }

  /// The marks beside a log.
  static func readMarks(_ bytes: [UInt8]) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let marks = MarkFile(of: folder.appending(path: "log"))
    guard (try? Data(bytes).write(to: marks.url)) != nil else { return }
    _ = try? marks.all()
  }
}
