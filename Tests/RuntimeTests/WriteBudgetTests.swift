import EventLog
import LogSupport
import Runtime
import Testing
import Vocabulary

/// A whole day of the runtime's records within the site's stated write budget.
@Suite struct WriteBudgetTests {
  private static let daySeconds: UInt64 = 86_400
  /// Seizure events of the day; as many technical alarms with their faults.
  private static let events: UInt64 = 20
  /// Seconds from one event to the next.
  private static let spacing = daySeconds / events

  private typealias Kinds = [RecordKind: (count: Int, latest: [UInt8])]

  /// Three minutes of the real runtime in one never-ending seizure event: every kind of record at its cadence and its
  /// true length.
  private func threeMinutes(channels: Int) throws -> (kinds: Kinds, policy: LogPolicy) {
    let bedside = try Bedside(thresholdPerChannel: .min, electrodes: (1...channels).map { "Input \($0)" })
    bedside.play(seconds: 180)
    #expect(Int(bedside.design.channelCount) == channels)
    return (bedside.records.kinds, LogPolicy(bedside.bundle.file.image.site.log))
  }

  @Test(arguments: [8, 32]) func aDayWithTwentyEventsStaysWithinTheStatedBudget(channels: Int) throws {
    let (kinds, policy) = try threeMinutes(channels: channels)
    #expect(kinds[.decision]?.count == 180)
    #expect(kinds[.features]?.count == 3 && kinds[.health]?.count == 3)
    #expect(kinds[.alarm]?.count == 1)
    let clips = try #require(kinds[.clip]?.count)
    #expect(clips > 150 && clips <= 180)

    let storage = CountingStorage()
    var writer = try Writer<CountingStorage>(opening: storage, policy: policy)
    func append(_ kind: RecordKind, _ body: [UInt8]?, _ second: UInt64) throws {
      let body = try #require(body)
      _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(1)), 0)
    try append(.session, Samples.bytes(of: Samples.session()), 0)
    let fault = Samples.bytes(of: FaultEvent(reason: .leadOff, phase: .raised, sampleIndex: 0))
    var written: [RecordKind: Int] = [:]
    for second in 0..<Self.daySeconds {
      let phase = second % Self.spacing
      try append(.decision, kinds[.decision]?.latest, second)
      written[.decision, default: 0] += 1
      if second % 60 == 59 {
        try append(.features, kinds[.features]?.latest, second)
        try append(.health, kinds[.health]?.latest, second)
        written[.features, default: 0] += 1
      }
      // Rise and fall of a seizure alarm, and of a technical one with the fault that led to it.
      if [600, 760, 2000, 2100].contains(phase) { try append(.alarm, kinds[.alarm]?.latest, second) }
      if [1990, 2090].contains(phase) { try append(.fault, fault, second) }
      if phase == 700 {
        try append(
          .acknowledgement,
          Samples.bytes(of: AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 0)), second)
      }
      // As many hops of EEG as an event can have, though the first ones come two a second.
      if (600..<780).contains(phase) {
        try append(.clip, kinds[.clip]?.latest, second)
        written[.clip, default: 0] += 1
      }
    }
    try writer.flush()
    // The cadence is that of the three minutes, 480 times; clips are those of the events alone.
    #expect(written[.decision] == 480 * 180 && written[.features] == 480 * 3)
    #expect(written[.clip] == 180 * Int(Self.events))
    let usage = writer.usage
    print(
      "a day of \(channels) channels with \(Self.events) events: \(usage.bytes) bytes of \(policy.bytesPerDay),",
      "\(usage.flushes) flushes of \(policy.flushesPerDay)")
    #expect(usage.bytes == storage.bytes && usage.flushes == storage.flushes)
    #expect(usage.refused == 0 && usage.deferredFlushes == 0)
    #expect(usage.bytes <= policy.bytesPerDay)
    #expect(usage.flushes <= UInt64(policy.flushesPerDay))
    #expect(storage.longestSegment <= Int(policy.segmentBytes))
    // No record is older than the interval when it becomes durable, which makes a flush every 10 or 11 s.
    #expect(usage.flushes >= Self.daySeconds / (UInt64(policy.flushIntervalSeconds) + 1))
  }
}
