import ADS1299
import Bundle
import Electrodes
import Vocabulary

/// Reads a board's tables into its section. Goes on after whatever is wrong, so that all of it is reported at once.
struct BoardReader {
  private let root: TableReader

  init(_ root: TableReader) {
    self.root = root
  }

  /// The section, and what each input measures; nil if something that they need is missing or wrong.
  func read() -> (section: BoardSection, roles: [InputRole])? {
    let identity = root.text("identity", limit: 15, example: "virtual")
    let processor = root.text("processor", limit: 31, example: "cortex-a53")
    let evidence: BoardSection.Evidence? = root.choice(
      "evidence", ["tested on hardware": .hardware, "emulated": .emulated, "from the vendor's files": .vendor])
    let inputs = BoardInputs(root)
    let arrangement = readArrangement()
    let spi = readSPI(arrangement)
    let frontEnd = readFrontEnd(arrangement, inputs, spiHertz: spi?.hertz)
    let watchdog = readWatchdog()
    let released: BoardSection.ReleasedLines? = root.choice(
      "released_lines", ["input": .input, "keep their level": .kept])
    let lines = LineReader(
      root, arrangement: arrangement, devices: [spi?.device, spi?.secondDevice].compactMap { $0 }
    ).lines()
    guard let identity, let processor, let evidence, let inputs, let frontEnd, let lines,
      let spi, let spiDevice = spi.device, let spiHertz = spi.hertz, let watchdog, let released,
      (spi.secondDevice != nil) == (arrangement == .separateSelects)
    else { return nil }
    var names = PerInput<ChannelName>(repeating: ChannelName())
    for (input, label) in inputs.labels.enumerated() {
      guard let name = ChannelName(text: label) else { return nil }
      names[input] = name
    }
    guard let identity = BoardIdentity(text: identity), let processor = KernelName(text: processor),
      let spiDevice = KernelName(text: spiDevice), let secondSPIDevice = KernelName(text: spi.secondDevice ?? "")
    else { return nil }
    var section = BoardSection(
      identity: identity, processor: processor, evidence: evidence, spiDevice: spiDevice,
      secondSPIDevice: secondSPIDevice, spiMode: FrontEnd.spiMode,
      spiHertz: spiHertz, frontEnd: frontEnd, labels: names, watchdogDevice: watchdog.device,
      watchdogSeconds: watchdog.seconds, releasedLines: released)
    for line in lines { section.append(line) }
    return (section, inputs.roles)
  }

  /// How many chips there are; one where it is not said.
  private func readArrangement() -> Arrangement {
    // Reported where the rest of the front end is read.
    guard root.hasTable("front_end"), let table = root.table("front_end"), table.has("chips", otherwise: "\"one\"")
    else { return .single }
    return table.choice(
      "chips", ["one": .single, "two, daisy chain": .daisyChain, "two, separate selects": .separateSelects]) ?? .single
  }

  private func readFrontEnd(_ arrangement: Arrangement, _ inputs: BoardInputs?, spiHertz: UInt32?) -> FrontEnd? {
    guard let table = root.table("front_end") else { return nil }
    _ = table.has("chips", otherwise: "\"one\"")
    let kind: FrontEnd.Kind? = table.choice("kind", ["ads1299": .ads1299])
    let rate = table.choice("rate_hz", of: FrontEndSettings.rates) { Double($0.hertz) }
    let gain = table.choice("gain", of: FrontEndSettings.gains) { Double($0.factor) }
    let secondGain = readSecondGain(table, arrangement)
    let voltage = readVoltage(table)
    let reference: FrontEndSettings.Reference? = table.choice("reference", ["srb1": .common, "bipolar": .bipolar])
    let drivesBias = table.boolean("bias")
    let putsClockOut = readClockOutput(table, arrangement)
    let leadOff = readLeadOff(table)
    table.finish()
    if let rate, let spiHertz {
      checkCarries(arrangement, samplesPerSecond: rate.hertz, spiHertz: spiHertz)
    }
    guard let kind, let rate, let gain, let voltage, let reference, let drivesBias, let inputs else { return nil }
    guard arrangement.inputCounts.contains(inputs.labels.count) else {
      let counts = arrangement.inputCounts
      let range = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
      root.report("inputs", expected: "\(range) of them, as front_end.chips has")
      return nil
    }
    inputs.check(root, suits: reference)
    return FrontEndSettings(
      kind: kind, arrangement: arrangement, rate: rate, gain: gain, secondGain: secondGain ?? gain,
      referenceMicrovolts: voltage.microvolts, hasExternalReference: voltage.isExternal, reference: reference,
      drivesBias: drivesBias, putsClockOut: putsClockOut, leadOff: leadOff
    ).frontEnd(inputCount: inputs.labels.count)
  }

