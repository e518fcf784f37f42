import Vocabulary

extension SiteSection {
  /// Appends the section's bytes to `sink`: fields in the order of their declaration, lists after their counts.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(mains.rawValue)
    sink.append(operatingPoint.rawValue)
    log.encode(into: &sink)
    sink.append(montage.rawValue)
    sink.append(UInt8(derivationCount))
    for index in 0..<derivationCount {
      sink.append(derivations[index].positive)
      sink.append(derivations[index].negative)
    }
    sink.append(UInt8(stationKeyCount))
    for index in 0..<stationKeyCount {
      for byte in 0..<32 { sink.append(stationKeys[index][byte]) }
    }
    switch ownLevel {
    case .learned: sink.append(UInt8(bitPattern: SiteSection.learnedByte))
    case .fixed(let steps): sink.append(UInt8(bitPattern: steps))
    }
    timeZone.encode(into: &sink)
  }

  /// What stands for a level that is learned; fixed ones are their number of steps.
  private static let learnedByte = Int8.min

  /// Decodes and checks a section.
  ///
  /// - Parameters:
  ///   - bytes: The section, nothing before and nothing after.
  ///   - version: Its version, from the bundle's table.
  /// - Throws: The first field that is missing or has a value it must not have.
  public init(bytes: Span<UInt8>, version: UInt16) throws(BundleFault) {
    guard version == SiteSection.version else { throw .sectionVersion(.site, found: version) }
    var reader = SectionReader(.site)
    guard let mains = Mains(rawValue: try reader.number(UInt8.self, in: bytes)) else {
      throw .field(.mains, offset: reader.offset - 1)
    }
    guard let point = OperatingPoint(rawValue: try reader.number(UInt8.self, in: bytes)) else {
      throw .field(.operatingPoint, offset: reader.offset - 1)
    }
    let log = try LogSizes(reading: &reader, in: bytes)
    guard let montage = Montage(rawValue: try reader.number(UInt8.self, in: bytes)) else {
      throw .field(.montage, offset: reader.offset - 1)
    }
    self.init(mains: mains, operatingPoint: point, log: log, montage: montage)
    try readDerivations(&reader, in: bytes)
    try readStationKeys(&reader, in: bytes)
    try readOwnLevel(&reader, in: bytes)
    timeZone = try TimeZoneRules(reading: &reader, in: bytes)
    try reader.finish(bytes)
  }

  private mutating func readDerivations(_ reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let count = Int(try reader.number(UInt8.self, in: bytes))
    let suits = montage == .listed ? count >= 1 && count <= Limits.channels : count == 0
    try reader.check(.montage, width: 1, suits)
    for _ in 0..<count {
      let positive = try reader.label(.derivation, in: bytes)
      let negative = try reader.label(.derivation, mayBeEmpty: true, in: bytes)
      try reader.check(.derivation, width: Limits.nameBytes, positive != negative)
      let derivation = Derivation(positive: positive, negative: negative)
      for index in 0..<derivationCount {
        try reader.check(.derivation, width: 2 * Limits.nameBytes, derivations[index] != derivation)
      }
      append(derivation)
    }
  }

  private mutating func readOwnLevel(_ reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let steps = Int8(bitPattern: try reader.number(UInt8.self, in: bytes))
    if steps == SiteSection.learnedByte {
      ownLevel = .learned
    } else {
      try reader.check(.ownLevel, width: 1, SiteSection.ownLevelRange.contains(steps))
      ownLevel = .fixed(steps: steps)
    }
  }

  private mutating func readStationKeys(_ reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let count = try reader.number(UInt8.self, in: bytes)
    try reader.check(.stationKey, width: 1, Int(count) <= SiteSection.maximumStationKeys)
    for _ in 0..<count {
      var key = InlineArray<32, UInt8>(repeating: 0)
      var bits: UInt8 = 0
      for index in 0..<32 {
        key[index] = try reader.number(UInt8.self, in: bytes)
        bits |= key[index]
      }
      try reader.check(.stationKey, width: 32, bits != 0)
      append(stationKey: key)
    }
  }
}
