import Crypto
import EventLog
import Station
import Vocabulary

/// Sealed logs for tests.
public enum SealedLog {
  /// A secret of a board.
  public static func secret(_ board: String = "ward3", seed: UInt8 = 7) -> SealSecret {
    guard let secret = SealSecret(board: board, seed: (0..<32).map { seed &+ $0 }) else { preconditionFailure(board) }
    return secret
  }

  /// A log of some boots, each with a session, decisions one a second and an alarm.
  ///
  /// - Parameters:
  ///   - boots: How often the board started; each time with the key as it was kept before the boot's last seals.
  ///   - decisions: Decisions of each boot.
  ///   - secret: What it is sealed with.
  ///   - score: Makes one log's decisions differ from another's.
  ///   - policy: The log's sizes.
  /// - Returns: The segments, and the key's state as it is kept at the end.
  /// - Throws: What the writer throws.
  public static func log(
    boots: Int, decisions: UInt64, secret: SealSecret = secret(), score: Int64 = 0,
    policy: LogPolicy = LogPolicy(segmentBytes: 8192)
  ) throws -> (segments: [UInt32: [UInt8]], state: SealState) {
    let storage = MemorySegmentStorage()
    var kept = secret.first
    var second: UInt64 = 0
    for boot in 0..<boots {
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy, seal: kept)
      let number = writer.nextBoot
      _ = try writer.append(
        .boot, body: Samples.bytes(of: Samples.boot(number)).span, stamps: LogKeeper.stamps(second))
      _ = try writer.append(
        .session, body: Samples.bytes(of: Samples.session()).span, stamps: LogKeeper.stamps(second))
      for hop in 0..<decisions {
        second += 1
        let decision = Samples.decision(
          hop: hop, score: score &+ Int64(boot) * 30_000 + Int64(hop) * 3, isSeizure: (4..<8).contains(hop))
        try append(.decision, Samples.bytes(of: decision), second, to: &writer)
        if hop == 4 {
          try append(.alarm, Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop)), second, to: &writer)
        }
        if hop == 8 {
          try append(.alarm, Samples.bytes(of: Samples.alarm(.cleared, event: 1, hop: hop)), second, to: &writer)
        }
        if hop == decisions / 2, let state = writer.durableSeal { kept = state }
      }
      try writer.flush()
      if boot == boots - 1, let state = writer.durableSeal { kept = state }
    }
    return (storage.segmentBytes, kept)
  }

  private static func append(
    _ kind: RecordKind, _ body: [UInt8], _ second: UInt64, to writer: inout Writer<MemorySegmentStorage>
  ) throws {
    _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(second))
  }

  /// What comes of checking a log with a secret, up to the first finding about seals.
  public static func sealFinding(_ segments: [UInt32: [UInt8]], _ secret: SealSecret = secret()) -> LogFinding? {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: segments), secret: secret)
    while let item = reader.next() {
      if case .finding(let finding) = item, finding.problem.isOfSeal { return finding }
    }
    return nil
  }

  /// All that a log holds, checked with a secret.
  public static func summary(
    _ segments: [UInt32: [UInt8]], _ secret: SealSecret? = secret()
  ) -> (summary: LogSummary, findings: [LogFinding]) {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: segments), secret: secret)
    var summary = LogSummary(isKeyed: secret != nil)
    var findings: [LogFinding] = []
    while let item = reader.next() {
      summary.take(item)
      if case .finding(let finding) = item { findings.append(finding) }
    }
    return (summary, findings)
  }
}

extension LogProblem {
  /// Whether only seals show it.
  public var isOfSeal: Bool {
    switch self {
    case .unsealed, .sealEpoch, .headerSeal, .seal, .resealed, .otherSecret: true
    default: false
    }
  }
}
