import Foundation
import Station

/// Reads a log from its first byte to its last and says whether it is intact.
enum LogCheck {
  /// Prints what the log holds and each thing that is wrong with it.
  ///
  /// - Parameter folder: The log's folder.
  /// - Returns: Whether nothing is wrong.
  /// - Throws: `LogReadError` if there is no log.
  static func show(_ folder: URL) throws -> Bool {
    var reader = LogReader(try FileSegmentStorage(reading: folder))
    var (records, findings) = (0, 0)
    while let item = reader.next() {
      switch item {
      case .segment: break
      case .record(let record):
        records += 1
        if let fault = record.bodyFault {
          findings += 1
          print("segment \(record.segment), byte \(record.offset): \(fault)")
        }
      case .finding(let finding):
        findings += 1
        print(finding.description)
      }
    }
    let state = findings == 0 ? "intact" : "NOT INTACT: \(findings) findings"
    print("Log \(folder.path): \(records) records, \(state)")
    return findings == 0
  }
}
