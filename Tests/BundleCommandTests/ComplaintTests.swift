import Configuration
import Foundation
import LogSupport
import TestSupport
import Testing

@testable import prodrome

/// Whatever ends a command is said in one form: `Error: `, the file, what was found.
@Suite struct ComplaintTests {
  private let folder: LogFolder
  private let bad: String
  private let missing: String

  init() throws {
    folder = try LogFolder()
    bad = folder.url.appending(path: "bad.toml").path
    missing = folder.url.appending(path: "missing").path
    try Data("colour = \"red\"\nsize = 3\n".utf8).write(to: URL(fileURLWithPath: bad))
  }

  @Test func everyFindingIsAnErrorOfItsOwn() throws {
    let error = try #require(throws: ConfigurationError.self) { try FleetDescription(at: bad) }
    let lines = Console.complaint(error).split(separator: "\n")
    #expect(lines.count == error.findings.count && lines.count >= 3)
    #expect(lines.allSatisfy { $0.hasPrefix("Error: \(bad):") })
    #expect(Console.complaint(error, of: bad) == Console.complaint(error))
  }

  @Test func anErrorOfOneReasonIsOneLineAndNamesWhatItIsAbout() {
    struct Refusal: Error, CustomStringConvertible {
      let description = "found\nnothing\u{1B}"
    }
    #expect(Console.complaint(Refusal(), of: "a.edf") == "Error: a.edf: found\\u000anothing\\u001b")
  }

  /// Each as it is typed, with a file that is not what it should be, or is not there.
  @Test func everyCommandSaysItInThatForm() throws {
    let commands: [[String]] = [
      ["status", "--fleet", bad], ["watch", "--once", "--fleet", bad], ["pull", "--fleet", bad],
      ["status", "--fleet", missing], ["bundle", "build", "--board", bad, "--output", missing],
      ["bundle", "build", "--site", bad, "--output", missing], ["bundle", "wiring", bad, "--output", missing],
      ["bundle", "show", bad], ["bundle", "keys", "--board", bad],
      ["setup", "nobody@localhost", "--check", "--board", bad, "--ssh", "/bin/false"],
      ["windows", "--site", bad, "--output", missing, bad], ["card", "--board", bad, "--output", missing],
      ["model", "show", bad], ["model", "run", bad, "--input", bad, "--output", missing],
      ["model", "pack", bad, "--output", missing],
      ["recording", "info", bad], ["recording", "copy", bad, missing], ["recording", "feed", bad, "--wire", missing],
      ["replay", bad], ["evaluate", missing], ["compare", bad, bad, missing], ["report", missing, "--output", bad],
      ["log", "verify", missing], ["log", "digest", missing], ["log", "export", missing, "--format", "tsv"],
      ["log", "prove", missing, "1"], ["log", "check-proof", missing, "--key", bad],
      ["mark", missing, "1", "seizure", "--by", "me"],
      ["history", "show", bad], ["forecast", "evaluate", bad], ["key", "new", "--output", bad],
    ]
    for words in commands {
      let (code, text) = try run(words)
      // Which bundle it goes by is said first.
      let reason = text.split(separator: "\n").first { !$0.hasPrefix("bundle: ") } ?? ""
      #expect(code != 0 && reason.hasPrefix("Error: "), "\(words.joined(separator: " ")): exit \(code)\n\(text)")
    }
  }

  /// A command's exit code and what it wrote to standard error.
  private func run(_ words: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = Foundation.Bundle.main.bundleURL.appending(path: "prodrome")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let error = Pipe()
    process.standardError = error
    try process.run()
    let said = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
