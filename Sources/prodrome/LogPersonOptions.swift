import ArgumentParser
import Forecasting
import Foundation
import Station
import Text

/// Whose sessions of logs are meant, and what the logs' seals are checked with.
struct LogPersonOptions: ParsableArguments {
  @Option(help: "Of logs: the person's pseudonym, 32 hexadecimal digits; again for each earlier admission of theirs.")
  var person: [String] = []

  @OptionGroup var logs: LogOptions

  func validate() throws {
    for text in person { try LogOptions.check(text, "--person") }
  }
}

/// What commands have in common that take people's sessions from logs.
struct LogOptions: ParsableArguments {
  @Flag(help: "Of logs: sessions in which nobody was admitted are this person's, too.")
  var unadmitted = false

  @OptionGroup var seal: SealOption

  /// Refuses what is no pseudonym.
  static func check(_ text: String, _ option: String) throws {
    guard Hexadecimal.bytes(text[...])?.count == 16 else {
      throw ValidationError("\(option): found `\(text)`, expected 32 hexadecimal digits")
    }
  }

  /// Whose sessions are meant, and by what logs are checked.
  ///
  /// - Parameter pseudonyms: The person's; empty: nobody is named.
  /// - Returns: How logs are taken.
  /// - Throws: `ExitCode` after the reason went to standard error.
  func taking(_ pseudonyms: [String]) throws -> LogTaking {
    LogTaking(
      choice: LogChoice(of: pseudonyms.map { $0.lowercased() }, takesUnadmitted: unadmitted),
      secret: try seal.secret())
  }
}

extension LogStanding {
  /// Ends a command that took what can be read of a log that nobody should believe, as `prodrome log verify` ends.
  func finish() throws {
    switch self {
    case .authenticated, .intact: return
    case .unauthenticated: throw ExitCode(2)
    case .damaged: throw ExitCode(1)
    }
  }
}
