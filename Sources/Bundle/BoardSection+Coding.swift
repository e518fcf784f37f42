import ADS1299
import Vocabulary

extension BoardSection {
  /// Appends the section's bytes to `sink`: fields in the order of their declaration, texts at their full width, one
  /// label for each input in use, one set of registers for each chip select, one entry for each line.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(identity)
    sink.append(processor)
    sink.append(evidence.rawValue)
    sink.append(spiDevice)
    sink.append(secondSPIDevice)
    sink.append(spiMode)
    sink.append(littleEndian: spiHertz)
    frontEnd.encode(into: &sink)
    for input in 0..<frontEnd.inputCount { sink.append(labels[input]) }
    sink.append(watchdogDevice)
    sink.append(littleEndian: watchdogSeconds)
    sink.append(UInt8(lineCount))
    for index in 0..<lineCount { lines[index].encode(into: &sink) }
    sink.append(releasedLines.rawValue)
  }

  /// Decodes and checks a section.
  ///
  /// - Parameters:
  ///   - bytes: The section, nothing before and nothing after.
  ///   - version: Its version, from the bundle's table.
  /// - Throws: The first field that is missing or has a value it must not have.
  public init(bytes: Span<UInt8>, version: UInt16) throws(BundleFault) {
    guard version == BoardSection.version else { throw .sectionVersion(.board, found: version) }
    var reader = SectionReader(.board)
    self = try BoardSection(reading: &reader, in: bytes)
    try readLines(&reader, in: bytes)
    releasedLines = try reader.choice(.releasedLines, in: bytes)
    try reader.finish(bytes)
  }

  private init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let identity: BoardIdentity = try reader.text(.identity, in: bytes)
    try reader.check(.identity, width: 16, !identity.isEmpty)
    let processor: KernelName = try reader.text(.processor, in: bytes)
    try reader.check(.processor, width: 32, !processor.isEmpty)
    let evidence: Evidence = try reader.choice(.evidence, in: bytes)
    let spiDevice: KernelName = try reader.text(.spiDevice, in: bytes)
    try reader.check(.spiDevice, width: 32, spiDevice.isDevicePath)
    let secondSPIDevice: KernelName = try reader.text(.spiDevice, in: bytes)
    let secondOffset = reader.offset - 32
    let spiMode = try reader.number(UInt8.self, in: bytes)
    try reader.check(.spiMode, width: 1, spiMode == FrontEnd.spiMode)
    let spiHertz = try reader.number(UInt32.self, in: bytes)
    let spiOffset = reader.offset - 4
    let frontEnd = try FrontEnd(reading: &reader, in: bytes)
    guard FrontEnd.spiHertz.contains(spiHertz), let rate = frontEnd.samplesPerSecond,
      frontEnd.arrangement.slowestSPIHertz(samplesPerSecond: rate) <= spiHertz
    else { throw .field(.spiSpeed, offset: spiOffset) }
    guard secondSPIDevice.isEmpty == (frontEnd.arrangement != .separateSelects), secondSPIDevice != spiDevice,
      secondSPIDevice.isEmpty || secondSPIDevice.isDevicePath
    else {
      throw .field(.spiDevice, offset: secondOffset)
    }
    let labels = try BoardSection.readLabels(count: frontEnd.inputCount, &reader, in: bytes)
    let watchdogDevice: KernelName = try reader.text(.watchdog, in: bytes)
    try reader.check(.watchdog, width: 32, watchdogDevice.isDevicePath)
    let watchdogSeconds = try reader.number(UInt16.self, in: bytes)
    try reader.check(.watchdog, width: 2, CallingLimits.watchdogSeconds.contains(watchdogSeconds))
    self.init(
      identity: identity, processor: processor, evidence: evidence, spiDevice: spiDevice,
      secondSPIDevice: secondSPIDevice, spiMode: spiMode, spiHertz: spiHertz, frontEnd: frontEnd, labels: labels,
      watchdogDevice: watchdogDevice, watchdogSeconds: watchdogSeconds, releasedLines: .kept)
  }

  private static func readLabels(
    count: Int, _ reader: inout SectionReader, in bytes: Span<UInt8>
  ) throws(BundleFault) -> PerInput<ChannelName> {
    var labels = PerInput<ChannelName>(repeating: ChannelName())
    for input in 0..<count {
      labels[input] = try reader.label(.inputLabel, in: bytes)
      for earlier in 0..<input where labels[earlier] == labels[input] {
        throw .field(.inputLabel, offset: reader.offset - Limits.nameBytes)
      }
    }
    return labels
  }

  private mutating func readLines(_ reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let count = try reader.number(UInt8.self, in: bytes)
    try reader.check(.lineRole, width: 1, Int(count) <= LineRole.count)
    for _ in 0..<count {
      let offset = reader.offset
      let line = try Line(reading: &reader, in: bytes)
      guard line.role.isAllowed(frontEnd.arrangement) else { throw .field(.lineRole, offset: offset) }
      for index in 0..<lineCount {
        // Rising roles: none twice, and one way only to write them.
        guard lines[index].role.rawValue < line.role.rawValue else { throw .field(.lineRole, offset: offset) }
        guard !lines[index].isSameWire(as: line) else { throw .field(.lineName, offset: offset) }
      }
      append(line)
    }
    for number in 1...UInt8(LineRole.count) {
      guard let role = LineRole(rawValue: number), role.isRequired(frontEnd.arrangement), line(role) == nil else {
        continue
      }
      throw .field(.lineRole, offset: reader.offset)
    }
  }
}

