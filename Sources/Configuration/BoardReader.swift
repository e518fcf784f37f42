import Bundle
import Vocabulary

/// Reads a board's tables into its section. Goes on after whatever is wrong, so that all of it is reported at once.
struct BoardReader {
  private let root: TableReader

  init(_ root: TableReader) {
    self.root = root
  }

  /// The section; nil if something that it needs is missing or wrong.
  func section() -> BoardSection? {
    let identity = root.text("identity", limit: 15, example: "virtual")
    let processor = root.text("processor", limit: 31, example: "cortex-a53")
    let evidence: BoardSection.Evidence? = root.choice(
      "evidence", ["tested on hardware": .hardware, "emulated": .emulated, "from the vendor's files": .vendor])
    let labels = readLabels()
    let spi = readSPI()
    let frontEnd = readFrontEnd(inputCount: labels?.count, spiHertz: spi?.hertz)
    let watchdog = readWatchdog()
    let lines = LineReader(root).lines()
    guard let identity, let processor, let evidence, let labels, let frontEnd, let lines,
      let spiDevice = spi?.device, let spiHertz = spi?.hertz
    else { return nil }
    var names = PerInput<ChannelName>(repeating: ChannelName())
    for (input, label) in labels.enumerated() { names[input] = ChannelName(text: label) }
    var section = BoardSection(
      identity: FixedText(text: identity), processor: FixedText(text: processor), evidence: evidence,
      spiDevice: FixedText(text: spiDevice), spiMode: FrontEnd.spiMode, spiHertz: spiHertz, frontEnd: frontEnd,
      labels: names,
      watchdogDevice: watchdog.device, watchdogSeconds: watchdog.seconds)
    for line in lines { section.append(line) }
    return section
  }

  /// The inputs' labels, in the chip's order.
  private func readLabels() -> [String]? {
    guard let labels = root.texts("inputs", count: 1...8, example: "[\"Fp1\", \"F7\"]") else { return nil }
    for (index, label) in labels.enumerated() {
      if let objection = Electrodes.objection(to: label) {
        root.report("inputs[\(index)]", found: "\"\(label)\"", expected: objection)
      } else if let first = labels.firstIndex(of: label), first < index {
        root.report(
          "inputs[\(index)]", found: "\"\(label)\" again", expected: "every input once; input \(first + 1) has it")
      }
    }
    return labels
  }

  private func readFrontEnd(inputCount: Int?, spiHertz: UInt32?) -> FrontEnd? {
    guard let table = root.table("front_end") else { return nil }
    let kind: FrontEnd.Kind? = table.choice(
      "kind", ["ads1299": .ads1299, "ads1299-6": .ads1299Six, "ads1299-4": .ads1299Four])
    let rate = table.number("rate_hz", oneOf: FrontEndSettings.rates)
    let gain = table.number("gain", oneOf: FrontEndSettings.gains)
    let microvolts = table.integer("vref_uv", in: FrontEnd.referenceRange, unit: "microvolts")
    let reference: FrontEndSettings.Reference? = table.choice("reference", ["srb1": .common, "bipolar": .bipolar])
    let drivesBias = table.boolean("bias")
    let leadOff = readLeadOff(table)
    table.finish()
    if let kind, let rate, let spiHertz {
      checkCarries(kind, samplesPerSecond: UInt32(FrontEndSettings.rates[rate]), spiHertz: spiHertz)
    }
    guard let kind, let rate, let gain, let microvolts, let reference, let drivesBias, let inputCount else {
      return nil
    }
    guard inputCount <= kind.inputs else {
      root.report("inputs", expected: "at most \(kind.inputs), as the front end has")
      return nil
    }
    checkLabels(suit: reference)
    return FrontEndSettings(
      kind: kind, rate: rate, gain: gain, referenceMicrovolts: microvolts, reference: reference,
      drivesBias: drivesBias, leadOff: leadOff
    ).frontEnd(inputCount: inputCount)
  }

  /// An input against the common reference is one electrode, a bipolar one two.
  private func checkLabels(suit reference: FrontEndSettings.Reference) {
    guard let labels = root.texts("inputs", count: 1...8, example: "") else { return }
    for (index, label) in labels.enumerated() where label.contains("-") != (reference == .bipolar) {
      root.report(
        "inputs[\(index)]", found: "\"\(label)\"",
        expected: reference == .bipolar
          ? "two electrodes, such as \"F7-T7\", since front_end.reference is \"bipolar\""
          : "one electrode, such as \"F7\", since front_end.reference is \"srb1\"")
    }
  }

  private func readLeadOff(_ table: TableReader) -> FrontEndSettings.LeadOff? {
    guard table.has("lead_off"), let leadOff = table.table("lead_off") else { return nil }
    let current = leadOff.number("current_na", oneOf: FrontEndSettings.LeadOff.currents)
    let threshold = leadOff.number("threshold_percent", oneOf: FrontEndSettings.LeadOff.thresholds)
    leadOff.finish()
    guard let current, let threshold else { return nil }
    return FrontEndSettings.LeadOff(current: current, threshold: threshold)
  }

  private func readSPI() -> (device: String?, hertz: UInt32?)? {
    guard let table = root.table("spi") else { return nil }
    let device = table.text("device", limit: 31, example: "/dev/spidev0.0")
    let mode: UInt8? = table.integer("mode", in: 0...3)
    if let mode, mode != FrontEnd.spiMode {
      table.report("mode", expected: "\(FrontEnd.spiMode), the only mode an ADS1299 speaks")
    }
    let hertz = table.integer("speed_hz", in: FrontEnd.spiHertz, unit: "hertz")
    table.finish()
    return (device, hertz)
  }

  /// Half of the clock is for frames, the other half for everything else on the wire.
  private func checkCarries(_ kind: FrontEnd.Kind, samplesPerSecond rate: UInt32, spiHertz: UInt32) {
    let slowest = kind.slowestSPIHertz(samplesPerSecond: rate)
    guard spiHertz < slowest else { return }
    root.report(
      "spi.speed_hz", found: "\(spiHertz)",
      expected: "at least \(slowest), twice the \(kind.frameBits) bits of a frame at \(rate) frames a second")
  }

  private func readWatchdog() -> (device: KernelName, seconds: UInt16) {
    guard root.has("watchdog"), let table = root.table("watchdog") else { return (KernelName(), 0) }
    let device = table.text("device", limit: 31, example: "/dev/watchdog0")
    let seconds: UInt16? = table.integer("timeout_s", in: 2...60, unit: "seconds")
    table.finish()
    guard let device, let seconds else { return (KernelName(), 0) }
    return (FixedText(text: device), seconds)
  }
}
