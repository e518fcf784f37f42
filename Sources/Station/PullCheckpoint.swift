import Crypto
import Foundation
import Text

/// What a board's log was when it was fetched last: a signed checkpoint beside it, `checkpoint`, and the key that signs
/// it, `checkpoint.key`, made with the first one. A log that was set back, cut or written anew since then shows against
/// it, whatever keys its writer had. Given to others, a checkpoint also binds the station.
public struct PullCheckpoint {
  private let folder: URL
  private let origin: String

  /// Names the folder of a fetched log.
  public init(_ folder: URL) {
    self.folder = folder
    origin = folder.lastPathComponent
  }

  /// Whether there is a checkpoint.
  public var exists: Bool { FileManager.default.fileExists(atPath: file.path) }

  private var file: URL { folder.appending(path: "checkpoint") }
  private var keyFile: URL { folder.appending(path: "checkpoint.key") }

  /// Holds the log against the checkpoint of the fetch before, and replaces that by one of the log as it is now. Where
  /// the log does not go on from it, the checkpoint stays: every later fetch says so, too.
  ///
  /// - Parameters:
  ///   - log: The log in the folder.
  ///   - isIntact: Whether nothing in it is damaged. One that is gets no checkpoint: what is damaged may come whole
  ///     later, and would then be a record that had not been there.
  /// - Returns: What is wrong, or nil.
  /// - Throws: `LogReadError` if there is no log, or a file error.
  public func renew(_ log: LogFile, isIntact: Bool = true) throws -> LogFinding? {
    let tree = try LogTree(log)
    let key = try signingKey()
    if let text = try? String(contentsOf: file, encoding: .utf8) {
      do throws(LogCheckpoint.Refusal) {
        let earlier = try LogCheckpoint(reading: text, signedBy: key.publicKey)
        switch tree.standing(to: earlier) {
        case .goesOn, .beginsLater: break
        case .setBack: return finding(.setBack(checkpoint: earlier.size, records: UInt64(tree.tree.count)))
        case .erased:
          return finding(.checkpoint("found \(earlier.size) records, which end among erased ones, expected others"))
        }
      } catch { return finding(.checkpoint(error.description)) }
    }
    guard isIntact else { return nil }
    try DurableFile.replace(file, with: Data(tree.checkpoint(origin: origin).text(signedBy: key).utf8))
    return nil
  }

  /// Holds the log against the checkpoints that the board keeps, of this folder and of others.
  ///
  /// - Parameters:
  ///   - log: The log in the folder.
  ///   - kept: What the board answered.
  /// - Returns: What is wrong, and checkpoints that the log cannot be held against any more.
  /// - Throws: `LogReadError` if there is no log, or a file error.
  func compare(
    _ log: LogFile, _ kept: BoardCheckpoints.Kept
  ) throws -> (findings: [LogFinding], notes: [String]) {
    let tree = try LogTree(log)
    let key = try signingKey().publicKey
    var findings: [LogFinding] = []
    var notes: [String] = []
    if let fault = kept.fault { findings.append(boardFinding(fault)) }
    for text in kept.texts {
      do throws(LogCheckpoint.Refusal) {
        let signed = try SignedCheckpoint(reading: text)
        let checkpoint = signed.checkpoint
        let isOwn = signed.claims(key)
        let name = isOwn ? "this folder's checkpoint" : "the checkpoint of another folder, \(checkpoint.origin)"
        if isOwn && !signed.isSigned(by: key) {
          findings.append(boardFinding("found \(name) with a signature that does not fit"))
          continue
        }
        switch tree.standing(toForeign: checkpoint) {
        case .goesOn: break
        case .beginsLater:
          notes.append(
            "\(name) begins with record \(checkpoint.firstRecord), this log with record \(tree.firstRecord): whether the "
              + "records between were dropped or taken away cannot be told")
        case .erased: notes.append("\(name) ends where records were erased: the log cannot be held against it")
        case .setBack:
          findings.append(
            boardFinding(
              "the log does not go on from \(name): records \(checkpoint.firstRecord) on, \(checkpoint.size)"))
        }
      } catch { findings.append(boardFinding("found what is no checkpoint: \(error)")) }
    }
    return (findings, notes)
  }

  /// Holds the log against the checkpoints that the board keeps, and hands over this folder's. What others left there
  /// may be false, and keeps nobody from handing over: the board itself takes none while its log does not go on from
  /// the farthest place that was fetched.
  ///
  /// - Parameters:
  ///   - board: The board.
  ///   - log: The log in the folder.
  ///   - mayHandOver: Whether the log is whole and goes on from the fetch before.
  ///   - isFirst: Whether nothing was fetched before, so that the board can have none of this folder.
  /// - Returns: What is wrong, and what else is to be said.
  /// - Throws: `PullFault`; `LogReadError` if there is no log, or a file error.
  public func exchange(
    with board: BoardCheckpoints, _ log: LogFile, mayHandOver: Bool, isFirst: Bool
  ) throws -> (findings: [LogFinding], notes: [String]) {
    guard let kept = try board.kept() else {
      return ([], ["the board keeps no checkpoint of what was fetched; prodrome setup makes it do so"])
    }
    var (findings, notes) = try compare(log, kept)
    let key = try signingKey().publicKey
    let hasOwn = kept.texts.contains { text in (try? SignedCheckpoint(reading: text))?.claims(key) == true }
    if !isFirst && !hasOwn {
      notes.append("the board keeps none of this folder's checkpoints: it took none, or others' took their place")
    }
    guard mayHandOver else { return (findings, notes) }
    do {
      try handOver(to: board, log)
    } catch PullFault.refused(_, let code, let message) {
      notes.append("the board did not take this folder's checkpoint: \(message) (exit code \(code))")
    }
    return (findings, notes)
  }

  private func handOver(to board: BoardCheckpoints, _ log: LogFile) throws {
    let storage = try FileSegmentStorage(reading: log.url)
    guard exists, let segment = storage.numbers.last else { return }
    let bytes = try Data(contentsOf: folder.appending(path: storage.name(of: segment)))
    let written = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    try board.handOver(String(contentsOf: file, encoding: .utf8), segment: segment, written: written)
  }

  private func boardFinding(_ text: String) -> LogFinding { finding(.boardCheckpoint(text)) }

  private func finding(_ problem: LogProblem) -> LogFinding {
    LogFinding(file: file.lastPathComponent, offset: 0, problem: problem)
  }

  /// The folder's key, made where there is neither a key nor a checkpoint.
  private func signingKey() throws -> SigningKey {
    if let text = try? String(contentsOf: keyFile, encoding: .utf8) {
      let secret = text.hasSuffix("\n") ? Hexadecimal.bytes(text.dropLast()) : nil
      guard let secret, let key = SigningKey(secret: secret.span) else {
        throw LogReadError(
          path: keyFile.path, found: "something else", expected: "a private key: 64 hexadecimal digits and a line feed")
      }
      return key
    }
    guard !exists else {
      throw LogReadError(path: keyFile.path, found: "no key", expected: "the key that signed \(file.lastPathComponent)")
    }
    let key = SigningKey()
    let text = Hexadecimal.text((0..<32).map { key.secret[$0] }) + "\n"
    try DurableFile.replace(keyFile, with: Data(text.utf8), mode: 0o600)
    return key
  }
}
