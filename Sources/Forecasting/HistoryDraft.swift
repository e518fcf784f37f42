import Evaluation
import Forecast
import Foundation

/// What is known of a person's seizures, from diaries, logs and review marks, on the way to a history file.
public struct HistoryDraft: Sendable {
  /// A diary's row this close to an alarm, in seconds, means the same seizure; a mark this close to an event means it.
  static let sameSeconds: Int64 = 600

  /// Events and stretches in order of time.
  public private(set) var entries: [HistoryEntry] = []
  /// What was left out or put together, to be said aloud.
  public private(set) var notes: [String] = []

  /// Starts with nothing.
  public init() {}

  /// The events among the entries.
  public var events: [HistoryEntry] { entries.filter { $0.kind != .observed } }

  /// Adds a diary.
  ///
  /// - Parameters:
  ///   - url: Its file.
  ///   - style: How dates are written; nil where the dates show it themselves.
  ///   - zone: The zone of its clock.
  ///   - now: The time that no event may lie after.
  /// - Throws: `TableFault`, or why it cannot be read.
  public mutating func addDiary(
    _ url: URL, style: DiaryDateStyle?, zone: TimeZone, now: Date = Date()
  ) throws {
    let rows = try DiaryFile.entries(in: url, style: style, now: now)
    if rows.isEmpty { notes.append("\(url.path): a header and no seizure") }
    for entry in rows {
      let second = Self.second(ofLocal: entry.second, in: zone)
      guard second <= Int64(now.timeIntervalSince1970) else {
        throw TableFault(
          path: url.path, line: entry.line, found: "a seizure in the future, by the clock of \(zone.identifier)",
          expected: "seizures of the past: --time-zone names the diary's clock")
      }
      addEvent(HistoryEntry(second: second, kind: .diary, weight: 256, length: 0), from: "\(url.path):\(entry.line)")
    }
  }

  /// Adds an alarm of a board.
  ///
  /// - Parameters:
  ///   - second: UTC, since 1970.
  ///   - isSure: Whether it is no half a seizure, which one is that a reviewer is unsure of.
  ///   - source: Where it stands, for the notes.
  public mutating func addAlarm(second: Int64, isSure: Bool = true, from source: String) {
    addEvent(HistoryEntry(second: second, kind: .alarm, weight: isSure ? 256 : 128, length: 0), from: source)
  }

