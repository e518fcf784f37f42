import ADS1299
import Simulation

/// The driver on a simulated bench.
typealias Driver = ADS1299<SimulatedBus, SimulatedPins, SimulatedClock>

/// A voltage that names its sample and input: never the same twice in a test.
let namedVoltage: InputSignal.Voltage = { sample, input in
  Int64((sample &* 8 &+ UInt64(input)) &* 7_919 % 20_000_000) - 10_000_000
}

/// The code that the converter makes of a voltage, by the data sheet: voltage × gain × 2^23 / VREF.
func expectedCode(nanovolts: Int64, gain: Double = 24, volts: Double = 4.5) -> Int32 {
  Int32((Double(nanovolts) * gain * 8_388_608 / (volts * 1e9)).rounded())
}

/// A bench with one chip.
func oneChip(
  signal: InputSignal = InputSignal(nanovolts: namedVoltage), clockErrorPartsPerMillion: Int = 0,
  lines: ControlLines = ControlLines(reset: true, start: true), faults: FrontEndFaults = FrontEndFaults(),
  seed: UInt64 = 1
) -> SimulatedBench {
  let chip = SimulatedChip(signal: signal, clockErrorPartsPerMillion: clockErrorPartsPerMillion)
  return SimulatedBench(chips: [chip], wiredLines: lines, faults: faults, seed: seed)
}

/// A bench with two chips, each with its chip select.
func twoChips(secondClockErrorPartsPerMillion: Int = 0) -> SimulatedBench {
  let first = SimulatedChip(signal: InputSignal(nanovolts: namedVoltage))
  let second = SimulatedChip(
    signal: InputSignal { namedVoltage($0, $1 + 8) }, clockErrorPartsPerMillion: secondClockErrorPartsPerMillion,
    seed: 2)
  return SimulatedBench(chips: [first, second])
}

/// A bench with two chips in a daisy chain.
func daisyChain() -> SimulatedBench {
  let second = SimulatedChip(signal: InputSignal { namedVoltage($0, $1 + 8) }, seed: 2)
  let first = SimulatedChip(signal: InputSignal(nanovolts: namedVoltage), daisyInput: second)
  return SimulatedBench(chips: [first])
}

extension SimulatedBench {
  /// A driver of this bench.
  func idle() -> Driver.Idle { Driver.Idle(bus: bus, pins: pins, clock: clock) }

  /// A driver that has configured the chips.
  func configured(_ settings: ADS1299Settings = ADS1299Settings()) throws(ADS1299Fault) -> Driver.Configured {
    try idle().powerUp(settings).get()
  }

  /// A driver that streams.
  func streaming(_ settings: ADS1299Settings = ADS1299Settings()) throws(ADS1299Fault) -> Driver.Streaming {
    try configured(settings).start().get()
  }

  /// Begins a transcript.
  func keepTranscript() {
    transcript = Transcript()
  }

  /// The lines of the transcript so far; it begins anew.
  func takeTranscript() -> [String] {
    defer { keepTranscript() }
    return transcript?.lines ?? []
  }
}
