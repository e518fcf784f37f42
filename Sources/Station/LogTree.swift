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
    try log.forEach { item in
      if case .record(let record) = item { take(record) }
      if case .erased(let stretch) = item { take(stretch) }
    }
  }

  /// A leaf's data: the record's heading and body, as they stand in the log.
  public static func leaf(_ record: LogRecord) -> [UInt8] { record.envelope.heading + record.body }

  private mutating func take(_ record: LogRecord) {
    if sequences.isEmpty { firstRecord = record.envelope.sequence }
    sequences.append(record.envelope.sequence)
    tree.append(Self.leaf(record))
  }

  private mutating func take(_ stretch: ErasedStretch) {
    if sequences.isEmpty { firstRecord = stretch.records.lowerBound }
    sequences += stretch.records
    tree.append(stretch.nodes, for: stretch.records.count)
  }

  /// The nodes that stand for records, which are all there or erased.
  func nodes(for records: ClosedRange<UInt64>) -> [Digest] {
    guard let first = index(of: records.lowerBound) else { return [] }
    return tree.nodes(for: first..<first + records.count)
  }

  /// The place of a record, by its sequence.
  public func index(of sequence: UInt64) -> Int? { sequences.firstIndex(of: sequence) }

  /// A checkpoint of all there is.
  public func checkpoint(origin: String) -> LogCheckpoint {
    // The tree over all leaves ends among none that are gone.
    LogCheckpoint(
      origin: origin, size: UInt64(tree.count), root: tree.root(of: tree.count) ?? Digest(), firstRecord: firstRecord)
  }

  /// How a log stands to what it was at a checkpoint.
  public enum Standing: Equatable, Sendable {
    /// It goes on from there.
    case goesOn
    /// It reaches the checkpoint's end, but begins later than the checkpoint does: the root cannot be compared.
    case beginsLater
    /// It does not: it was set back, or written anew.
    case setBack
    /// It was erased in the place where the checkpoint was made, and what it was there is not known any more.
    case erased
  }

  /// How the log stands to what it was at a checkpoint.
  public func standing(to checkpoint: LogCheckpoint) -> Standing {
    guard checkpoint.size > 0 else { return .goesOn }
    guard firstRecord == checkpoint.firstRecord, checkpoint.size <= UInt64(tree.count) else { return .setBack }
    return standing(to: checkpoint, from: 0)
  }

  /// How the log stands to what somebody else fetched of it, who may have begun earlier or later.
  ///
  /// - Parameter checkpoint: A checkpoint of what was fetched.
  /// - Returns: The standing.
  func standing(toForeign checkpoint: LogCheckpoint) -> Standing {
    guard checkpoint.size > 0 else { return .goesOn }
    let (end, overflow) = checkpoint.firstRecord.addingReportingOverflow(checkpoint.size)
    guard let last = sequences.last, !overflow, end - 1 <= last else { return .setBack }
    guard checkpoint.firstRecord >= firstRecord else { return .beginsLater }
    guard let start = index(of: checkpoint.firstRecord), UInt64(tree.count - start) >= checkpoint.size else {
      return .setBack
    }
    return standing(to: checkpoint, from: start)
  }

  private func standing(to checkpoint: LogCheckpoint, from start: Int) -> Standing {
    guard let root = tree.root(of: Int(checkpoint.size), from: start) else { return .erased }
    return root == checkpoint.root ? .goesOn : .setBack
  }
}
