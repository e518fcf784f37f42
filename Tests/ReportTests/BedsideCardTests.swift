import Alarms
import Configuration
import Foundation
import TestSupport
import Testing

@testable import Report

@Suite struct BedsideCardTests {
  private static let boards = SharedData.repository.appending(path: "Boards")

  private func card(
    _ language: String, board name: String = "pieeg-rpi5", change: (String) throws -> String = { $0 },
    policy: String? = nil
  ) throws -> String {
    let board = try String(contentsOf: Self.boards.appending(path: "\(name).toml"), encoding: .utf8)
    let site = try String(contentsOf: Self.boards.appending(path: "site.toml"), encoding: .utf8)
    let description = try SiteDescription(text: policy ?? site, file: "site.toml")
    let phrases = try Phrases(
      at: Self.boards.appending(path: "cards/\(language).toml").path, places: BedsideCard.places)
    return BedsideCard(
      board: try BoardDescription(text: change(board), file: "\(name).toml").section, policy: description.alarmPolicy,
      model: try ModelFolder(SharedData.repository.appending(path: "Models/epilepsy-detector")).information,
      phrases: phrases, site: "ward 3"
    ).text
  }

  @Test(arguments: ["en", "de", "es"])
  func everyLanguageFillsEverySentence(language: String) throws {
    let text = try card(language)
    let found = FoundMarkup(text)
    #expect(text.contains("lang=\"\(language)\"") && !found.text.contains("{") && !found.text.contains("}"))
    #expect(found.text.contains("pieeg-rpi5") && found.text.contains("ward 3") && found.text.contains("30 s"))
    #expect(found.text.contains(language == "en" ? "6.5 s" : "6,5 s"))
  }

  /// What counts in the moment, and whom to call, is on the front of the sheet.
  @Test func theFrontHasWhatCountsInTheMoment() throws {
    let sides = try card("en").components(separatedBy: "id=\"back\"")
    #expect(sides.count == 2)
    for style in ["signal kind-seizure", "signal kind-quiet", "whom", "overleaf"] {
      #expect(sides[0].contains("class=\"\(style)\"") && !sides[1].contains("class=\"\(style)\""))
    }
    #expect(!sides[0].contains("class=\"rules\"") && sides[1].contains("class=\"rules\""))
  }

  /// A board's description without a line.
  private func without(_ role: String, _ text: String) throws -> String {
    text.replacing(try Regex("(?s)\\[lines\\.\(role)\\].*?\n\n"), with: "")
  }

