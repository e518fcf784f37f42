import ArgumentParser
import Bundle
import Configuration
import Foundation

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
  /// - Parameter path: The file.
  /// - Returns: Its bytes.
  /// - Throws: `inputOutput`.
  static func read(_ path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      Console.note("Error: \(path): cannot be read: \(error.localizedDescription)")
      throw inputOutput
    }
  }

  /// One JSON object in a line.
  static func line(_ object: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(object), as: UTF8.self)
  }
}
