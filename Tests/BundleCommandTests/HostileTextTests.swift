import Forecasting
import Foundation
import Recordings
import Station
import TestSupport
import Testing
import Text

@testable import prodrome

/// What a file says reaches a terminal as text: nothing in it is obeyed.
@Suite struct HostileTextTests {
  /// Escape, a window's title, the other way to begin a sequence, tabs, ends of lines, and a turn of direction.
  private static let hostile = "\u{1B}[31mX\u{07}\u{9B}2J\t\r\n\u{85}\u{202E}<b>"

  /// What turns the direction of writing around, ends lines or is not seen, by its number.
  private static let turning: Set<UInt32> = [
    0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
    0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0001, 0xE007F,
  ]

  private func obeyed(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      scalar.properties.generalCategory == .control || Self.turning.contains(scalar.value)
    }
  }

  @Test func everyControlIsShown() {
    for value in Array(0..<0x20 as Range<UInt32>) + Array(0x7F..<0xA0) + Self.turning {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(obeyed("a\(scalar)b".shown).isEmpty)
      #expect(obeyed("a\(scalar)b".shownLines) == (value == 9 || value == 10 ? [scalar] : []))
    }
    #expect("Mäuse µV, 30 %\\".shown == "Mäuse µV, 30 %\\")
    #expect(Self.hostile.shown == "\\u001b[31mX\\u0007\\u009b2J\\u0009\\u000d\\u000a\\u0085\\u202e<b>")
    #expect(Self.hostile.shown.shown == Self.hostile.shown)
  }

  @Test func jsonStaysWhatItIs() throws {
    let turning = String(String.UnicodeScalarView(Self.turning.sorted().compactMap(Unicode.Scalar.init)))
    let hidden = try JSONText.line([turning])
    #expect(hidden.utf8.allSatisfy { $0 < 0x80 })
    #expect(try JSONDecoder().decode([String].self, from: Data(hidden.utf8)) == [turning])
    let line = try JSONText.line([Self.hostile])
    #expect(obeyed(line).isEmpty)
    #expect(try JSONDecoder().decode([String].self, from: Data(line.utf8)) == [Self.hostile])
    var object = JSONObject()
    object.set(Self.hostile, Self.hostile)
    let written = object.line
    #expect(obeyed(written).isEmpty)
    #expect(
      try JSONDecoder().decode([String: String].self, from: Data(written.utf8)) == [Self.hostile: Self.hostile])
  }

  /// Every text field of an EDF+ header, and an annotation's text.
  @Test func aRecordingsFieldsAreShown() throws {
    let demo = SharedData.repository.appending(path: "Models/demo/chb01_03.edf")
    let plain = [UInt8](try Data(contentsOf: demo))
    let signals = try #require(
      Int(String(decoding: plain[252..<256], as: UTF8.self).trimmingCharacters(in: .whitespaces)))
    let raw: [UInt8] = [0x1B, 0x5B, 0x33, 0x31, 0x6D, 0x07, 0x0A, 0x09]
    var fields = [8, 88, 168, 176]
    for width in [0, 16, 96, 136] { fields.append(256 + width * signals) }
    for place in fields {
      var bytes = plain
      bytes.replaceSubrange(place..<place + 8, with: raw)
      let url = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).edf")
      defer { try? FileManager.default.removeItem(at: url) }
      try Data(bytes).write(to: url)
      let report = try RecordingFacts(url: url, truncation: .refuse, withSamples: false)
      let text = report.text
      #expect(obeyed(text).allSatisfy { $0 == "\n" })
      #expect(obeyed(try report.jsonLine()).isEmpty)
      #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("  ") || $0 == url.path[...] })
    }
    // Fields of numbers are in what is said of them.
    for place in [184, 192, 236, 244] + [104, 112, 120, 128, 216].map({ 256 + $0 * signals }) {
      var bytes = plain
      bytes.replaceSubrange(place..<place + 8, with: raw)
      let url = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).edf")
      defer { try? FileManager.default.removeItem(at: url) }
      try Data(bytes).write(to: url)
      do {
        let report = try RecordingFacts(url: url, truncation: .refuse, withSamples: false)
        #expect(obeyed(report.text).allSatisfy { $0 == "\n" })
      } catch {
        #expect(obeyed("\(error)").isEmpty)
      }
    }
  }

  @Test func aDiarysCellsAreShown() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: url) }
    for text in [
      "date_time\n2024-01-02\u{1B}[31m 08:00\n", "date,time\n2024-01-02,\u{1B}08:00\n", "\u{1B}[31m,b\n1,2\n",
    ] {
      try Data(text.utf8).write(to: url)
      let error = #expect(throws: (any Error).self) { try DiaryFile.history(in: url) }
      #expect(obeyed("\(try #require(error))").isEmpty)
    }
  }
}
