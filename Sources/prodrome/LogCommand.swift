import ArgumentParser
import Configuration
import Crypto
import Evaluation
import Foundation
import Station

/// `prodrome log`: logs of a board or of a replay.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Verify a log, digest its decisions, export what it holds, erase what must not be kept.",
    subcommands: [
      LogVerifyCommand.self, LogDigestCommand.self, LogExportCommand.self, LogProveCommand.self,
      LogCheckProofCommand.self, LogEraseCommand.self,
    ]
  )

  /// Writes a line to standard error.
  static func note(_ text: String) {
    Console.note(text)
  }

  /// Reads a private key, or says on standard error why not and ends with 74.
  static func signingKey(_ path: String) throws -> SigningKey {
    do {
      return try KeyFile.read(path)
    } catch {
      note("Error: \(error)")
      throw ExitCode(74)
    }
  }

  /// Runs `body`; says what is wrong with a log and ends with 65, or 74 where the system refused.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as LogReadError {
      note("Error: \(error)")
      throw ExitCode(FileManager.default.fileExists(atPath: error.path) ? 65 : 74)
    } catch let error as CocoaError {
      note("Error: \(FaultText.of(error))")
      throw ExitCode(74)
    }
  }
}
