import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// What a board says of a history that was brought to it.
@Suite struct HistoryDeliveryTests {
  /// The bed after a start of the board's daemon and what it then told.
  private func bed(boot number: UInt64, _ told: [LearnedBody]) -> BedState {
    let boot = Samples.boot(number)
    var records: [LogRecord] = []
    func add(_ body: some RecordBody) {
      var buffer = ByteBuffer()
      body.encode(into: &buffer)
      let bytes = buffer.withBytes { span in span.indices.map { span[$0] } }
      let envelope = RecordEnvelope(
        kind: type(of: body).recordKind, sequence: UInt64(records.count + 1) + number * 100,
        stamps: RecordStamps(monotonicNanoseconds: 1, wallNanoseconds: 0, wallState: .unset), bodyBytes: bytes.count)
      records.append(LogRecord(envelope: envelope, body: bytes, segment: 1, offset: 0))
    }
    add(boot)
    for body in told { add(body) }
    var bed = BedState()
    let newest = NewestRecords(segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: 1, records: records)
    bed.take(newest, at: Date(timeIntervalSince1970: 0))
    return bed
  }

  private func outcome(_ told: [LearnedBody], boot: UInt64 = 2) -> HistoryDelivery.Outcome {
    HistoryDelivery.outcome(bed(boot: boot, told), before: bed(boot: 1, [])).outcome
  }

  @Test func whatTheBoardToldLastCounts() {
    func body(_ cause: LearnedBody.Cause) -> LearnedBody { LearnedBody(cause: cause, sampleIndex: 0) }
    #expect(outcome([]) == .silent)
    #expect(outcome([body(.historyWaiting)]) == .waiting)
    #expect(outcome([body(.historyWaiting), body(.historyBegun)]) == .reading)
    #expect(outcome([body(.historyBegun), body(.historyTaken)]) == .taken)
    #expect(outcome([body(.historyKnown), body(.day)]) == .known)
    #expect(outcome([body(.historyRefused)]) == .refused)
    // Nothing that was told before the board started anew.
    #expect(outcome([body(.historyTaken)], boot: 1) == .silent)
  }
}
