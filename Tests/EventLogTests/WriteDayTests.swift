import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct WriteDayTests {
  let clip = [UInt8](repeating: 7, count: 3000)

  /// One start of a device that boots, alarms, and writes 20 clips, before it dies.
  private func start(
    _ storage: MemorySegmentStorage, _ policy: LogPolicy, at time: (UInt64) -> RecordStamps
  ) throws -> LogUsage {
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    _ = try writer.append(.boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: time(0))
    let alarm = Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 1))
    _ = try writer.append(.alarm, body: alarm.span, stamps: time(1))
    for second in 2..<22 as Range<UInt64> {
      do throws(LogFault) {
        _ = try writer.append(.clip, body: clip.span, stamps: time(second))
      } catch {
        #expect(error == .budgetSpent(.clip))
      }
    }
    return writer.usage
  }

  @Test(arguments: [true, false]) func threeHundredStartsADayStayWithinTheBudget(hasClock: Bool) throws {
    let storage = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: 65_536, segmentLimit: 64, bytesPerDay: 1 << 20, flushesPerDay: 12_000)
    var (written, refused): (UInt64, UInt64) = (0, 0)
    for life in 0..<300 as Range<UInt64> {
      // A start every 280 s. Without a wall clock, the monotonic one, which begins anew each time, is all there is.
      let usage = try start(storage, policy) { hasClock ? LogKeeper.stamps(280 * life + $0) : Self.unset($0) }
      written += usage.bytes
      refused += usage.refused
    }
    let alarmBytes = UInt64(Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 1)).count)
    let bootBytes = UInt64(Samples.bytes(of: Samples.boot(1)).count)
    let unrefused = 300 * (bootBytes + alarmBytes + 2 * UInt64(RecordEnvelope.overheadBytes))
    #expect(written >= policy.bytesPerDay)
    #expect(written <= policy.bytesPerDay + unrefused + UInt64(clip.count + 200))
    #expect(refused > 5000)
    let kinds = LogKeeper.records(storage.segmentBytes).map(\.kind)
    #expect(kinds.filter { $0 == .boot }.count == 300 && kinds.filter { $0 == .alarm }.count == 300)
  }

  @Test func aRestartChangesNothingAboutWhatTheDayHasWritten() throws {
    let policy = LogPolicy(segmentBytes: 4096, segmentLimit: 1000, flushIntervalSeconds: 10)
    let (straight, stopped) = (MemorySegmentStorage(), MemorySegmentStorage())
    var writer = try Writer<MemorySegmentStorage>(opening: straight, policy: policy)
    var other = try Writer<MemorySegmentStorage>(opening: stopped, policy: policy)
    let body = Samples.bytes(of: Samples.decision(hop: 1))
    for second in 0..<3000 as Range<UInt64> {
      _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(31 * second))
      if second % 700 == 699 { other = try Writer<MemorySegmentStorage>(opening: stopped, policy: policy) }
      _ = try other.append(.decision, body: body.span, stamps: LogKeeper.stamps(31 * second))
    }
    #expect(writer.usage.bytesToday == other.usage.bytesToday)
    // Openings flush, too, and the count at an opening begins with the oldest segment of the day.
    let difference = Int(writer.usage.flushesToday) - Int(other.usage.flushesToday)
    #expect(abs(difference) <= 8)
    #expect(writer.usage.bytesToday < writer.usage.bytes)
  }

  @Test func aDayOffFreesTheBudgetOnlyIfAClockVouchesForIt() throws {
    let policy = LogPolicy(segmentBytes: 65_536, bytesPerDay: 40_000)
    let (vouched, unknown) = (MemorySegmentStorage(), MemorySegmentStorage())
    #expect(try start(vouched, policy, at: LogKeeper.stamps).refused > 0)
    #expect(try start(unknown, policy, at: Self.unset).refused > 0)
    let nextDay = try start(vouched, policy) { second in
      var stamps = LogKeeper.stamps(90_000 + second)
      stamps.monotonicNanoseconds = second * 1_000_000_000
      return stamps
    }
    #expect(nextDay.refused < 20)
    #expect(try start(unknown, policy, at: Self.unset).refused == 20)
  }

  @Test func recordsOutOfOrderAndClocksThatJumpNeverTrap() throws {
    let policy = LogPolicy(segmentBytes: 65_536)
    var writer = try Writer<MemorySegmentStorage>(opening: MemorySegmentStorage(), policy: policy)
    let body = Samples.bytes(of: Samples.decision(hop: 1))
    for nanoseconds in [0, .max, 5, .max / 2, .max, 1] as [UInt64] {
      for wall in [.min, .max, 0] as [Int64] {
        let stamps = RecordStamps(
          monotonicNanoseconds: nanoseconds, wallNanoseconds: wall, wallState: .synchronised)
        _ = try writer.append(.decision, body: body.span, stamps: stamps)
      }
    }
    #expect(writer.nextSequence == 19)
  }

  private static func unset(_ second: UInt64) -> RecordStamps {
    RecordStamps(monotonicNanoseconds: second * 1_000_000_000)
  }
}
