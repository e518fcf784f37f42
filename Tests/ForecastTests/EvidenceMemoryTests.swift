import Simulation
import Testing
import Vocabulary

@testable import Forecast

/// What is kept of the EEG: whole, the right model's, and harmless whatever it holds.
@Suite struct EvidenceMemoryTests {
  private static func bytes(_ memory: borrowing EvidenceMemory, source: UInt64 = 3) -> [UInt8] {
    var sink = ByteBuffer()
    memory.encode(into: &sink, source: source)
    return sink.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  private static func features(of number: Int64) -> FeatureHour {
    var hour = FeatureHour()
    var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
    channels[0].sampleCount = 100
    channels[0].quality = .good
    var generator = SeededGenerator(seed: UInt64(number))
    channels[0].lineLength = UInt32.random(in: 1_000..<9_000, using: &generator)
    channels[0].variance = UInt32.random(in: 1_000..<90_000, using: &generator)
    channels[0].spikes = UInt16.random(in: 0..<9, using: &generator)
    guard number % 10 != 9, let minute = FeatureMinute(channels, count: 1) else { return hour }
    for _ in 0..<40 { hour.add(minute) }
    return hour
  }

  /// Lives through hours; an event each 29.
  private static func live(
    _ memory: inout EvidenceMemory, _ history: inout HazardForecaster, hours: Int64
  ) throws -> [Int64] {
    var said: [Int64] = []
    for _ in 0..<hours {
      let hour = history.hour
      memory.hour = hour
      let evidence = memory.baseline.next.map { Int64($0[0]) << 20 }
      memory.forecaster.open(history.forecast(clockIsSynchronised: true), evidence: evidence)
      said += [memory.forecaster.probability, memory.forecaster.candidate ?? -1]
      if hour % 29 == 3 { try history.noteEvent(atSecond: hour * 3_600) }
      memory.forecaster.close(history, observed: hour % 50 != 0)
      history.finish(observed: hour % 50 != 0)
      memory.baseline.endHour(hour, features(of: hour))
    }
    return said
  }

  @Test(arguments: [1, 71, 72, 100, 777] as [Int64])
  func whatIsReadBackGoesOnTheSame(hours: Int64) throws {
    var history = HazardForecaster(firstHour: 400_000)
    var memory = EvidenceMemory()
    _ = try Self.live(&memory, &history, hours: hours)
    var read = EvidenceMemory()
    #expect(try read.restore(Self.bytes(memory).span, source: 3))
    var other = history
    #expect(try Self.live(&memory, &history, hours: 400) == Self.live(&read, &other, hours: 400))
  }

  @Test func aMemoryOfAnotherModelSizeOrVersionIsNotGoneOnWith() throws {
    var memory = EvidenceMemory()
    let bytes = Self.bytes(memory)
    #expect(bytes.count == EvidenceMemory.stateBytes && bytes.count + 16 == KeptPart.evidence.contentBytes)
    // A memory that never opened an hour has no probability: it is never kept.
    #expect(throws: ForecastStateFault.value(found: 0)) { _ = try memory.restore(bytes.span, source: 3) }
    #expect(try !memory.restore(bytes.span, source: 4))
    #expect(throws: ForecastStateFault.size(found: 3, expected: 3_056)) {
      _ = try memory.restore([1, 2, 3].span, source: 3)
    }
    var newer = bytes
    newer[0] = 2
    #expect(throws: ForecastStateFault.version(found: 2)) { _ = try memory.restore(newer.span, source: 3) }
  }

  /// Fields of any size are refused, or a thousand hours later nothing has overflowed.
  @Test func fieldsOfAnySizeAreRefusedOrHarmless() throws {
    var history = HazardForecaster(firstHour: 400_000)
    var memory = EvidenceMemory()
    _ = try Self.live(&memory, &history, hours: 900)
    let whole = Self.bytes(memory)
    var generator = SeededGenerator(seed: 21)
    var outcomes = (refused: 0, accepted: 0)
    for field in 2..<362 {
      for _ in 0..<6 {
        var state = whole
        let power = Int64(bitPattern: 1 << UInt64.random(in: 0..<64, using: &generator))
        let values = [power, 0 &- power, power &- 1, .min, .max, 0]
        let value = UInt64(bitPattern: values.randomElement(using: &generator) ?? 0)
        for index in 0..<8 { state[8 * field + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
        var read = EvidenceMemory()
        guard (try? read.restore(state.span, source: 3)) == true else {
          outcomes.refused += 1
          continue
        }
        outcomes.accepted += 1
        var other = history
        _ = try Self.live(&read, &other, hours: 60)
      }
    }
    #expect(outcomes.refused > 300 && outcomes.accepted > 300, "\(outcomes)")
  }

  /// Hours between that nobody watched: the last six count as not known, what is usual stays.
  @Test func aPauseLeavesWhatIsUsual() throws {
    var history = HazardForecaster(firstHour: 400_000)
    var memory = EvidenceMemory()
    _ = try Self.live(&memory, &history, hours: 305)
    #expect(memory.baseline.next != nil)
    memory.skip(to: memory.hour + 100)
    #expect(memory.baseline.next == nil && memory.hour == 400_404)
    memory.baseline.endHour(memory.hour, Self.features(of: 1))
    // Three of the last six have to be known.
    #expect(memory.baseline.next == nil)
    for hour in 1...3 { memory.baseline.endHour(memory.hour + Int64(hour), Self.features(of: 1)) }
    #expect(memory.baseline.next != nil)
  }
}