  /// Adds a stretch in which a seizure would have been seen; what was known already is not counted twice.
  ///
  /// - Parameter range: UTC seconds since 1970.
  public mutating func addObserved(_ range: Range<Int64>) {
    var stretches = entries.filter { $0.kind == .observed }.map { $0.second..<$0.second + Int64($0.length) } + [range]
    stretches.sort { $0.lowerBound < $1.lowerBound }
    var joined: [Range<Int64>] = []
    for stretch in stretches where !stretch.isEmpty {
      if let last = joined.last, stretch.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, stretch.upperBound)
      } else {
        joined.append(stretch)
      }
    }
    entries =
      joined.map {
        HistoryEntry(
          second: $0.lowerBound, kind: .observed, weight: 0, length: UInt32(clamping: $0.upperBound - $0.lowerBound))
      } + events
    sort()
  }

  /// Says when the diaries were kept, where the record says that of anything: from a diary's first seizure to its last,
  /// but for silences that the events make incredible. Else a log's sessions would be all the time that counts.
  public mutating func complete() {
    let diary = events.filter { $0.kind == .diary }
    guard let first = diary.first, let last = diary.last else { return }
    let history = EventHistory(person: "", events: events.map { EventHistory.Event(second: $0.second) })
    let isObserved = entries.contains { $0.kind == .observed }
    guard isObserved || history.observed != nil else { return }
    notes += history.notes
    let span = first.second / 3_600..<last.second / 3_600 + 1
    for hours in (history.observed ?? [span]).map({ $0.clamped(to: span) }) where !hours.isEmpty {
      addObserved(hours.lowerBound * 3_600..<hours.upperBound * 3_600)
    }
  }

  /// Applies a table of review marks, with a column `mark`: `seizure`, `unsure` (half a seizure) or `none` (left out).
  ///
  /// - Parameters:
  ///   - url: Its file, written like a diary.
  ///   - style: How dates are written.
  ///   - zone: The zone of its clock.
  ///   - now: The time that no mark may lie after.
  /// - Throws: `TableFault` where a mark is none, or no event is near.
  public mutating func applyMarks(
    _ url: URL, style: DiaryDateStyle?, zone: TimeZone, now: Date = Date()
  ) throws {
    for entry in try DiaryFile.entries(in: url, style: style, now: now) {
      func refuse(_ found: String, _ expected: String) -> TableFault {
        TableFault(path: url.path, line: entry.line, found: found, expected: expected)
      }
      let second = Self.second(ofLocal: entry.second, in: zone)
      let near = entries.indices.filter {
        entries[$0].kind != .observed && abs(entries[$0].second - second) <= Self.sameSeconds
      }
      guard let index = near.min(by: { abs(entries[$0].second - second) < abs(entries[$1].second - second) }) else {
        throw refuse("a mark where no event is", "one within 10 minutes of an event")
      }
      switch entry.mark {
      case "seizure": entries[index].weight = 256
      case "unsure": entries[index].weight = 128
      case "none": entries.remove(at: index)
      case let mark?: throw refuse("the mark `\(mark)`", "seizure, unsure or none")
      case nil: throw refuse("no column `mark`", "a column `mark`")
      }
    }
  }

  /// The history's bytes, unsigned.
  ///
  /// - Parameters:
  ///   - pseudonym: 16 bytes.
  ///   - publicKey: The signer's 32 bytes; nil: nobody signs.
  /// - Returns: All but the signature's 64 bytes, which stand at the end; nil without an event.
  public func message(pseudonym: [UInt8], publicKey: [UInt8]?) -> [UInt8]? {
    precondition(pseudonym.count == 16 && (publicKey?.count ?? 32) == 32)
    guard let first = entries.first, !events.isEmpty else { return nil }
    let end = entries.map { $0.second + max(1, Int64($0.length)) }.max() ?? first.second + 1
    var bytes: [UInt8] = []
    func put(_ value: some FixedWidthInteger) { Self.append(value, to: &bytes) }
    put(HistoryLayout.magic)
    put(UInt32(HistoryLayout.version))
    put(UInt32(entries.count))
    bytes += pseudonym
    put(first.second)
    put(end)
    bytes += [UInt8](repeating: 0, count: 48) + (publicKey ?? [UInt8](repeating: 0, count: 32))
    for entry in entries {
      put(entry.second)
      put(UInt16(entry.kind.rawValue))
      put(entry.weight)
      put(entry.length)
    }
    return bytes
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for index in 0..<(type(of: value).bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  private mutating func addEvent(_ event: HistoryEntry, from source: String) {
    var event = event
    let near = events.first { $0.kind != event.kind && abs($0.second - event.second) <= Self.sameSeconds }
    if let near {
      notes.append("\(source): within 10 minutes of an event from elsewhere: counted once")
      guard let index = entries.firstIndex(of: near) else { return }
      // What either is sure of is a seizure; the board's time is the better one.
      event.weight = max(event.weight, near.weight)
      guard near.kind == .diary else {
        entries[index].weight = event.weight
        return
      }
      entries.remove(at: index)
    } else if entries.contains(event) {
      notes.append("\(source): this seizure stands there twice and counts once")
      return
    }
    entries.append(event)
    sort()
  }

  private mutating func sort() {
    entries.sort { ($0.second, $0.kind.rawValue) < ($1.second, $1.kind.rawValue) }
  }

  /// The second of UTC of a local second; one that clocks leave out is the one after it, of one that comes twice the
  /// first is meant.
  static func second(ofLocal local: Int64, in zone: TimeZone) -> Int64 {
    func offset(_ second: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
    let early = local - offset(local - 86_400)
    let late = local - offset(local + 86_400)
    return early + offset(early) != local && late + offset(late) == local ? late : early
  }
}
