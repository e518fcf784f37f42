import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// The EEG of a bed's last minute is what the log's clips hold.
@Suite struct NewestEEGTests {
  /// The state after the records up to a hop of the first session.
  private func state(
    upTo hop: UInt64, missing: Range<UInt64> = 0..<0, change: (LogRecord) throws -> LogRecord = { $0 }
  ) throws -> BedState {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage, missing: missing)
    let records = LogKeeper.records(storage.segmentBytes)
    let last = try #require(
      records.firstIndex { record in
        if case .success(.decision(let decision)) = record.content { decision.hopIndex == hop + 1 } else { false }
      })
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(hop + 1),
        records: try records[..<last].map(change)), at: Date())
    return state
  }

  /// What a channel's clips hold of some hops.
  private func microvolts(_ channel: Int, hops: ClosedRange<Int>) -> [Double] {
    (hops.lowerBound * 128..<(hops.upperBound + 1) * 128).map {
      Double(Samples.sample(channel: channel, index: $0)) / 256
    }
  }

  @Test func tenSecondsAreKept() throws {
    let state = try state(upTo: 26)
    #expect(state.eeg.microvolts == (0..<3).map { microvolts($0, hops: 17...26) })
    #expect(state.eegAge == 0 && !state.eeg.isSealed)
    #expect(try self.state(upTo: 40).eegAge == 14)
  }

  @Test func anEEGThatClaimsToBeNewerIsNone() throws {
    // The first clips are of hops long past by the time the decision is replaced by an older one.
    var state = try state(upTo: 26)
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 8192))
    _ = try writer.append(
      .decision, body: Samples.bytes(of: Samples.decision(hop: 3)).span, stamps: LogKeeper.stamps(99))
    try writer.flush()
    var record = try #require(LogKeeper.records(storage.segmentBytes).first)
    var envelope = record.envelope
    envelope.sequence = 10_000
    record = LogRecord(envelope: envelope, body: record.body, segment: 1, offset: 0)
    state.take(
      NewestRecords(segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: 99, records: [record]), at: Date())
    #expect(state.decision?.hopIndex == 3 && state.eegAge == nil)
  }

  @Test func timeWithoutHopsAgesItToo() throws {
    let state = try state(upTo: 40) { record in
      guard record.kind == .decision else { return record }
      var envelope = record.envelope
      envelope.stamps = LogKeeper.stamps(envelope.stamps.monotonicNanoseconds / 1_000_000_000 + 600)
      return LogRecord(envelope: envelope, body: record.body, segment: 1, offset: 0)
    }
    #expect(state.eegAge == 614)
  }

  @Test func beforeTheFirstClipThereIsNone() throws {
    let state = try state(upTo: 9)
    #expect(state.eeg.microvolts.isEmpty && state.eegAge == nil)
  }

  @Test func nothingIsDrawnAcrossAGap() throws {
    let state = try state(upTo: 26, missing: 20..<22)
    #expect(state.eeg.microvolts == (0..<3).map { microvolts($0, hops: 22...26) })
  }

  @Test func theNextSessionHasNoneOfIt() throws {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: 80, records: LogKeeper.records(storage.segmentBytes)
      ),
      at: Date())
    #expect(state.eeg.microvolts.isEmpty && state.eegAge == nil)
  }

  @Test func sealedClipsAreReadWithTheirKeyAlone() throws {
    let key = ClipKey()
    var sealer = ClipSealer<SealedMessage, SHA256Hasher>(to: key.publicKey, seed: Digest())
    func sealed(_ record: LogRecord) -> LogRecord {
      guard record.kind == .clip else { return record }
      var buffer = ByteBuffer()
      buffer.append(contentsOf: record.body.span)
      let isSealed = sealer.seal(&buffer)
      #expect(isSealed)
      let body = buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
      return LogRecord(envelope: record.envelope, body: body, segment: 1, offset: 0)
    }
    let closed = try state(upTo: 26, change: sealed)
    #expect(closed.eeg.isSealed && closed.eeg.microvolts.isEmpty && closed.eegAge == 0)
    let opened = try state(upTo: 26) { sealed($0).opened(with: key) }
    #expect(try opened.eeg.microvolts == state(upTo: 26).eeg.microvolts && !opened.eeg.isSealed)
    #expect(try state(upTo: 26) { sealed($0).opened(with: ClipKey()) }.eeg.isSealed)
  }
}
