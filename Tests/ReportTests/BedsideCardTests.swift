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
    #expect(bare.contains("one line for both alarms") && bare.contains("nobody is watched then"))
    #expect(bare.contains("Whatever is connected to the alarm line calls."))
  }

  @Test func timesFollowTheSitesPolicy() throws {
    let site = try String(contentsOf: Self.boards.appending(path: "site.toml"), encoding: .utf8)
    let slow = site.replacing("technical_clear_hops = 10", with: "technical_clear_hops = 25")
      .replacing("technical_raise_hops = 10", with: "technical_raise_hops = 5")
    #expect(FoundMarkup(try card("en")).text.contains("hold the button for 3 s, let go before 6 s. For 15 min"))
    let buttonless = FoundMarkup(try card("en", change: { try without("acknowledge", $0) })).text
    #expect(buttonless.contains("after about 7 s."))
    let text = FoundMarkup(try card("en", policy: slow)).text
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
    #expect(sound.hasPrefix("M40 4H43V14H40z"))
  }
}
