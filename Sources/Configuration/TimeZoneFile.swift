import Bundle
import Foundation
import Vocabulary

/// A file of the system's tz data (TZif, RFC 9636), compiled into what a board needs of it.
struct TimeZoneFile {
  /// The rules.
  let rules: TimeZoneRules

  /// Where the system keeps them.
  static var folder: URL {
    URL(fileURLWithPath: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")
  }

  /// Changes before this are nobody's: 2024-01-01 UTC, older than this program.
  private static let earliest: Int64 = 1_704_067_200

  /// Why there are no rules.
  enum Fault: Error, Equatable {
    /// The system has no such zone.
    case unknown
    /// The file is no tz data, or has a rule of a kind that no zone has.
    case unreadable
  }

  /// Compiles a zone.
  ///
  /// - Parameters:
  ///   - name: Its name, such as Europe/Berlin.
  ///   - folder: Where the system's files lie.
  /// - Throws: `Fault`.
  init(name: String, in folder: URL = TimeZoneFile.folder) throws(Fault) {
    let isName = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_+-/".utf8.contains(byte)
    }
    guard isName, !name.hasPrefix("/"), !name.isEmpty, let text = FixedText<40>(ascii: Array(name.utf8).span),
      let data = try? Data(contentsOf: folder.appending(path: name))
    else { throw .unknown }
    guard let rules = Self.rules(text, [UInt8](data)) else { throw .unreadable }
    self.rules = rules
  }

  /// The zones' names like a wrong one.
  static func nearest(to name: String) -> String? {
    let index = folder.appending(path: "tzdata.zi")
    guard let text = try? String(contentsOf: index, encoding: .utf8) else { return nil }
    let names = text.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count > 2 && words[0] == "Z"
        ? String(words[1]) : words.count == 3 && words[0] == "L" ? String(words[2]) : nil
    }
    return NearestName.find(name, among: names)
  }

  private static func rules(_ name: FixedText<40>, _ bytes: [UInt8]) -> TimeZoneRules? {
    // Version 2 and later: a block of 32-bit times, then one of 64-bit times, then the rule as text.
    guard let first = Header(bytes, at: 0), first.version >= 0x32,
      let header = Header(bytes, at: 44 + first.bytes(ofTime: 4))
    else { return nil }
    let times = 44 + first.bytes(ofTime: 4) + 44
    let end = times + header.bytes(ofTime: 8)
    guard end <= bytes.count, header.types > 0 else { return nil }
    let kinds = times + 8 * header.times
    let types = kinds + header.times
    func offset(_ kind: Int) -> Int32? {
      kind < header.types ? Int32(truncatingIfNeeded: bigEndian(bytes, types + 6 * kind, 4)) : nil
    }
    var initial = offset(0)
    var changes: [TimeZoneRules.Change] = []
    for index in 0..<header.times {
      guard let found = offset(Int(bytes[kinds + index])) else { return nil }
      let second = bigEndian(bytes, times + 8 * index, 8)
      if second < earliest { initial = found } else { changes.append(.init(second: second, offset: found)) }
    }
    guard let initial, abs(initial) <= TimeZoneRules.widestOffset,
      let footer = String(bytes: bytes[end...], encoding: .ascii)?.trimmingCharacters(in: .newlines)
    else { return nil }
    var rules = TimeZoneRules(name: name, offset: initial)
    for change in changes.prefix(TimeZoneRules.mostChanges) { rules.append(change) }
    var rule = PosixRule(footer)
    return rule.apply(to: &rules) ? rules : nil
  }

  private static func bigEndian(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int64 {
    bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int64($1) }
  }

  /// What stands before each block.
  private struct Header {
    let version: UInt8
    let times: Int
    let types: Int
    private let leaps: Int
    /// Abbreviations and marks, a byte each.
    private let rest: Int

    init?(_ bytes: [UInt8], at offset: Int) {
      guard offset + 44 <= bytes.count, bytes[offset..<offset + 4] == [0x54, 0x5A, 0x69, 0x66] else { return nil }
      version = bytes[offset + 4]
      // Marks of UT and of standard time, leap seconds, times, types, characters.
      let counts = (0..<6).map { Int(bigEndian(bytes, offset + 20 + 4 * $0, 4)) }
      guard counts.allSatisfy({ $0 < 1 << 20 }) else { return nil }
      (times, types) = (counts[3], counts[4])
      leaps = counts[2]
      rest = counts[0] + counts[1] + counts[5]
    }

    func bytes(ofTime width: Int) -> Int { times * (width + 1) + types * 6 + rest + leaps * (width + 4) }
  }
}
