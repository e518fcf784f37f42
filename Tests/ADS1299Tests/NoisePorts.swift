import ADS1299
import Simulation

/// Ports on which anything may come.
struct NoisePorts: SerialBus, FrontEndPins, MonotonicClock {
  /// What the copies share.
  final class Source {
    var generator: SeededGenerator
    var now: UInt64 = 1_000_000_000
    /// Whether registers read back as written, so that a driver gets as far as streaming.
    var answersAsExpected = false
    var registers: [[UInt8]] = Array(repeating: (0..<24).map { RegisterImage.afterReset.bytes[$0] }, count: 2)

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
    }
  }

  let source: Source

  init(seed: UInt64) {
    source = Source(seed: seed)
  }

  var clockHertz: UInt32 { 4_000_000 }

  mutating func transfer(
    select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
  ) throws(PortFault) {
    source.now += UInt64(transmit.count) * 2_000
    for index in transmit.indices {
      let chance = source.generator.next()
      receive[index] = chance & 0x300 == 0 ? 0xC0 : UInt8(truncatingIfNeeded: chance)
    }
    guard source.answersAsExpected, transmit.count > 2 else { return }
    let first = Int(transmit[0] & 0x1F)
    for index in 2..<transmit.count {
      if transmit[0] >> 5 == 2 { source.registers[Int(select)][first + index - 2] = transmit[index] }
      receive[index] = source.registers[Int(select)][first + index - 2]
    }
  }

  var wiredLines: ControlLines { ControlLines(reset: true, start: true) }

  mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(PortFault) {}

  mutating func nextEdge(select: UInt8, deadlineNanoseconds: UInt64) throws(PortFault) -> DataReadyEdge? {
    guard !source.answersAsExpected else { return nil }
    source.now += source.generator.below(5_000_000)
    let stamps = [source.now, source.generator.next(), 0, .max, source.now &- source.generator.below(10_000_000)]
    let chance = source.generator.below(UInt64(stamps.count) + 3)
    guard chance < stamps.count + 2 else { return nil }
    let stamp = stamps[Int(chance) % stamps.count]
    let sequence = UInt32(truncatingIfNeeded: source.generator.next())
    return DataReadyEdge(monotonicNanoseconds: stamp, lineSequence: sequence)
  }

  mutating func nowNanoseconds() -> UInt64 { source.now }

  mutating func sleep(untilNanoseconds deadlineNanoseconds: UInt64) {
    source.now = max(source.now, min(deadlineNanoseconds, source.now + 1_000_000_000))
  }
}
