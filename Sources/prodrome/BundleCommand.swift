import ArgumentParser
import Bundle
import Configuration
import Foundation
import Station

/// Builds, shows and verifies bundles: what is flashed to a board.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Build, show and verify the image that a board runs: board, site and models in one file.",
    subcommands: [
      BundleBuildCommand.self, BundleShowCommand.self, BundleVerifyCommand.self, BundleWiringCommand.self,
      BundleKeysCommand.self,
    ])

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

  /// Reads what a person wrote, or says why not.
  ///
  /// - Throws: `ExitCode` 74 or 65 after the reason went to standard error.
  static func reading<Value>(_ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let error as UnreadableFile {
      Console.note("Error: \(error)")
      throw inputOutput
    } catch {
      Console.note(Console.complaint(error))
      throw badData
    }
  }

  /// Reads a secret, or says why not.
  ///
  /// - Throws: `ExitCode` 74 after the reason went to standard error.
  static func secret<Secret>(_ read: () throws(SecretFile.Refusal) -> Secret) throws -> Secret {
    do throws(SecretFile.Refusal) {
      return try read()
    } catch {
      Console.note("Error: \(error)")
      throw inputOutput
    }
  }
}
