import EventLog
import Foundation
import Vocabulary

/// That a record stands in a log of which a signed checkpoint is known: for a party that has nothing else of the log.
/// In the form of C2SP tlog-proof, the record itself as its extra data.
public struct InclusionProof: Equatable, Sendable {
  /// Why a text is no proof, or does not prove what it should.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String
  }

  private static let heading = "c2sp.org/tlog-proof@v1"

  /// The record's heading and body.
  public var leaf: [UInt8]
  /// Its place.
  public var index: UInt64
  /// The hashes from it to the root.
  public var path: [Digest]
  /// The signed checkpoint.
  public var checkpoint: String

  /// Proves a record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - index: Its place in the tree.
  ///   - tree: The log.
  ///   - checkpoint: A signed checkpoint of all of the tree.
  public init(of record: LogRecord, at index: Int, in tree: LogTree, checkpoint: String) {
    leaf = LogTree.leaf(record)
    self.index = UInt64(index)
    path = tree.tree.path(to: index, in: tree.tree.count)
    self.checkpoint = checkpoint
  }

  /// The proof's file.
  public var text: String {
    let hashes = path.map { digest in Data((0..<32).map { digest.bytes[$0] }).base64EncodedString() + "\n" }
    return
      "\(Self.heading)\nextra \(Data(leaf).base64EncodedString())\nindex \(index)\n\(hashes.joined())\n\(checkpoint)"
  }

  /// Reads a proof's file.
  ///
  /// - Throws: `Refusal` if it is none.
  public init(reading text: String) throws(Refusal) {
    guard let end = text.range(of: "\n\n") else {
      throw Refusal(description: "expected a proof: lines, an empty one, and a checkpoint")
    }
    let lines = text[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, lines[0] == Self.heading, lines[1].hasPrefix("extra "), lines[2].hasPrefix("index "),
      let leaf = Data(canonicalBase64: lines[1].dropFirst(6)), let index = UInt64(lines[2].dropFirst(6))
    else { throw Refusal(description: "expected the lines \(Self.heading), extra, index and hashes") }
    (self.leaf, self.index, path) = (Array(leaf), index, [])
    for line in lines.dropFirst(3) {
      guard let bytes = Data(canonicalBase64: line), bytes.count == 32, path.count < 64 else {
        throw Refusal(description: "found a line that is no hash, expected at most 64 hashes of 32 bytes")
      }
      var digest = Digest()
      for (place, byte) in bytes.enumerated() { digest.bytes[place] = byte }
      path.append(digest)
    }
    checkpoint = String(text[end.upperBound...])
  }

  /// The record, once its place under the signed root is checked.
  ///
  /// - Parameter key: Who must have signed the checkpoint.
  /// - Returns: The record and the checkpoint.
  /// - Throws: `Refusal` if the proof does not hold.
  public func check(signedBy key: PublicKey) throws(Refusal) -> (record: LogRecord, checkpoint: LogCheckpoint) {
    let checkpoint: LogCheckpoint
    do throws(LogCheckpoint.Refusal) {
      checkpoint = try LogCheckpoint(reading: self.checkpoint, signedBy: key)
    } catch { throw Refusal(description: "the checkpoint: \(error)") }
    guard
      MerkleTree.proves(path, that: leaf, standsAt: index, of: checkpoint.size, under: checkpoint.root)
    else { throw Refusal(description: "the record does not stand under the checkpoint's root, expected it to") }
    guard let envelope = try? RecordEnvelope(heading: leaf.span),
      RecordEnvelope.headingBytes + envelope.bodyBytes == leaf.count
    else { throw Refusal(description: "found bytes that are no record") }
    let body = Array(leaf.dropFirst(RecordEnvelope.headingBytes))
    return (LogRecord(envelope: envelope, body: body, segment: 0, offset: 0), checkpoint)
  }
}
