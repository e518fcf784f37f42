import Crypto
import Foundation
import Station
import Text
import Vocabulary

/// The requests of a board's `prodrome-slots`.
public struct SlotShell: Sendable {
  /// Where the program lies on a board.
  public static let program = "/usr/libexec/prodrome-slots"
  private let root: RootShell

  /// Takes the way to a board.
  public init(_ root: RootShell) {
    self.root = root
  }

  /// What the board says of its slots.
  public func show() throws(PullFault) -> BoardSlots {
    try BoardSlots(root.text("\(Self.program) show", name: "prodrome-slots show"))
  }

  /// A file of the slot that runs.
  public func read(_ name: String, limit: Int = 64 << 20) throws(PullFault) -> [UInt8] {
    try root.run("\(Self.program) read \(name)", name: "prodrome-slots read \(name)", limit: limit)
  }

  /// The newest records of the log.
  ///
  /// - Parameter limit: How many bytes of the log are asked for.
  /// - Returns: The records, or nil if the board has no log yet.
  /// - Throws: `PullFault`.
  public func newest(_ limit: Int) throws(PullFault) -> NewestRecords? {
    let command = "newest \(limit)"
    do throws(PullFault) {
      let answer = try root.run("\(Self.program) \(command)", name: "prodrome-slots \(command)", limit: limit + 256)
      return try NewestRecords(answer: answer, to: command)
    } catch {
      if case .refused(_, 66, _) = error { return nil }
      throw error
    }
  }

  /// A file of the sealed slot that does not run.
  public func readOther(_ name: String, limit: Int = 64 << 20) throws(PullFault) -> [UInt8] {
    try root.run("\(Self.program) other \(name)", name: "prodrome-slots other \(name)", limit: limit)
  }

  /// A request without an answer.
  public func request(_ words: String) throws(PullFault) {
    _ = try root.text("\(Self.program) \(words)", name: "prodrome-slots \(words)")
  }

  /// Fills the slot that does not run and seals it.
  ///
  /// - Parameters:
  ///   - prodromed: The executable, or nil to take over the one that runs.
  ///   - bundle: The bundle, or nil to take over the one that runs.
  /// - Throws: `PullFault`; what runs is untouched.
  public func fill(prodromed: URL?, bundle: URL?) throws(PullFault) {
    try request("begin")
    for (name, source) in [("prodromed", prodromed), ("board.bundle", bundle)] {
      guard let source else {
        try request("keep \(name)")
        continue
      }
      let digest = try Self.digest(of: source)
      _ = try root.text(
        "\(Self.program) take \(name) \(digest)", name: "prodrome-slots take \(name)", input: source)
    }
    try request("seal")
  }

  /// The SHA-256 of a file in hexadecimal digits.
  public static func digest(of file: URL) throws(PullFault) -> String {
    do {
      return digest(of: [UInt8](try Data(contentsOf: file)))
    } catch {
      throw .file(path: file.path, reason: error.localizedDescription)
    }
  }

  /// The SHA-256 of bytes in hexadecimal digits.
  public static func digest(of bytes: [UInt8]) -> String {
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    return hasher.finish().hexadecimal
  }
}
