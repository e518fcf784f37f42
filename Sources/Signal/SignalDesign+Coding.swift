import Vocabulary

extension SignalDesign {
  /// Numbers of the encoding below: 1 where all inputs are EEG, else 2, with those that are none at its end.
  static let formatVersions: ClosedRange<UInt16> = 1...2

  /// Appends the design: every field in its order, little-endian, only what is in use.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: UInt16(polygraphCount == 0 ? 1 : 2))
    sink.append(littleEndian: inputRate.numerator)
    sink.append(littleEndian: inputRate.denominator)
    sink.append(littleEndian: modelRate)
    sink.append(inputCount)
    sink.append(channelCount)
    for input in 0..<Int(inputCount) {
      sink.append(littleEndian: calibrations[input].multiplier)
      sink.append(littleEndian: calibrations[input].offset)
      sink.append(calibrations[input].shift)
      sink.append(littleEndian: calibrations[input].lowestCode)
      sink.append(littleEndian: calibrations[input].highestCode)
    }
    for channel in 0..<Int(channelCount) {
      sink.append(derivations[channel].plus)
      sink.append(derivations[channel].minus)
      sink.append(names[channel])
    }
    resampler.encode(into: &sink)
    sink.append(highPass)
    sink.append(notchCount)
    for index in 0..<Int(notchCount) { sink.append(notches[index]) }
    quality.encode(into: &sink)
    for band in 0..<FeatureDesign.bandCount {
      for section in 0..<2 { sink.append(features.bands[band][section]) }
    }
    sink.append(littleEndian: windowSamples)
    sink.append(littleEndian: hopSamples)
    sink.append(littleEndian: settlingSamples)
    guard polygraphCount > 0 else { return }
    sink.append(polygraphCount)
    for index in 0..<Int(polygraphCount) {
      sink.append(polygraph[index].input)
      sink.append(polygraph[index].role.rawValue)
      sink.append(polygraph[index].name)
    }
  }

  /// Reads a design that `encode` has written and checks every constant.
  ///
  /// - Parameter bytes: The encoding, no byte more.
  /// - Throws: `SignalFault` naming the first thing that is wrong.
  public init(decoding bytes: Span<UInt8>) throws(SignalFault) {
    var reader = ByteCursor<SignalFault>()
    let version = try reader.next(UInt16.self, in: bytes)
    guard SignalDesign.formatVersions.contains(version) else { throw .version(version) }
    self.init(modelRate: 64, channelCount: 1, windowSamples: 64, hopSamples: 64)
    inputRate = try SignalDesign.nextRate(&reader, in: bytes)
    modelRate = try reader.next(UInt32.self, in: bytes)
    inputCount = try reader.next(UInt8.self, in: bytes)
    channelCount = try reader.next(UInt8.self, in: bytes)
    guard inputCount > 0 && Int(inputCount) <= Limits.inputs else { throw .inputCount }
    guard channelCount > 0 && Int(channelCount) <= Limits.channels else { throw .channelCount }
    for input in 0..<Int(inputCount) {
      calibrations[input].multiplier = try reader.next(Int64.self, in: bytes)
      calibrations[input].offset = try reader.next(Int64.self, in: bytes)
      calibrations[input].shift = try reader.next(UInt8.self, in: bytes)
      calibrations[input].lowestCode = try reader.next(Int32.self, in: bytes)
      calibrations[input].highestCode = try reader.next(Int32.self, in: bytes)
    }
    for channel in 0..<Int(channelCount) {
      derivations[channel].plus = try reader.next(UInt8.self, in: bytes)
      derivations[channel].minus = try reader.next(UInt8.self, in: bytes)
      names[channel] = try reader.nextName(in: bytes)
    }
    try resampler.decode(&reader, in: bytes)
    highPass = try reader.nextBiquad(in: bytes)
    notchCount = try reader.next(UInt8.self, in: bytes)
    guard Int(notchCount) <= SignalLimits.notchSections else { throw .sectionCount }
    for index in 0..<Int(notchCount) { notches[index] = try reader.nextBiquad(in: bytes) }
    try quality.decode(&reader, in: bytes)
    for band in 0..<FeatureDesign.bandCount {
      for section in 0..<2 { features.bands[band][section] = try reader.nextBiquad(in: bytes) }
    }
    windowSamples = try reader.next(UInt32.self, in: bytes)
    hopSamples = try reader.next(UInt32.self, in: bytes)
    settlingSamples = try reader.next(UInt32.self, in: bytes)
    if version == 2 { try decodePolygraph(&reader, in: bytes) }
    guard reader.offset == bytes.count else { throw .trailingBytes(count: bytes.count - reader.offset) }
    try validate()
  }

  private mutating func decodePolygraph(
    _ reader: inout ByteCursor<SignalFault>, in bytes: Span<UInt8>
  ) throws(SignalFault) {
    polygraphCount = try reader.next(UInt8.self, in: bytes)
    guard (1...PolygraphInput.limit).contains(Int(polygraphCount)) else { throw .inputCount }
    for index in 0..<Int(polygraphCount) {
      polygraph[index].input = try reader.next(UInt8.self, in: bytes)
      guard let role = InputRole(rawValue: try reader.next(UInt8.self, in: bytes)) else {
        throw .polygraph(index: UInt8(index))
      }
      polygraph[index].role = role
      polygraph[index].name = try reader.nextName(in: bytes)
    }
  }

  private static func nextRate(_ reader: inout ByteCursor<SignalFault>, in bytes: Span<UInt8>) throws(SignalFault)
    -> Rate
  {
    let numerator = try reader.next(UInt32.self, in: bytes)
    let denominator = try reader.next(UInt32.self, in: bytes)
    guard numerator > 0 && denominator > 0 && Rate.greatestCommonDivisor(numerator, denominator) == 1 else {
      throw .inputRate
    }
    return Rate(numerator, per: denominator)
  }
}

