import Alarms
import Crypto
import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@testable import Supervisor

@Suite struct StoreTests {
  private typealias Work = Store<SimulatedDisk, SHA256Hasher, FakeState, FakeRecords, FakeClock>

  /// A storing thread on a disk that can fail.
  private final class Bench {
    let disk = SimulatedDisk()
    let state = FakeState()
    let records = FakeRecords()
    let status = StorageStatus()
    let mailbox: StateMailbox
    var opened = 0
    private var work: Work

    init(policy: LogPolicy = LogKeeper.policy) {
      var keeper = StateKeeper(reading: state)
      keeper.keepAtStart(versionCounter: 7)
      mailbox = StateMailbox(keeper.state)
      status.capabilities.store(31, ordering: .releasing)
      work = Work(keeper: keeper, records: records, clock: FakeClock(), policy: policy, boot: Samples.boot(0))
    }

    /// Another program on the same disk.
    func restart() {
      work = Work(
        keeper: StateKeeper(reading: state), records: records, clock: FakeClock(), policy: LogKeeper.policy,
        boot: Samples.boot(0))
    }

    func step(isEnding: Bool = false) {
      work.step(mailbox, status, isEnding: isEnding) {
        opened += 1
        return disk
      }
    }

    /// Leaves the person as the deciding thread does.
    func leave(_ person: KeptPerson) {
      var content = ByteBuffer()
      person.encode(into: &content)
      _ = content.withBytes { records.emit(.person, content: $0) }
      records.commit()
    }

    func queue(_ body: some RecordBody, kind: RecordKind, times: Int = 1) {
      for _ in 0..<times {
        records.emit(kind, body: Samples.bytes(of: body).span, monotonicNanoseconds: 1)
      }
      records.commit()
    }

    /// The log's records.
    var kinds: [RecordKind?] {
      var kinds: [RecordKind?] = []
      var reader = LogReader(MemorySegmentStorage(segmentBytes: disk.visible))
      while let item = reader.next() {
        if case .record(let record) = item { kinds.append(record.kind) }
      }
      return kinds.filter { $0 != .closing }
    }
  }

  @Test func whatTheDaysBudgetHasNoRoomForIsCounted() {
    let bench = Bench(policy: LogPolicy(segmentBytes: 1024, segmentLimit: 64, bytesPerDay: 256))
    bench.queue(Samples.session(), kind: .session)
    bench.queue(FeaturesBody(minuteIndex: 0, sampleIndex: 800, channelCount: 2), kind: .features, times: 3)
    bench.step()
    #expect(bench.kinds == [.boot, .session] && bench.status.reading.unstored == 3)
    #expect(bench.records.committed.isEmpty)
  }

  @Test func theBootRecordComesFirstAndOnceAndThenWhatWasQueued() throws {
    let bench = Bench()
    bench.queue(Samples.session(), kind: .session)
    bench.step()
    bench.queue(Samples.decision(hop: 1), kind: .decision, times: 2)
    bench.step(isEnding: true)
    #expect(bench.records.committed.isEmpty && bench.opened == 1)
    #expect(bench.kinds == [.boot, .session, .decision, .decision])
    #expect(bench.status.reading.isDone && bench.status.reading.fault == .none)
    #expect(bench.status.reading.bytes > 0 && bench.status.reading.flushes > 0)
  }

  /// A flush fails, the disk takes its pages for clean, and the program ends before another flush.
  @Test func whatAFailedFlushLeftIsDurableAfterTheNextStart() {
    var generator = SeededGenerator(seed: 1)
    let bench = Bench()
    bench.step()
    bench.queue(Samples.alarm(.raised, event: 1, hop: 1), kind: .alarm)
    bench.disk.flushesUntilFailure = 0
    bench.step()
    #expect(bench.state.parts[.doubt]?[0] != nil)
    bench.restart()
    bench.step()
    #expect(bench.state.parts[.doubt]?[0] == nil)
    bench.disk.cutPower(&generator)
    #expect(bench.kinds == [.boot, .alarm, .boot])
  }

  @Test func aFlushThatSucceedsLaterEndsTheDoubtAndNothingIsWrittenTwice() {
    let bench = Bench()
    bench.step()
    bench.disk.flushesUntilFailure = 0
    bench.queue(Samples.alarm(.raised, event: 1, hop: 1), kind: .alarm)
    bench.step()
    bench.queue(Samples.alarm(.cleared, event: 1, hop: 9), kind: .alarm)
    bench.step()
    #expect(bench.state.parts[.doubt]?[0] == nil && bench.status.reading.fault == .none)
    let before = bench.status.reading.bytes
    bench.restart()
    bench.step()
    // A boot record and nothing else.
    #expect(bench.status.reading.bytes - before < 400 && bench.kinds == [.boot, .alarm, .alarm, .boot])
  }

