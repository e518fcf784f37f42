import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@Suite struct StorageFaultTests {
  let body = Samples.bytes(of: Samples.decision(hop: 1))

  @Test func aShortWriteIsATypedErrorAndTheRecordCanBeAppendedAgain() throws {
    let disk = SimulatedDisk()
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
    let first = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(0))
    disk.writesUntilFailure = 0
    var fault: LogFault?
    do throws(LogFault) {
      _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(1))
    } catch {
      fault = error
    }
    #expect(fault == .storage(StorageFault(.write, segment: 1, code: 5)))
    #expect(writer.nextSequence == first + 1)
    let short = Samples.bytes(of: FaultEvent(reason: .storage, phase: .raised, sampleIndex: 0))
    let second = try writer.append(.fault, body: short.span, stamps: LogKeeper.stamps(2))
    #expect(second == first + 1 && writer.acknowledged == second)
    #expect(LogKeeper.findings(disk.visible).isEmpty)
    #expect(LogKeeper.records(disk.visible).map(\.kind) == [.decision, .fault])
  }

  @Test func aFailedFlushAcknowledgesNothingAndIsMadeGoodLater() throws {
    var generator = SeededGenerator(seed: 1)
    let disk = SimulatedDisk()
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
    disk.flushesUntilFailure = 0
    let alarm = Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 0))
    var fault: LogFault?
    do throws(LogFault) {
      _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(0))
    } catch {
      fault = error
    }
    #expect(fault == .unflushed(StorageFault(.flush, segment: 1, code: 5), sequence: 1))
    #expect(writer.acknowledged == 0 && writer.nextSequence == 2)
    try writer.flush()
    #expect(writer.acknowledged == 1)
    // The disk took the failed flush's pages for clean: had the writer only flushed again, this would lose the alarm.
    disk.cutPower(&generator)
    #expect(LogKeeper.records(disk.visible).map(\.body) == [alarm])
  }

  @Test func aFailedFlushIsTriedAgainAfterASecondWhateverTheInterval() throws {
    let disk = SimulatedDisk()
    let policy = LogPolicy(segmentBytes: 4096, flushIntervalSeconds: 1_000)
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: policy)
    disk.flushesUntilFailure = 0
    let alarm = Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 0))
    _ = try? writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(0))
    #expect(writer.acknowledged == 0)
    var index: UInt64 = 0
    while writer.acknowledged == 0 && index < 1_000 {
      index += 1
      _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(index))
    }
    let waited = LogKeeper.stamps(index).monotonicNanoseconds - LogKeeper.stamps(0).monotonicNanoseconds
    #expect(writer.acknowledged > 0 && waited <= 2_000_000_000)
    let before = writer.acknowledged
    _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(index + 1))
    #expect(writer.acknowledged == before)
  }

  /// An hour of a disk that takes no flush costs hardly more of the day's budget than the interval does.
  @Test func failedFlushesAreTriedEverMoreSeldom() throws {
    let disk = SimulatedDisk()
    let policy = LogPolicy(segmentBytes: 1 << 20, flushIntervalSeconds: 60)
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: policy)
    for index in 0..<3_600 as Range<UInt64> {
      disk.flushesUntilFailure = 0
      _ = try? writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(index))
    }
    let span = LogKeeper.stamps(3_599).monotonicNanoseconds - LogKeeper.stamps(0).monotonicNanoseconds
    #expect(writer.usage.flushesToday <= span / 60_000_000_000 + 10)
  }

  /// As above, but the program that saw the failed flush is gone: whoever opens the file later is told nothing of it.
  @Test(arguments: [false, true]) func whatAFailedFlushLeftIsMadeDurableByTheNextProgram(isClosed: Bool) throws {
    var generator = SeededGenerator(seed: 1)
    let disk = SimulatedDisk()
    let policy = LogPolicy(segmentBytes: 1024, flushIntervalSeconds: 1_000)
    let written = try leaveUnflushed(disk, policy, isClosed: isClosed)
    let copy = MemorySegmentStorage(segmentBytes: disk.visible)
    var next = try Writer<SimulatedDisk>(opening: disk, policy: policy, isInDoubt: true)
    #expect(next.acknowledged == written)
    // What is written again counts towards the day's budget, as all else.
    let plain = try Writer<MemorySegmentStorage>(opening: copy, policy: policy)
    #expect(next.usage.bytesToday > plain.usage.bytesToday && next.usage.bytes > plain.usage.bytes)
    let fault = Samples.bytes(of: FaultEvent(reason: .storage, phase: .raised, sampleIndex: 0))
    #expect(try next.append(.fault, body: fault.span, stamps: LogKeeper.stamps(100)) == written + 1)
    try next.flush()
    disk.cutPower(&generator)
    #expect(LogKeeper.findings(disk.visible).isEmpty)
    #expect(LogKeeper.records(disk.visible).map(\.envelope.sequence) == Array(1...(written + 1)))
  }

  /// A program writes, meets a failed flush, and ends.
  ///
  /// - Returns: The newest record's sequence.
  private func leaveUnflushed(_ disk: SimulatedDisk, _ policy: LogPolicy, isClosed: Bool) throws -> UInt64 {
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: policy)
    var sequence = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(0))
    disk.flushesUntilFailure = 0
    guard isClosed else {
      #expect(throws: LogFault.self) { try writer.flush() }
      return sequence
    }
    // The segment is full: its closing record is written, and the flush that has to follow fails.
    for hop in 1..<40 {
      do throws(LogFault) {
        sequence = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(UInt64(hop)))
      } catch { return sequence + 1 }
    }
    return 0
  }

  @Test func recordsThatCannotBeReadBackAfterAFailedFlushAreReportedLost() throws {
    let disk = SimulatedDisk()
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
    _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(0))
    disk.flushesUntilFailure = 0
    #expect(throws: LogFault.self) { try writer.flush() }
    disk.evictUnflushed()
    #expect(throws: LogFault.lost(sequence: 1)) { try writer.flush() }
    #expect(throws: LogFault.lost(sequence: 1)) {
      try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(1))
    }
    #expect(writer.acknowledged == 0)
    var reopened = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
    #expect(try reopened.append(.decision, body: body.span, stamps: LogKeeper.stamps(2)) == 1)
  }

  @Test func faultsAtEveryWriteFlushAndNewSegmentLeaveAnUnbrokenLog() throws {
    for failing in 0..<60 {
      for operation in 0..<3 {
        let disk = SimulatedDisk()
        var writer = try Writer<SimulatedDisk>(
          opening: disk, policy: LogPolicy(segmentBytes: 1024, flushIntervalSeconds: 2))
        switch operation {
        case 0: disk.writesUntilFailure = failing
        case 1: disk.flushesUntilFailure = failing
        default: disk.preparesUntilFailure = failing
        }
        var appended: [UInt64] = []
        for hop in 0..<40 as Range<UInt64> {
          let body = Samples.bytes(of: Samples.decision(hop: hop))
          var isIn = false
          while !isIn {
            do throws(LogFault) {
              _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(hop))
              isIn = true
            } catch {
              if case .unflushed = error { isIn = true }
            }
          }
          appended.append(hop)
        }
        while writer.acknowledged + 1 < writer.nextSequence { try? writer.flush() }
        #expect(LogKeeper.findings(disk.visible).isEmpty)
        let hops = try LogKeeper.records(disk.visible).filter { $0.kind == .decision }
          .map { try $0.decoded(as: Decision.self).hopIndex }
        #expect(hops == appended, "operation \(operation) failing at \(failing)")
      }
    }
  }

  @Test func aStorageThatFailsAtOpeningIsATypedError() {
    let disk = SimulatedDisk()
    disk.preparesUntilFailure = 0
    var fault: LogFault?
    do throws(LogFault) {
      _ = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
    } catch {
      fault = error
    }
    #expect(fault == .storage(StorageFault(.prepare, segment: 1, code: 28)))
  }

  @Test func aSinkKeepsTheFirstFaultAndCountsAll() throws {
    let disk = SimulatedDisk()
    var sink = LogSink(try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy))
    disk.writesUntilFailure = 0
    sink.emit(.decision, body: body.span, monotonicNanoseconds: 0)
    sink.emit(.decision, body: [UInt8](repeating: 0, count: 1000).span, monotonicNanoseconds: 0)
    #expect(sink.fault == .storage(StorageFault(.write, segment: 1, code: 5)))
    #expect(sink.faultCount == 2)
  }
}
