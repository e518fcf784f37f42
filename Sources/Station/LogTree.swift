import EventLog
import Vocabulary

/// A log's records under one root: for checkpoints, and for proofs that a record stands in a log.
public struct LogTree: Sendable {
  /// The tree.
  public private(set) var tree = MerkleTree()
  /// Sequence of the first record, 0 without one.
  public private(set) var firstRecord: UInt64 = 0
  private var sequences: [UInt64] = []

  /// Reads a log; what is damaged has no leaf.
  ///
  /// - Throws: `LogReadError` if there is no log.
  public init(_ log: LogFile) throws {
    try log.forEach { if case .record(let record) = $0 { take(record) } }
  }

  /// A leaf's data: the record's heading and body, as they stand in the log.
  public static func leaf(_ record: LogRecord) -> [UInt8] { record.envelope.heading + record.body }

  private mutating func take(_ record: LogRecord) {
    if sequences.isEmpty { firstRecord = record.envelope.sequence }
    sequences.append(record.envelope.sequence)
    tree.append(Self.leaf(record))
  }

  /// The place of a record, by its sequence.
  public func index(of sequence: UInt64) -> Int? { sequences.firstIndex(of: sequence) }

  /// A checkpoint of all there is.
  public func checkpoint(origin: String) -> LogCheckpoint {
    LogCheckpoint(
      origin: origin, size: UInt64(tree.count), root: tree.root(of: tree.count), firstRecord: firstRecord)
  }

  /// Whether the log goes on from what it was at a checkpoint.
  public func goesOn(from checkpoint: LogCheckpoint) -> Bool {
    guard checkpoint.size <= UInt64(tree.count) else { return false }
    guard checkpoint.size > 0 else { return true }
    return firstRecord == checkpoint.firstRecord && tree.root(of: Int(checkpoint.size)) == checkpoint.root
  }
}
