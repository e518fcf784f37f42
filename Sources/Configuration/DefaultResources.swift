import Foundation

/// Where the tool finds what it ships: the folders `Boards` and `Models`.
///
/// 1. In the folder named by `PRODROME_HOME`, and nowhere else, if that is set.
/// 2. Beside the executable, or in the nearest folder above it that holds them. An executable that SwiftPM built lies
///   in
///    the package's `.build`, so that `swift run` finds the package's own from any working directory; an installed one
///    finds them where it was put; `bin/prodrome` finds those in `bin/../share/prodrome`.
public struct DefaultResources: Sendable {
  /// Nothing that looks like the tool's home was found.
  public struct NotFound: Error, Equatable, CustomStringConvertible {
    /// The folders that were looked into.
    public let tried: [String]

    /// Creates the error.
    public init(tried: [String]) {
      self.tried = tried
    }

    /// Says where it looked and what to do.
    public var description: String {
      "no folder with \(DefaultResources.landmark) found; looked into \(tried.joined(separator: ", ")). "
        + "Put the folders Boards and Models beside the executable, or set PRODROME_HOME to the folder that holds them"
    }
  }

  /// What a home is known by.
  public static let landmark = "Boards/virtual.toml"

  /// The folder that holds `Boards` and `Models`.
  public let home: URL

  /// Finds the home of the running executable.
  ///
  /// - Throws: `NotFound`.
  public init() throws {
    let executable =
      Foundation.Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? "prodrome")
    try self.init(executable: executable, environment: ProcessInfo.processInfo.environment)
  }

  /// Finds the home of an executable.
  ///
  /// - Parameters:
  ///   - executable: The executable, or a link to it.
  ///   - environment: The variables to use.
  /// - Throws: `NotFound`.
  public init(executable: URL, environment: [String: String]) throws {
    let candidates =
      environment["PRODROME_HOME"].map { [URL(fileURLWithPath: $0, isDirectory: true)] }
      ?? DefaultResources.candidates(for: executable)
    guard let home = candidates.first(where: DefaultResources.isHome) else {
      throw NotFound(tried: candidates.map(\.path))
    }
    self.home = home
  }

  /// The virtual board's description.
  public var board: URL { home.appending(path: DefaultResources.landmark) }

  /// The default site.
  public var site: URL { home.appending(path: "Boards/site.toml") }

  /// The bedside card's sentences in a language, by its tag.
  public func card(_ language: String) -> URL { home.appending(path: "Boards/cards/\(language).toml") }

  /// The folder of the detector that is used where none is named.
  public var defaultDetector: URL { model("epilepsy-detector") }

  /// The recording that the demo plays: a real seizure of the CHB-MIT Scalp EEG Database.
  public var demoRecording: URL { home.appending(path: "Models/demo/chb01_03.edf") }

  /// Its annotation.
  public var demoEvents: URL { home.appending(path: "Models/demo/chb01_03_events.tsv") }

  /// The folder of a shipped model.
  public func model(_ name: String) -> URL { home.appending(path: "Models/\(name)", directoryHint: .isDirectory) }

  private static func candidates(for executable: URL) -> [URL] {
    var folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    var folders = [folder, folder.deletingLastPathComponent().appending(path: "share/prodrome")]
    while folder.path != "/" && !folder.path.isEmpty {
      folder.deleteLastPathComponent()
      folders.append(folder)
    }
    return folders
  }

  private static func isHome(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: landmark).path)
  }
}
