import Vocabulary

extension ModelInformation {
  /// The header's numbers that are about the section itself.
  public struct Layout: Sendable {
    /// Bytes of the whole section.
    public var sectionBytes: UInt32
    /// Tensors in the table that follows the header.
    public var tensorCount: UInt16
    /// Operators in the table that follows the tensors.
    public var operatorCount: UInt16

    /// Creates a layout.
    public init(sectionBytes: UInt32, tensorCount: UInt16, operatorCount: UInt16) {
      self.sectionBytes = sectionBytes
      self.tensorCount = tensorCount
      self.operatorCount = operatorCount
    }

    /// Offset of the first operator's record.
    public var operatorsOffset: Int {
      ModelInformation.headerBytes + Int(tensorCount) * TensorPlan.recordBytes
    }

    /// Offset of the first byte of constants and weights.
    public var constantsOffset: Int { operatorsOffset + Int(operatorCount) * Operator.recordBytes }
  }

  /// Whether bytes begin as a model section does.
  public static func opens(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= headerBytes && UInt32(bitPattern: bytes.int32(at: 0)) == magic
  }

  /// Appends the header.
  public func encode<Sink: ByteSink & ~Copyable>(layout: Layout, into sink: inout Sink) {
    sink.append(littleEndian: ModelInformation.magic)
    sink.append(littleEndian: ModelInformation.version)
    sink.append(littleEndian: UInt16(ModelInformation.headerBytes))
    sink.append(littleEndian: layout.sectionBytes)
    sink.append(littleEndian: layout.tensorCount)
    sink.append(littleEndian: layout.operatorCount)
    sink.append(role.rawValue)
    sink.append(normalisation.rawValue)
    sink.append(defaultOperatingPoint.rawValue)
    sink.append(endsInAccumulator ? 1 : 0)
    sink.append(name)
    sink.append(littleEndian: rate.numerator)
    sink.append(littleEndian: rate.denominator)
    sink.append(littleEndian: windowSamples)
    sink.append(littleEndian: inputChannels)
    sink.append(littleEndian: hopSamples)
    sink.append(littleEndian: quantiser.multiplier)
    sink.append(quantiser.shift)
    sink.append(UInt8(bitPattern: quantiser.zeroPoint))
    sink.append(littleEndian: inputTensor)
    sink.append(littleEndian: outputTensor)
    sink.append(littleEndian: UInt16(0))
    for point in 0..<OperatingPoint.count { sink.append(littleEndian: thresholds[point]) }
    sink.append(littleEndian: arenaBytes)
    sink.append(littleEndian: multiplyAccumulates)
    for point in 0..<OperatingPoint.count { sink.append(littleEndian: raiseExcess[point]) }
    sink.append(littleEndian: levelReference)
    sink.append(littleEndian: levelStep)
    montage?.encode(into: &sink)
    for _ in 0..<(montage == nil ? 16 : 16 - MontageInput.bytes) { sink.append(0) }
  }

  /// Reads and checks a header.
  ///
  /// - Parameters:
  ///   - section: The model section.
  ///   - layout: Receives the section's own numbers.
  /// - Throws: `ModelFault` at the field that is wrong.
  init(section: Span<UInt8>, layout: inout Layout) throws(ModelFault) {
    var cursor = ByteCursor<ModelFault>()
    layout = try ModelInformation.readLayout(section: section, cursor: &cursor)

    let rawRole = try cursor.next(UInt8.self, in: section)
    let rawNormalisation = try cursor.next(UInt8.self, in: section)
    let rawPoint = try cursor.next(UInt8.self, in: section)
    let rawEnd = try cursor.next(UInt8.self, in: section)
    guard let role = ModelRole(rawValue: rawRole), let normalisation = Normalisation(rawValue: rawNormalisation),
      let point = OperatingPoint(rawValue: rawPoint), rawEnd <= 1
    else { throw ModelFault(.metadata, offset: 16, found: Int64(rawRole)) }

    let name = try ModelInformation.readName(section: section, cursor: &cursor)
    let numerator = try cursor.next(UInt32.self, in: section)
    let denominator = try cursor.next(UInt32.self, in: section)
    let windowSamples = try cursor.next(UInt32.self, in: section)
    let inputChannels = try cursor.next(UInt32.self, in: section)
    let hopSamples = try cursor.next(UInt32.self, in: section)
    guard numerator > 0 && denominator > 0 && windowSamples > 0 && inputChannels > 0 && hopSamples > 0 else {
      throw ModelFault(.metadata, offset: 36)
    }

    let quantiser = InputQuantiser(
      multiplier: try cursor.next(Int32.self, in: section), shift: try cursor.next(UInt8.self, in: section),
      zeroPoint: Int8(bitPattern: try cursor.next(UInt8.self, in: section)))
    guard quantiser.multiplier >= 1 << 30 && quantiser.shift >= 1 && quantiser.shift <= 62 else {
      throw ModelFault(.quantisation, offset: 56, found: Int64(quantiser.multiplier))
    }
    let inputTensor = try cursor.next(UInt16.self, in: section)
    let outputTensor = try cursor.next(UInt16.self, in: section)
    try cursor.zeros(2, in: section)
    var thresholds = InlineArray<3, Int32>(repeating: 0)
    for point in 0..<OperatingPoint.count { thresholds[point] = try cursor.next(Int32.self, in: section) }
    let arenaBytes = try cursor.next(UInt32.self, in: section)
    let multiplyAccumulates = try cursor.next(UInt64.self, in: section)
    let raiseExcess = try ModelInformation.readRaiseExcess(section: section, cursor: &cursor)
    let level = try ModelInformation.readLevel(section: section, cursor: &cursor)
    let montage = try MontageInput.read(section, cursor: &cursor)
    try cursor.zeros(ModelInformation.headerBytes - cursor.offset, in: section)

    self.init(
      role: role, normalisation: normalisation, name: name, rate: Rate(numerator, per: denominator),
      windowSamples: windowSamples, inputChannels: inputChannels, hopSamples: hopSamples, quantiser: quantiser,
      thresholds: thresholds, raiseExcess: raiseExcess, levelReference: level.reference, levelStep: level.step,
      defaultOperatingPoint: point, endsInAccumulator: rawEnd == 1, montage: montage,
      multiplyAccumulates: multiplyAccumulates, arenaBytes: arenaBytes, inputTensor: inputTensor,
      outputTensor: outputTensor)
  }

