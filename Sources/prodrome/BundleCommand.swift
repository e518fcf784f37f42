import ArgumentParser
import Bundle
import Configuration
import Foundation
import Text

/// Builds, shows and verifies bundles: what is flashed to a board.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Build, show and verify the image that a board runs: board, site and models in one file.",
    subcommands: [BundleBuildCommand.self, BundleShowCommand.self, BundleVerifyCommand.self])

  /// Exit codes beside ArgumentParser's own: the answer is no, bad input data, the system refused.
  static let refused = ExitCode(1)
  static let badData = ExitCode(65)
  static let inputOutput = ExitCode(74)

  /// Reads a file, or says on standard error why not.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes it may have.
  /// - Returns: Its bytes.
  /// - Throws: `inputOutput`.
  static func read(_ path: String, atMost limit: Int = BundleFile.longest) throws -> [UInt8] {
    do throws(UnreadableFile) {
      return try InputFile.bytes(of: path, atMost: limit)
    } catch {
      Console.note("Error: \(error)")
      throw inputOutput
    }
  }

  /// One JSON object in a line.
  static func line(_ object: some Encodable) throws -> String {
    try JSONText.line(object)
  }
}