  @Test func theBeatMovesWithEachStep() {
    let bench = Bench()
    let before = bench.status.reading.beat
    bench.step()
    #expect(bench.status.reading.beat == before + 2)
  }

  @Test func aDiskThatFailsIsToldTheLogIsOpenedAnewAndNothingIsLost() {
    let bench = Bench()
    bench.step()
    bench.queue(Samples.decision(hop: 1), kind: .decision, times: 3)
    bench.disk.writesUntilFailure = 1
    bench.step()
    #expect(bench.status.reading.fault == .storage(.write, segment: 1, code: 5))
    #expect(bench.records.committed.count == 2)
    bench.step()
    #expect(bench.status.reading.fault == .none && bench.records.committed.isEmpty && bench.opened == 2)
    #expect(bench.kinds == [.boot, .decision, .decision, .decision])
  }

  @Test func aFlushThatFailsIsAFaultUntilTheRecordIsDurable() {
    let bench = Bench()
    bench.step()
    bench.disk.flushesUntilFailure = 0
    bench.queue(Samples.alarm(.raised, event: 1, hop: 1), kind: .alarm)
    bench.step()
    #expect(bench.status.reading.fault == .storage(.flush, segment: 1, code: 5))
    bench.queue(Samples.alarm(.cleared, event: 1, hop: 2), kind: .alarm)
    bench.step()
    #expect(bench.status.reading.fault == .none)
  }

  @Test func sizesThatCannotBeKeptAreTold() {
    let bench = Bench(policy: LogPolicy(segmentBytes: 1, segmentLimit: 1))
    bench.step(isEnding: true)
    #expect(bench.status.reading.fault == .log(.policy) && bench.status.reading.isDone)
  }

  @Test func theStateIsKeptOnceItChanges() {
    let bench = Bench()
    let writes = bench.state.writes
    bench.step()
    #expect(bench.state.writes == writes)
    var state = KeptState()
    (state.seizureEvent, state.alarms.isSeizureLatched) = (1, true)
    bench.mailbox.put(state)
    bench.step()
    bench.step()
    #expect(bench.state.writes == writes + 1)
    let start = StateKeeper(reading: bench.state)
    #expect(start.state.alarms.isSeizureLatched && start.state.seizureEvent == 1 && start.state.versionCounter == 7)
  }

  @Test func aRequestIsHandedOverAndAnsweredOnceWhatFollowsFromItIsDurable() throws {
    let bench = Bench()
    var asking = StateKeeper(reading: bench.state)
    try asking.ask(BedRequest(.standby, minutes: 15), asker: 1234)
    bench.step()
    let told = try #require(bench.status.reading.request)
    #expect(told.act == .standby && told.minutes == 15 && told.number != 0)
    // The deciding thread leaves the person and its answer; the disk fails at first.
    var person = KeptPerson(pseudonym: InlineArray { UInt8($0) })
    person.beginStandby(minutes: 15, now: 5)
    bench.leave(person)
    bench.mailbox.answer(told.number, .done)
    bench.state.bytesUntilCut = 20
    bench.step()
    #expect(asking.answer(to: 1234) == nil && asking.request() != nil)
    bench.state.bytesUntilCut = nil
    bench.step()
    #expect(asking.answer(to: 1234) == .done && asking.answer(to: 1235) == nil && asking.request() == nil)
    var start = StateKeeper(reading: bench.state)
    #expect(start.person(orNew: InlineArray(repeating: 9)).person.isStandby(at: 6))
    #expect(bench.status.reading.fault == .none)
    // The next one has another number.
    try asking.ask(BedRequest(.discharge), asker: 1236)
    bench.step()
    #expect(bench.status.reading.request.map { $0.act == .discharge && $0.number != told.number } == true)
  }

  @Test func anErasedPartIsGone() throws {
    let bench = Bench()
    bench.state.parts[.level] = [[1], [2]]
    let nothing: [UInt8] = []
    _ = bench.records.emit(.level, content: nothing.span)
    bench.records.commit()
    bench.step()
    #expect(bench.state.parts[.level] == [nil, nil])
  }

  @Test func aStateThatCannotBeKeptIsAFaultAndIsTriedAgain() {
    let bench = Bench()
    bench.step()
    var state = KeptState()
    state.alarms.isSeizureLatched = true
    bench.mailbox.put(state)
    bench.state.bytesUntilCut = 10
    bench.step()
    #expect(bench.status.reading.fault == .storage(.write, segment: 0, code: 5))
    bench.state.bytesUntilCut = nil
    bench.step()
    #expect(bench.status.reading.fault == .none)
    let start = StateKeeper(reading: bench.state)
    #expect(start.state.alarms.isSeizureLatched && !start.isDamaged)
  }
}
