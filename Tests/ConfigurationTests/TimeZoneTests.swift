import Bundle
import Foundation
import Testing

@testable import Configuration

/// Zones of the system's tz data, held against what the C library makes of the same data.
@Suite struct TimeZoneTests {
  /// Each change of a zone's offset as `zdump -v` prints it: the second before and the second after, with the offset.
  private func changes(of name: String) throws -> [(second: Int64, offset: Int32)]? {
    let program = URL(filePath: "/usr/bin/zdump")
    guard FileManager.default.isExecutableFile(atPath: program.path) else { return nil }
    let process = Process()
    process.executableURL = program
    process.arguments = ["-v", "-c", "2024,2050", name]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let parser = DateFormatter()
    parser.locale = Locale(identifier: "en_US_POSIX")
    parser.timeZone = .gmt
    parser.dateFormat = "MMM d HH:mm:ss yyyy"
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 6, let offset = line.split(separator: "gmtoff=").last.flatMap({ Int32($0) }),
        let date = parser.date(from: words[2...5].joined(separator: " "))
      else { return nil }
      return (Int64(date.timeIntervalSince1970), offset)
    }
    // The table has room for 64 changes: sixteen years of a zone with four a year.
    .filter { $0.second >= 1_704_067_200 && $0.second < (name == "Asia/Gaza" ? 2_145_916_800 : 2_500_000_000) }
  }

  @Test(
    arguments: [
      "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "America/Santiago",
      "America/St_Johns", "Asia/Kolkata", "Asia/Gaza", "Asia/Tokyo", "Africa/Casablanca", "Australia/Lord_Howe",
      "Pacific/Chatham", "America/Nuuk", "Antarctica/Troll", "UTC",
    ]) func everyChangeUntil2049IsWhereTheCLibraryHasIt(_ name: String) throws
  {
    let rules = try TimeZoneFile(name: name).rules
    guard let changes = try changes(of: name) else { return print("skipped: no zdump to compare with") }
    for change in changes { #expect(rules.offset(at: change.second) == change.offset, "\(name) \(change.second)") }
    if ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"].contains(name) { #expect(changes.count > 90) }
    // Between the changes nothing changes.
    for (before, after) in zip(changes, changes.dropFirst()) {
      let middle = (before.second + after.second) / 2
      #expect(rules.offset(at: middle) == before.offset, "\(name) \(middle)")
    }
  }

  @Test func zonesThatThereAreNotAreNoZones() {
    for name in ["Europe/Nowhere", "", "/etc/passwd", "../../etc/passwd", "Europe", "Europe/Berlin\n"] {
      #expect(throws: TimeZoneFile.Fault.unknown, "\(name)") { try TimeZoneFile(name: name) }
    }
  }

  /// No file, however cut or changed, ends the program; rules that come of one can be asked anything.
  @Test func aDamagedFileIsRefusedOrHasRules() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = [UInt8](try Data(contentsOf: TimeZoneFile.folder.appending(path: "Europe/Berlin")))
    func isHarmless(_ bytes: [UInt8]) throws {
      try Data(bytes).write(to: folder.appending(path: "Zone"))
      guard let rules = try? TimeZoneFile(name: "Zone", in: folder).rules else { return }
      for second in [-1 << 33, 0, 1 << 31, 1 << 35] as [Int64] { _ = rules.offset(at: second) }
    }
    for count in stride(from: 0, to: whole.count, by: 7) { try isHarmless(Array(whole.prefix(count))) }
    for index in stride(from: 0, to: whole.count, by: 5) {
      var bytes = whole
      bytes[index] ^= 0xFF
      try isHarmless(bytes)
    }
  }

  @Test func aSiteNamesItsZoneAndAWrongNameIsSaid() throws {
    let shipped = "time_zone = \"UTC\""
    func site(_ text: String) throws -> SiteSection {
      try SiteDescription(text: ShippedFiles.replacing(shipped, with: text, in: ShippedFiles.site), file: "site.toml")
        .section
    }
    #expect(try site("time_zone = \"Europe/Berlin\"").timeZone.offset(at: 1_750_000_000) == 7200)
    #expect(try site("").timeZone.name == TimeZoneRules.utc.name)
    do {
      _ = try site("time_zone = \"Europe/Berlim\"")
      Issue.record("an unknown zone was taken")
    } catch let error as ConfigurationError {
      #expect("\(error)".contains("time_zone") && "\(error)".contains("Europe/Berlim"))
      #expect("\(error)".contains("Europe/Berlin"))
    }
  }
}