  private static func readRaiseExcess(
    section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>
  ) throws(ModelFault) -> InlineArray<3, Int32> {
    var raiseExcess = InlineArray<3, Int32>(repeating: 0)
    for point in 0..<OperatingPoint.count {
      let offset = cursor.offset
      let found = try cursor.next(Int32.self, in: section)
      guard found >= 0 else { throw ModelFault(.metadata, offset: offset, found: Int64(found)) }
      raiseExcess[point] = found
    }
    return raiseExcess
  }

  /// The reference and the step of the person's own level: both 0, or 64 steps on either side are numbers of 32 bits.
  private static func readLevel(
    section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>
  ) throws(ModelFault) -> (reference: Int32, step: Int32) {
    let offset = cursor.offset
    let reference = try cursor.next(Int32.self, in: section)
    let step = try cursor.next(Int32.self, in: section)
    let reach = Int64(reference).magnitude + 64 * Int64(step).magnitude
    guard step >= 0 && (step > 0 || reference == 0) && reach <= Int32.max else {
      throw ModelFault(.metadata, offset: offset, found: Int64(reference))
    }
    return (reference, step)
  }

  private static func readLayout(
    section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>
  ) throws(ModelFault) -> Layout {
    let magic = try cursor.next(UInt32.self, in: section)
    guard magic == ModelInformation.magic else { throw ModelFault(.magic, offset: 0, found: Int64(magic)) }
    let version = try cursor.next(UInt16.self, in: section)
    guard version == ModelInformation.version else { throw ModelFault(.version, offset: 4, found: Int64(version)) }
    let header = try cursor.next(UInt16.self, in: section)
    guard Int(header) == headerBytes else { throw ModelFault(.size, offset: 6, found: Int64(header)) }
    let sectionBytes = try cursor.next(UInt32.self, in: section)
    guard sectionBytes <= UInt32(Int32.max) && Int(sectionBytes) == section.count else {
      throw ModelFault(.size, offset: 8, found: Int64(sectionBytes))
    }
    let tensorCount = try cursor.next(UInt16.self, in: section)
    guard tensorCount >= 1 && Int(tensorCount) <= InferenceLimits.tensors else {
      throw ModelFault(.capacity, offset: 12, found: Int64(tensorCount))
    }
    let operatorCount = try cursor.next(UInt16.self, in: section)
    guard operatorCount >= 1 && Int(operatorCount) <= InferenceLimits.operators else {
      throw ModelFault(.capacity, offset: 14, found: Int64(operatorCount))
    }
    return Layout(sectionBytes: sectionBytes, tensorCount: tensorCount, operatorCount: operatorCount)
  }

  private static func readName(
    section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>
  ) throws(ModelFault) -> ChannelName {
    var name = ChannelName()
    var ended = false
    for index in 0..<Limits.nameBytes {
      let byte = try cursor.next(UInt8.self, in: section)
      guard byte == 0 || (byte.isVisibleASCII && !ended) else {
        throw ModelFault(.metadata, offset: cursor.offset - 1, found: Int64(byte))
      }
      ended = byte == 0
      name.bytes[index] = byte
    }
    guard name.count > 0 else { throw ModelFault(.metadata, offset: cursor.offset - Limits.nameBytes) }
    return name
  }
}
