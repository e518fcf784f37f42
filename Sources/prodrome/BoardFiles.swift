import ArgumentParser
import Configuration
import Deployment
import Foundation

/// What comes with the tool for boards: scripts, units, executables.
enum BoardFiles {
  /// The scripts and units.
  ///
  /// - Throws: `ExitCode` after the reason went to standard error.
  static func read() throws -> SetupPlan.Files {
    do {
      let home = try DefaultResources().home
      return SetupPlan.Files(
        slots: try text(home, "Tools/board-files/prodrome-slots"),
        log: try text(home, "Tools/board-files/prodrome-log"),
        firmware: try text(home, "Tools/board-files/prodrome-firmware"),
        sshServer: try text(home, "Tools/board-files/prodrome-sshd.conf"),
        sleep: try text(home, "Tools/board-files/prodrome-sleep.conf"),
        service: try text(home, "Boards/prodromed.service"), trial: try text(home, "Boards/prodrome-trial.service"))
    } catch {
      throw Console.refusal("the tool's files for boards", error, code: 74)
    }
  }

  /// The executable for a processor.
  ///
  /// - Parameters:
  ///   - target: aarch64, armv7 or x86_64.
  ///   - path: The file that the user named, if any.
  /// - Returns: The file.
  /// - Throws: `ExitCode` after the reason went to standard error.
  static func prodromed(_ target: String, _ path: String?) throws -> URL {
    let files = FileManager.default
    if let path {
      guard files.isReadableFile(atPath: path) else {
        Console.note("Error: \(path): cannot be read")
        throw BundleCommand.inputOutput
      }
      return URL(fileURLWithPath: path)
    }
    let places = (try? DefaultResources().home).map { home in
      ["runtime", ".build/runtime"].map { home.appending(path: "\($0)/prodromed-\(target)") }
    }
    guard let found = places?.first(where: { files.isReadableFile(atPath: $0.path) }) else {
      Console.note(
        "Error: no prodromed for \(target) comes with this tool: build it with Tools/runtime, or name one with --prodromed"
      )
      throw BundleCommand.inputOutput
    }
    return found
  }

  private static func text(_ home: URL, _ path: String) throws -> String {
    try String(contentsOf: home.appending(path: path), encoding: .utf8)
  }
}
