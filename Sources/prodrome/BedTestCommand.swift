import ArgumentParser

/// `prodrome bed test`.
struct BedTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Every line that calls is active for 10 s, the nurse call too: does somebody come?",
    discussion: """
      Tell the ward before. An alarm ends the test, and none is begun while one stands. By itself the board tests once a day \
      that each of its lines gets to its active level; whether a call arrives only this test tells.

      Example: prodrome bed test root@bedside.local


      """ + BedOptions.exitCodes)

  @OptionGroup var bed: BedOptions

  func run() throws {
    try bed.ask("output_test", option: "--test")
  }
}
