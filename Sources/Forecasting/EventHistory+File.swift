import Forecast
import Foundation

extension EventHistory {
  /// What a checked history file holds, by the clock of a zone.
  ///
  /// - Parameters:
  ///   - image: The checked file.
  ///   - bytes: Its bytes.
  ///   - zone: The person's time zone: hours and weekdays are local.
  public init(_ image: HistoryImage, bytes: [UInt8], zone: TimeZone) {
    // Monday 1970-01-05 00:00: hours count from a Monday's midnight.
    let monday: Int64 = 345_600
    func local(_ second: Int64) -> Int64 {
      max(0, second - monday + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))))
    }
    var events: [Event] = []
    var observed: [Range<Int64>] = []
    for index in 0..<image.count {
      guard let entry = HistoryImage.entry(index, of: bytes.span) else { continue }
      let second = local(entry.second)
      if entry.kind == .observed {
        let first = max((second + 3_599) / 3_600, observed.last?.upperBound ?? 0)
        let end = local(entry.second + Int64(entry.length)) / 3_600
        if first < end { observed.append(first..<end) }
      } else {
        events.append(Event(second: max(second, events.last?.second ?? 0), weight: Int64(entry.weight)))
      }
    }
    let person = (0..<16).map { String(format: "%02x", image.pseudonym[$0]) }.joined()
    self.init(person: person, events: events, observed: image.saysObserved ? observed : nil)
  }
}

extension HistoryFault {
  /// What was found and what was expected.
  public var explanation: String {
    switch self {
    case .size(let found, let expected): "found \(found) bytes, expected \(expected): the file is torn or no history"
    case .magic: "offset 0: found other bytes than PRDHIST1, expected a history file"
    case .version(let found): "offset 8: found version \(found), expected \(HistoryLayout.version)"
    case .count(let found): "offset 12: found \(found) entries, expected at most \(HistoryLayout.mostEntries)"
    case .record(let first, let end): "offset 32: found a record from second \(first) to \(end), expected one in order"
    case .entry(let index):
      "offset \(HistoryLayout.headerBytes + index * HistoryLayout.entryBytes): entry \(index) is none, or not in order of time"
    case .person: "offset 16: found another person's history"
    case .notSigned: "found no signature, expected one"
    case .untrusted: "offset 96: found the signature of a key that is not trusted"
    case .forged: "found a signature that is not that of these bytes"
    }
  }
}
