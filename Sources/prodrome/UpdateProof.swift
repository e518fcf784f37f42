import Configuration
import Deployment
import Evaluation
import Foundation
import Replay
import Station
import Text

/// What an update would change over what the board has logged, shown before anything is sent.
struct UpdateProof {
  private let board: RootShell
  private let clipKey: ClipKey?

  /// Changes that are shown of each part of a log.
  private static let mostChanges = 10

  /// Prepares it.
  ///
  /// - Parameters:
  ///   - board: The way to the board.
  ///   - clipKey: What sealed clips are opened with.
  init(_ board: RootShell, clipKey: ClipKey?) {
    self.board = board
    self.clipKey = clipKey
  }

  /// Plays logs through the bundle that runs and the new one.
  ///
  /// - Parameters:
  ///   - bundle: The new one.
  ///   - logs: Folders of logs; none: the newest part of the board's own.
  /// - Returns: Whether something changes for the worse.
  /// - Throws: `PullFault` if the board cannot be read, or what is wrong with a log that was named.
  func isWorse(_ bundle: URL, logs: [String]) throws -> Bool {
    let (old, new): (DetectorBundle, DetectorBundle)
    do { new = try DetectorBundle(BundleFile(at: bundle.path)) } catch { throw Console.refusal(bundle.path, error) }
    do {
      old = try DetectorBundle(BundleFile(bytes: try SlotShell(board).read("board.bundle")))
    } catch let fault as PullFault {
      throw fault
    } catch {
      Console.note("not compared with what runs: this program cannot read the board's bundle: \(FaultText.of(error))")
      return false
    }
    guard logs.isEmpty else {
      return try logs.map { path in
        do { return try show(path, LogFile(URL(filePath: path), clipKey: clipKey), old, new) } catch {
          throw Console.refusal(path, error, code: 74)
        }
      }.contains(true)
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let recent = try RecentLog(of: board, into: folder)
    guard recent.segments > 0 else {
      let reason = recent.isThere ? "the newest segment of the board's log is too long" : "the board has no log yet"
      Console.note("not compared with what runs: \(reason)")
      return false
    }
    Console.note(String(format: "plays the newest %.1f MB of the board's log", Double(recent.byteCount) / 1e6))
    do { return try show("the board's log", LogFile(folder, clipKey: clipKey), old, new, isPart: true) } catch {
      Console.note("not compared with what runs: \(FaultText.of(error))")
      return false
    }
  }

  private func show(
    _ name: String, _ log: LogFile, _ old: DetectorBundle, _ new: DetectorBundle, isPart: Bool = false
  ) throws -> Bool {
    let comparison = try LogComparison(log, old: old, new: new, isPart: isPart)
    for part in comparison.parts {
      let text = ComparisonText(file: name, part: part.name, comparison: part.comparison)
      for line in text.changes.prefix(Self.mostChanges) { Console.note(line) }
      if text.changes.count > Self.mostChanges {
        Console.note("          and \(text.changes.count - Self.mostChanges) changes more: prodrome compare shows all")
      }
      Console.note(text.summary)
    }
    for omission in comparison.omissions {
      Console.note("\(name), \(omission.name): not compared: \(omission.reason)")
    }
    return comparison.isWorse
  }
}