  /// The second chip's gain, where it is another than the first's.
  private func readSecondGain(_ table: TableReader, _ arrangement: Arrangement) -> Gain? {
    guard table.has("second_gain", otherwise: "as gain") else { return nil }
    if arrangement != .separateSelects {
      table.report("second_gain", expected: "no such key, since front_end.chips is not \"two, separate selects\"")
    }
    return table.choice("second_gain", of: FrontEndSettings.gains) { Double($0.factor) }
  }

  /// Whether the first chip puts its clock out; no, where it is not said.
  private func readClockOutput(_ table: TableReader, _ arrangement: Arrangement) -> Bool {
    guard table.has("clock_output", otherwise: "false"), let putsClockOut = table.boolean("clock_output") else {
      return false
    }
    if putsClockOut && arrangement == .single {
      table.report("clock_output", expected: "false, since there is no second chip to take the clock")
    }
    return putsClockOut
  }

  /// The reference voltage, and whether it is the board's own.
  private func readVoltage(_ table: TableReader) -> (microvolts: UInt32, isExternal: Bool)? {
    let microvolts = table.integer("vref_uv", in: FrontEnd.referenceRange, unit: "microvolts")
    let isExternal = table.has("external_reference", otherwise: "false") ? table.boolean("external_reference") : false
    guard let microvolts, let isExternal else { return nil }
    if !isExternal && microvolts != Reference.internalMicrovolts {
      table.report(
        "vref_uv",
        expected: "\(Reference.internalMicrovolts), the chip's own; or external_reference = true as well")
    }
    return (microvolts, isExternal)
  }

  private func readLeadOff(_ table: TableReader) -> LeadOffSettings? {
    guard table.has("lead_off", otherwise: "electrodes are not watched by current"),
      let leadOff = table.table("lead_off")
    else { return nil }
    let current = leadOff.choice("current_na", of: FrontEndSettings.currents) { Double($0.nanoamperes) }
    let threshold = leadOff.choice("threshold_percent", of: FrontEndSettings.thresholds) { Double($0.permille) / 10 }
    leadOff.finish()
    guard let current, let threshold else { return nil }
    return LeadOffSettings(current: current, threshold: threshold)
  }

  private func readSPI(_ arrangement: Arrangement) -> (device: String?, secondDevice: String?, hertz: UInt32?)? {
    guard let table = root.table("spi") else { return nil }
    let device = readDevice(table, "device", example: "/dev/spidev0.0")
    let secondDevice = readSecondDevice(table, arrangement, first: device)
    let mode: UInt8? = table.integer("mode", in: 0...3)
    if let mode, mode != FrontEnd.spiMode {
      table.report("mode", expected: "\(FrontEnd.spiMode), the only mode an ADS1299 speaks")
    }
    let hertz = table.integer("speed_hz", in: FrontEnd.spiHertz, unit: "hertz")
    table.finish()
    return (device, secondDevice, hertz)
  }

  /// The second chip's device, which it has if it has a chip select of its own.
  private func readSecondDevice(
    _ table: TableReader, _ arrangement: Arrangement, first: String?
  ) -> String? {
    guard
      table.has("second_device", otherwise: "nothing; of two chips with selects of their own it must be there")
        || arrangement == .separateSelects
    else { return nil }
    let device = readDevice(table, "second_device", example: "/dev/spidev0.1")
    if arrangement != .separateSelects {
      table.report("second_device", expected: "no such key, since front_end.chips is not \"two, separate selects\"")
    } else if let device, device == first {
      table.report("second_device", expected: "another device than spi.device, which selects the first chip")
    }
    return device
  }

  /// Three eighths of the time between two samples are for fetching one, the rest is for the kernel to be late.
  private func checkCarries(_ arrangement: Arrangement, samplesPerSecond rate: UInt32, spiHertz: UInt32) {
    let slowest = arrangement.slowestSPIHertz(samplesPerSecond: rate)
    guard spiHertz < slowest else { return }
    root.report(
      "spi.speed_hz", found: "\(spiHertz)",
      expected:
        "at least \(slowest): \(arrangement.sampleBits) bits a sample, \(rate) samples a second, in 3/8 of the time"
    )
  }

  /// The watchdog, which every board has: a program that hangs holds its lines at "fine".
  private func readWatchdog() -> (device: KernelName, seconds: UInt16)? {
    guard let table = root.table("watchdog") else { return nil }
    let device = readDevice(table, "device", example: "/dev/watchdog0")
    let seconds = table.integer("timeout_s", in: CallingLimits.watchdogSeconds, unit: "seconds")
    table.finish()
    guard let device = device.flatMap({ KernelName(text: $0) }), let seconds else { return nil }
    return (device, seconds)
  }

  /// The path of a device.
  private func readDevice(_ table: TableReader, _ key: String, example: String) -> String? {
    guard let path = table.text(key, limit: 31, example: example) else { return nil }
    if KernelName(text: path)?.isDevicePath != true {
      table.report(key, expected: "a device's path, such as \"\(example)\"")
    }
    return path
  }
}