extension ResamplerDesign {
  /// How many coefficients all phases have together; only for sizes that `decode` or `validate` has checked.
  var coefficientCount: Int { Int(up) * Int(taps) }

  func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: up)
    sink.append(littleEndian: down)
    sink.append(littleEndian: taps)
    let values = coefficients.span
    for index in 0..<coefficientCount { sink.append(littleEndian: values[index]) }
  }

  mutating func decode(_ reader: inout ByteCursor<SignalFault>, in bytes: Span<UInt8>) throws(SignalFault) {
    up = try reader.next(UInt32.self, in: bytes)
    down = try reader.next(UInt32.self, in: bytes)
    taps = try reader.next(UInt32.self, in: bytes)
    guard taps <= SignalLimits.taps && up <= SignalLimits.coefficients && coefficientCount <= SignalLimits.coefficients
    else { throw .resampler }
    for index in 0..<coefficientCount { coefficients[index] = try reader.next(Int32.self, in: bytes) }
  }
}

extension QualityDesign {
  func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(mainsCount)
    for index in 0..<Int(mainsCount) { sink.append(mains[index]) }
    sink.append(muscle)
    sink.append(littleEndian: flatSpan)
    sink.append(littleEndian: saturatedPermille)
    sink.append(littleEndian: leadOffPermille)
    sink.append(littleEndian: invalidPermille)
    sink.append(littleEndian: mainsRatio)
    sink.append(littleEndian: mainsFloor)
    sink.append(littleEndian: muscleRatio)
    sink.append(littleEndian: muscleFloor)
    sink.append(littleEndian: holdLimit)
    sink.append(littleEndian: saturationLimit)
    sink.append(littleEndian: unusable.rawValue)
  }

  mutating func decode(_ reader: inout ByteCursor<SignalFault>, in bytes: Span<UInt8>) throws(SignalFault) {
    mainsCount = try reader.next(UInt8.self, in: bytes)
    guard Int(mainsCount) <= SignalLimits.mainsFrequencies else { throw .sectionCount }
    for index in 0..<Int(mainsCount) { mains[index] = try reader.nextBiquad(in: bytes) }
    muscle = try reader.nextBiquad(in: bytes)
    flatSpan = try reader.next(UInt32.self, in: bytes)
    saturatedPermille = try reader.next(UInt16.self, in: bytes)
    leadOffPermille = try reader.next(UInt16.self, in: bytes)
    invalidPermille = try reader.next(UInt16.self, in: bytes)
    mainsRatio = try reader.next(UInt32.self, in: bytes)
    mainsFloor = try reader.next(UInt32.self, in: bytes)
    muscleRatio = try reader.next(UInt32.self, in: bytes)
    muscleFloor = try reader.next(UInt32.self, in: bytes)
    holdLimit = try reader.next(UInt32.self, in: bytes)
    saturationLimit = try reader.next(UInt32.self, in: bytes)
    unusable = Quality(rawValue: try reader.next(UInt16.self, in: bytes))
  }
}
