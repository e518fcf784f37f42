import ADS1299

/// A simulated ADS1299 with eight channels: registers, commands, conversions, frames.
///
/// It is as strict as the data sheet (SBAS499): commands that come too early or too fast are not obeyed, registers
/// cannot be reached while it sends continuously. Whatever breaks a rule is written down in `violations`.
public final class SimulatedChip {
  /// What the electrodes carry.
  public var signal: InputSignal
  /// How many of a million clock periods the chip has too many in a given time.
  public internal(set) var clockErrorPartsPerMillion: Int
  /// The voltage at its reference pins, if the board has a reference of its own.
  public let externalReferenceMicrovolts: Int64?
  /// The chip whose output goes to this one's daisy-chain input.
  public let daisyInput: SimulatedChip?
  /// Rules of the data sheet that were broken.
  public internal(set) var violations: [String] = []
  /// The registers.
  public internal(set) var registers: RegisterImage
  /// Whether it says who it is.
  public var isIdentityDead = false
  /// Whether its test signal is missing.
  public var isTestSignalBroken = false
  /// The noise of shorted inputs, peak to peak.
  public var shortedNoiseNanovolts: Int64 = 1_000
  /// Conversions since the simulation's start.
  public internal(set) var conversions: UInt64 = 0
  /// Number, since the simulation's start, of the conversion whose frame was sent last.
  public internal(set) var lastSentConversion: UInt64?

  /// Whether it sends frames unasked (RDATAC), as it does after a reset.
  var isContinuous = true
  /// Since when it converts.
  var convertingSince: Double?
  /// Conversions since then.
  var conversionsSinceStart: UInt64 = 0
  /// Whether the `START` line is high.
  var isStartHigh = false
  /// Whether it was started by command.
  var isStartedByCommand = false
  /// When its power-up is complete.
  var poweredAt: Double = .infinity
  /// Before this time it obeys no command.
  var readyAt: Double = .infinity
  /// When its latest frame was ready.
  var latchedAt: Double = -.infinity
  /// Its latest frame.
  var frame = [UInt8](repeating: 0, count: ADS1299Settings.frameBytes)
  /// The conversion that the latest frame holds.
  var frameConversion: UInt64?
  /// Where it is in a transfer.
  var phase = Phase.command
  /// Bytes sent unasked in this transfer.
  var sentUnasked = 0
  /// Noise of its converters, and what its comparators say where nobody asked.
  var noise: SeededGenerator

  /// Where a chip is in a transfer.
  enum Phase {
    case command
    case registerCount(first: Int, isWrite: Bool)
    case readingRegisters(next: Int, left: Int)
    case writingRegisters(next: Int, left: Int)
    case sendingFrame(bytes: [UInt8], next: Int)
  }

  /// Creates a chip without power.
  ///
  /// - Parameters:
  ///   - signal: What the electrodes carry.
  ///   - clockErrorPartsPerMillion: How many of a million clock periods it has too many.
  ///   - externalReferenceMicrovolts: The board's reference, if it has one.
  ///   - daisyInput: The chip behind this one in a daisy chain.
  ///   - seed: Of its noise.
  public init(
    signal: InputSignal, clockErrorPartsPerMillion: Int = 0, externalReferenceMicrovolts: Int64? = nil,
    daisyInput: SimulatedChip? = nil, seed: UInt64 = 1
  ) {
    self.signal = signal
    self.clockErrorPartsPerMillion = clockErrorPartsPerMillion
    self.externalReferenceMicrovolts = externalReferenceMicrovolts
    self.daisyInput = daisyInput
    registers = .afterReset
    noise = SeededGenerator(seed: seed)
  }

  /// The time that `clocks` periods of its own clock take.
  func nanoseconds(clocks: UInt64) -> Double {
    Double(clocks) * 1e9 / 2_048_000 / (1 + Double(clockErrorPartsPerMillion) / 1e6)
  }

  /// Its rate, from CONFIG1.
  var rate: SampleRate { SampleRate(rawValue: registers[.configuration1] & 7) ?? .sps250 }

  /// Switches the supply on, or ends a power-down.
  func powerUp(at time: Double) {
    poweredAt = time + nanoseconds(clocks: 1 << 18)
    reset(at: time)
  }

  /// Is held in reset, or powered down.
  func hold() {
    readyAt = .infinity
    convertingSince = nil
  }

  /// Resets registers and modes.
  func reset(at time: Double) {
    registers = .afterReset
    isContinuous = true
    isStartedByCommand = false
    convertingSince = nil
    readyAt = max(time + nanoseconds(clocks: 18), poweredAt)
    updateConverting(at: time)
  }

  /// Sets the `START` line.
  func setStart(high: Bool, at time: Double) {
    isStartHigh = high
    updateConverting(at: time)
  }

  /// Starts or stops converting as line and commands demand.
  func updateConverting(at time: Double) {
    let isWanted = isStartHigh || isStartedByCommand
    if isWanted && convertingSince == nil {
      convertingSince = time
      conversionsSinceStart = 0
    }
    if !isWanted { convertingSince = nil }
  }

  /// Begins converting anew, as after a change of rate.
  func restartConversions(at time: Double) {
    guard convertingSince != nil else { return }
    convertingSince = time
    conversionsSinceStart = 0
  }

  /// When its next frame is ready, if it converts.
  var nextReady: Double? {
    convertingSince.map {
      $0 + nanoseconds(clocks: rate.settlingClocks + conversionsSinceStart * rate.periodClocks)
    }
  }
}
