import Testing

@testable import prodrome

/// What is said of a word that is no command.
@Suite struct UnknownCommandTests {
  private func text(_ words: String...) -> String? {
    UnknownCommand(among: words, of: Prodrome.self)?.text
  }

  @Test func theNearestCommandIsNamed() {
    #expect(text("stauts")?.hasPrefix("Error: 'stauts' is no command of 'prodrome'; did you mean 'status'?\n") == true)
    #expect(text("bundle", "verfy")?.contains("of 'prodrome bundle'; did you mean 'verify'?") == true)
    #expect(text("xyzzy")?.hasPrefix("Error: 'xyzzy' is no command of 'prodrome'\n") == true)
  }

  @Test func whatIsKnownIsLeftToItsCommand() {
    for words in [
      [], ["status", "log@bed"], ["--version"], ["help", "pull"], ["bundle", "--help"], ["bundle", "show"],
    ] {
      #expect(UnknownCommand(among: words, of: Prodrome.self) == nil)
    }
  }
}
