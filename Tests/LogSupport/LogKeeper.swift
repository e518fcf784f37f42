import Crypto
import EventLog
import Station
import Vocabulary

/// A log writer over SHA-256.
public typealias Writer<Storage: SegmentStorage> = LogWriter<Storage, SHA256Hasher>

/// Small logs for tests.
public enum LogKeeper {
  /// Small segments, so that few records fill several.
  public static let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 64)

  /// Stamps at a second.
  public static func stamps(_ second: UInt64) -> RecordStamps {
    RecordStamps(
      monotonicNanoseconds: second * 1_000_000_000, wallNanoseconds: Int64(1_750_000_000 + second) * 1_000_000_000,
      wallState: .synchronised)
  }

  /// A log of a boot, a session, `decisions` decisions with an alarm that rises at the fifth and falls at the ninth.
  public static func log(decisions: UInt64, policy: LogPolicy = policy) throws -> MemorySegmentStorage {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    _ = try writer.append(.boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: stamps(0))
    _ = try writer.append(.session, body: Samples.bytes(of: Samples.session()).span, stamps: stamps(0))
    for hop in 0..<decisions {
      let time = stamps(hop + 1)
      let decision = Samples.decision(hop: hop, isSeizure: (4..<8).contains(hop))
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: time)
      if hop == 4 {
        _ = try writer.append(
          .alarm, body: Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop)).span, stamps: time)
      }
      if hop == 8 {
        _ = try writer.append(
          .alarm, body: Samples.bytes(of: Samples.alarm(.cleared, event: 1, hop: hop)).span, stamps: time)
      }
    }
    try writer.flush()
    return storage
  }

  /// A log of two sessions: one of a minute with a seizure alarm from hop 14 to hop 24 and clips from hop 10 to 26,
  /// without those in `missing`, and one of 20 hops without any.
  public static func recording<Storage: SegmentStorage & ~Copyable>(
    in storage: consuming Storage, missing: Range<UInt64> = 0..<0, scale: Int32 = 1
  ) throws {
    var writer = try LogWriter<Storage, SHA256Hasher>(
      opening: storage, policy: LogPolicy(segmentBytes: 8192, flushIntervalSeconds: 30))
    var second: UInt64 = 0
    func append(_ kind: RecordKind, _ body: [UInt8], to writer: inout LogWriter<Storage, SHA256Hasher>) throws {
      _ = try writer.append(kind, body: body.span, stamps: stamps(second))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(writer.nextBoot)), to: &writer)
    for (session, hops) in [60, 20 as UInt64].enumerated() {
      try append(.session, Samples.bytes(of: Samples.session()), to: &writer)
      for hop in 0..<hops {
        second += 1
        let isSeizure = session == 0 && (14..<24).contains(hop)
        try append(.decision, Samples.bytes(of: Samples.decision(hop: hop, isSeizure: isSeizure)), to: &writer)
        guard session == 0 else { continue }
        if hop == 14 { try append(.alarm, Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop)), to: &writer) }
        if hop == 24 { try append(.alarm, Samples.bytes(of: Samples.alarm(.cleared, event: 1, hop: hop)), to: &writer) }
        // The seconds before an alarm are caught up on once it rises.
        for clip in hop == 14 ? 10...14 : hop...hop where (14...26).contains(hop) && !missing.contains(clip) {
          try append(.clip, Samples.clip(event: 1, hop: clip, scale: scale), to: &writer)
        }
      }
    }
    try writer.flush()
  }

  /// Everything in a log, in order.
  public static func items(_ segments: [UInt32: [UInt8]]) -> [LogItem] {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: segments))
    var items: [LogItem] = []
    while let item = reader.next() { items.append(item) }
    return items
  }

  /// The records of a log.
  public static func records(_ segments: [UInt32: [UInt8]]) -> [LogRecord] {
    items(segments).compactMap { if case .record(let record) = $0 { record } else { nil } }
  }

  /// The findings in a log.
  public static func findings(_ segments: [UInt32: [UInt8]]) -> [LogFinding] {
    items(segments).compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
  }
}
