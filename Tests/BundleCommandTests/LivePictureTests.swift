import Testing

@testable import prodrome

@Suite struct LivePictureTests {
  private func style(_ width: Int, _ height: Int, _ environment: [String: String]) -> TerminalStyle {
    TerminalStyle(environment: environment, isTerminal: true, size: (width, height))
  }

  private let modern = ["TERM": "xterm-256color", "LANG": "en_US.UTF-8"]

  private func picture(channels: Int, alarm: String? = nil) -> LivePicture {
    let all = (0..<channels).map { index -> LivePicture.Channel in
      let samples = (0..<400).map { Double(($0 * (index + 1)) % 97) + 40_000 }
      return LivePicture.Channel(
        name: "C\(index)", samples: samples[...], excess: Int64(index * 100), rank: Double(index * 100), defect: "good")
    }
    return LivePicture(
      clock: "  19.0 s", state: "suspected", alarm: alarm, excess: -120, part: 0.4, near: 500, channels: all, span: 400,
      footer: "somebody's EEG")
  }

  @Test(arguments: [(80, 24), (100, 30), (200, 50), (40, 12), (20, 8), (20, 5), (80, 3)])
  func fitsAnyTerminal(width: Int, height: Int) {
    for environment in [modern, ["TERM": "vt100", "LANG": "C"]] {
      let style = style(width, height, environment)
      let lines = picture(channels: 18).lines(style).map(Self.bare)
      #expect(lines.count <= height - 1 && lines.allSatisfy { $0.count <= width })
      #expect(lines[0].contains("suspected") && lines[1].hasPrefix("score     near"))
    }
  }

  @Test func theChannelsWithTheMostEvidenceAreOnTop() {
    let lines = picture(channels: 30).lines(style(80, 24, modern)).map(Self.bare)
    #expect(lines[3].hasPrefix("C29 ") && lines[3].hasSuffix(" good") && lines[4].hasPrefix("C28 "))
    #expect(lines.contains { $0.contains("most evidence lately on top") })
    var full = picture(channels: 3)
    full.part = 2
    #expect(
      full.lines(style(120, 24, modern)).map(Self.bare)[1].hasSuffix("200 % of an alarm, the most that is counted"))
    #expect(lines.contains { $0.contains("12 more channels do not fit") })
  }

  /// As many times what an alarm needs each second: of a threshold below nothing multiples mean nothing.
  @Test(arguments: [
    (Int64(11_637), Int64(8_952), "by 1.3 times what an alarm needs each second"),
    (-21_107, 8_952, "by 2.4 times what an alarm needs each second"),
    (-120, 500, "by 0.2 times what an alarm needs each second"),
    (123_456, 1_000, "by 123 times what an alarm needs each second"),
    (.min, 1, "by more than 999 times what an alarm needs each second"), (5, 0, nil),
  ])
  func theNumberIsSaidByWhatAnAlarmNeeds(excess: Int64, near: Int64, words: String?) {
    #expect(LivePicture.measure(excess, near: near, hop: "second") == words)
    var shown = picture(channels: 3)
    (shown.excess, shown.near) = (excess, near)
    let lines = shown.lines(style(80, 24, modern)).map(Self.bare)
    #expect(lines[2].drop { $0 == " " } == words ?? "" && lines[3].hasPrefix("C2 "))
    shown.excess = nil
    #expect(shown.lines(style(80, 24, modern))[2].isEmpty)
  }

  @Test func channelsTakeTheRoomThereIs() {
    let lines = picture(channels: 8).lines(style(200, 50, modern)).map(Self.bare)
    #expect(lines.count { $0.hasPrefix("C") } == 8 && lines.count == 3 + 8 * 4 + 2)
  }

  @Test func withoutColourOrUnicodeEverythingIsPlain() {
    for environment in [["TERM": "xterm", "LANG": "C"], ["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"]] {
      let text = picture(channels: 4, alarm: "C3 80 %").lines(style(80, 24, environment)).joined()
      #expect(text.contains("SEIZURE ALARM: C3 80 %"))
      #expect(text.unicodeScalars.allSatisfy(\.isASCII) == (environment["LANG"] == "C"))
      #expect(text.contains("\u{1B}") == (environment["NO_COLOR"] == nil))
    }
  }

  @Test func whatIsNoScreenIsKnown() {
    #expect(!style(80, 24, ["TERM": "dumb", "LANG": "C.UTF-8"]).isScreen && !style(80, 24, [:]).isScreen)
    #expect(!TerminalStyle(environment: modern, isTerminal: false, size: (80, 24)).isScreen)
    #expect(style(80, 24, modern).isUnicode && style(80, 24, ["TERM": "xterm", "LC_ALL": "de_DE.utf8"]).isUnicode)
  }

  @Test func aTraceReachesFromItsLowestToItsHighestSample() {
    let braille = BrailleTrace(rows: 1, characters: 2, fullScale: 10, isBraille: true)
    // Columns from the top to the bottom, at the top, in the middle, at the bottom.
    #expect(braille.lines([9, -9, 9, 9, 0, 0, -9, -9], of: 8) == ["\u{284F}\u{2884}"])
    let ascii = BrailleTrace(rows: 1, characters: 4, fullScale: 10, isBraille: false)
    #expect(ascii.lines([9, 0, -9], of: 4) == [" '-_"])
    #expect(ascii.lines([9, -9, 0, 0, 0, 0, 9, 9], of: 8) == ["|--'"])
  }

  private static func bare(_ line: String) -> String { line.replacing(/\u{1B}\[[0-9;]*[a-zA-Z]/, with: "") }
}