extension FrontEnd {
  func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(kind.rawValue)
    sink.append(arrangement.rawValue)
    sink.append(UInt8(inputCount))
    sink.append(littleEndian: referenceMicrovolts)
    for select in 0..<arrangement.selects {
      for address in 0..<Register.count { sink.append(registers[select][address]) }
    }
  }

  init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let kind: Kind = try reader.choice(.frontEnd, in: bytes)
    let arrangement: Arrangement = try reader.choice(.arrangement, in: bytes)
    let inputCount = Int(try reader.number(UInt8.self, in: bytes))
    try reader.check(.inputCount, width: 1, arrangement.inputCounts.contains(inputCount))
    let reference = try reader.number(UInt32.self, in: bytes)
    try reader.check(.reference, width: 4, FrontEnd.referenceRange.contains(reference))
    let start = reader.offset
    var registers = InlineArray<2, InlineArray<24, UInt8>>(repeating: InlineArray(repeating: 0))
    for select in 0..<arrangement.selects {
      for address in 0..<Register.count {
        registers[select][address] = try reader.number(UInt8.self, in: bytes)
      }
    }
    self.init(
      kind: kind, arrangement: arrangement, inputCount: inputCount, referenceMicrovolts: reference,
      registers: registers)
    if let address = firstWrongRegister() { throw .field(.register, offset: start + address) }
  }
}

extension Line {
  func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(role.rawValue)
    sink.append(polarity.rawValue)
    sink.append(failSafe.rawValue)
    sink.append(chip)
    sink.append(name)
  }

  init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let role: LineRole = try reader.choice(.lineRole, in: bytes)
    let polarity: Polarity = try reader.choice(.linePolarity, in: bytes)
    let failSafe: FailSafe = try reader.choice(.lineFailSafe, in: bytes)
    try reader.check(.lineFailSafe, width: 1, Line.suits(failSafe, role))
    let chip: KernelName = try reader.text(.lineName, in: bytes)
    try reader.check(.lineName, width: 32, chip.isChipLabel)
    let name: KernelName = try reader.text(.lineName, in: bytes)
    try reader.check(.lineName, width: 32, !name.isEmpty)
    self.init(role: role, polarity: polarity, failSafe: failSafe, chip: chip, name: name)
  }

  /// Inputs have no fail-safe state, outputs have one; those that call for help call when nobody drives them, and none
  /// says then that all is well.
  private static func suits(_ failSafe: FailSafe, _ role: LineRole) -> Bool {
    guard role.isOutput else { return failSafe == .none }
    if role.mustFailInactive { return failSafe == .inactive }
    return role.mustFailActive ? failSafe == .active : failSafe != .none
  }
}