  @Test func whatTheBoardHasNotIsNotPromised() throws {
    let whole = FoundMarkup(try card("en")).text
    #expect(
      whole.contains("The nurse call rings.") && whole.contains("A short press") && whole.contains("flashes fast"))
    let bare = FoundMarkup(
      try card("en") {
        try ["nurse_call", "acknowledge", "light", "buzzer", "fault"].reduce($0) { try without($1, $0) }
      }
    ).text
    #expect(!bare.contains("nurse call rings") && bare.contains("no button") && !bare.contains("flashes fast"))
    #expect(bare.contains("one line for both alarms") && bare.contains("The alarm then calls"))
    #expect(bare.contains("Whatever is connected to the alarm line calls."))
  }

  /// No sentence speaks of a light, a button or a nurse call that the board has not, in any language.
  @Test(arguments: ["en", "de", "es"])
  func noSentenceSpeaksOfALineThatIsNotThere(language: String) throws {
    let words = [
      "en": [
        ["The light", "the light"], ["Then press", "nobody presses", "and answered", "short press"], ["nurse call"],
      ],
      "de": [
        ["Das Licht", "das Licht", "s Licht"], ["Dann drücken", "niemand drückt", "beantwortet"], ["Schwesternruf"],
      ],
      "es": [["La luz", "la luz p", "luz 2"], ["Entonces pulse", "nadie pulsa", "se ha respondido"], ["llamada"]],
    ]
    let whole = FoundMarkup(try card(language)).text
    for (role, found) in zip(["light", "acknowledge", "nurse_call"], try #require(words[language])) {
      let text = FoundMarkup(try card(language) { try without(role, $0) }).text
      for word in found { #expect(!text.contains(word), "\(language), no \(role): \(word)") }
      #expect(found.contains { whole.contains($0) })
    }
  }

  @Test func whatIsSaidOfPowerOffAndOfTheMonitoringLineIsTheBoardsOwn() throws {
    let whole = FoundMarkup(try card("en")).text
    #expect(whole.contains("The light stays as it was.") && !whole.contains("goes on flashing"))
    #expect(whole.contains("The alarm and the nurse call then call"))
    let noCall = FoundMarkup(try card("en") { try without("nurse_call", $0) }).text
    #expect(noCall.contains("The alarm then calls") && !noCall.contains("nobody is watched then"))
    let line =
      "[lines.monitoring]\nchip = \"pinctrl-rp1\"\nline = \"GPIO5\"\nactive = \"high\"\nfail_safe = \"inactive\"\n\n"
    let lit = FoundMarkup(try card("en") { $0.replacing("[lines.acknowledge]", with: line + "[lines.acknowledge]") })
      .text
    #expect(lit.contains("Only the monitoring light blinks") && lit.contains("the monitoring light stands still"))
    #expect(!whole.contains("monitoring light"))
  }

  @Test func timesFollowTheSitesPolicy() throws {
    let site = try String(contentsOf: Self.boards.appending(path: "site.toml"), encoding: .utf8)
    let slow = site.replacing("technical_clear_hops = 10", with: "technical_clear_hops = 25")
      .replacing("technical_raise_hops = 10", with: "technical_raise_hops = 5")
    #expect(FoundMarkup(try card("en")).text.contains("hold the button for 3 s, let go before 6 s. For 15 min"))
    let buttonless = FoundMarkup(try card("en", change: { try without("acknowledge", $0) })).text
    #expect(buttonless.contains("after about 7 s."))
    let text = FoundMarkup(try card("en", policy: slow)).text
    let slowest = FoundMarkup(
      try card("en", policy: site.replacing("technical_clear_hops = 10", with: "technical_clear_hops = 300"))
    ).text
    #expect(slowest.contains("Put the plug back: within 304 s all must be quiet"))
    #expect(FoundMarkup(try card("en")).text.contains("Put the plug back: within 30 s all must be quiet"))
    let atOnce = FoundMarkup(
      try card(
        "en",
        policy: site.replacing(
          "nurse_call_technical_after_seconds = 30", with: "nurse_call_technical_after_seconds = 0"))
    ).text
    #expect(atOnce.contains("The nurse call rings at once, too") && !atOnce.contains("for 0"))
    #expect(text.contains("After 25 s of good signal") && text.contains("about 29 s after the last electrode"))
  }

  @Test func aLanguageThatLacksASentenceOrAValueIsRefused() throws {
    let english = try String(contentsOf: Self.boards.appending(path: "cards/en.toml"), encoding: .utf8)
    for (from, to) in [("quiet_do =", "other ="), ("every {repeat} s", "often"), ("format = 1", "format = 2")] {
      #expect(throws: ConfigurationError.self) {
        try Phrases(text: english.replacing(from, with: to), file: "x.toml", places: BedsideCard.places)
      }
    }
  }

  @Test func thePictureIsThePatternMillisecondByMillisecond() throws {
    let picture = try #require(
      PatternPicture(pattern: .highPriority, words: ("sound", "light"), hasSound: true, hasLight: true).markup?.source)
    // Ten pulses and their next turn's ten of ten seconds, and two flashes a second.
    let sound = try #require(picture.firstMatch(of: /class="sound" d="([^"]*)"/)).1
    let light = try #require(picture.firstMatch(of: /class="lamp" d="([^"]*)"/)).1
    #expect(sound.count { $0 == "M" } == 20 && light.count { $0 == "M" } == 20)
    #expect(sound.hasPrefix("M52 2H55V12H52z"))
  }
}
