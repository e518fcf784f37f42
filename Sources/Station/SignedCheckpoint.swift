import Foundation
import Vocabulary

/// A checkpoint with its signatures, whoever made them.
struct SignedCheckpoint {
  /// What was signed.
  let checkpoint: LogCheckpoint
  private let signatures: [String]

  /// Reads a checkpoint; its signatures are not looked at.
  ///
  /// - Parameter text: All of it.
  /// - Throws: `LogCheckpoint.Refusal` if it is not one.
  init(reading text: String) throws(LogCheckpoint.Refusal) {
    let parts = text.components(separatedBy: "\n\n")
    guard parts.count == 2 else {
      throw LogCheckpoint.Refusal(description: "expected a checkpoint: lines, an empty one, and signatures")
    }
    checkpoint = try LogCheckpoint(note: parts[0])
    signatures = parts[1].split(separator: "\n").map(String.init)
  }

  /// Whether a key's holder signed it.
  func isSigned(by key: PublicKey) -> Bool { signatures.contains { checkpoint.isSignature($0, of: key) } }

  /// Whether it says that a key's holder signed it, whatever the signature is worth.
  func claims(_ key: PublicKey) -> Bool { signatures.contains { checkpoint.signature($0, claiming: key) != nil } }
}
