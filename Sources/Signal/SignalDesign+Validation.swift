import Vocabulary

extension SignalDesign {
  /// Checks every constant: a design that passes can neither trap nor overflow, whatever frames follow.
  ///
  /// - Throws: `SignalFault` naming the first constant that is wrong.
  public func validate() throws(SignalFault) {
    guard inputRate.numerator / inputRate.denominator <= SignalLimits.inputHertz else { throw .inputRate }
    guard SignalLimits.modelRates.contains(modelRate) else { throw .modelRate }
    guard inputCount > 0 && Int(inputCount) <= Limits.inputs else { throw .inputCount }
    guard channelCount > 0 && Int(channelCount) <= Limits.channels else { throw .channelCount }
    try validateMontage()
    try validatePolygraph()
    try validateResampler()
    try validateFilters()
    try validateWindow()
    try quality.validate()
  }

  private func validateMontage() throws(SignalFault) {
    for input in 0..<Int(inputCount) where !calibrations[input].isSafe {
      throw .calibration(input: UInt8(input))
    }
    for channel in 0..<Int(channelCount) {
      let derivation = derivations[channel]
      let hasPlus = derivation.plus != Derivation.none
      let hasMinus = derivation.minus != Derivation.none
      guard
        (!hasPlus || derivation.plus < inputCount) && derivation.plus != derivation.minus
          && (!hasMinus || derivation.minus < inputCount)
      else { throw .derivation(channel: UInt8(channel)) }
      guard names[channel].isGiven else { throw .name(channel: UInt8(channel)) }
    }
  }

  /// An input that is no EEG is named once, with one role, and no derivation uses it; of one ECG the beats are found.
  private func validatePolygraph() throws(SignalFault) {
    guard Int(polygraphCount) <= PolygraphInput.limit else { throw .inputCount }
    var hasHeart = false
    for index in 0..<Int(polygraphCount) {
      let signal = polygraph[index]
      var isRight = signal.role != .eeg && signal.input < inputCount && signal.name.isGiven
      if index > 0 && polygraph[index - 1].input >= signal.input { isRight = false }
      for channel in 0..<Int(channelCount)
      where derivations[channel].plus == signal.input || derivations[channel].minus == signal.input { isRight = false }
      if signal.role == .ecg {
        if hasHeart || inputRate.numerator / inputRate.denominator < QRSDetector.rates.lowerBound { isRight = false }
        hasHeart = true
      }
      guard isRight else { throw .polygraph(index: UInt8(index)) }
    }
  }

  /// The ratio must be exactly that of the rates, in lowest terms, and give at most two samples for one.
  private func validateResampler() throws(SignalFault) {
    let (up, down, taps) = (resampler.up, resampler.down, resampler.taps)
    guard up > 0, down > 0, taps > 0, taps <= SignalLimits.taps, up <= SignalLimits.coefficients,
      up * taps <= SignalLimits.coefficients, down <= SignalLimits.inputHertz, up <= 2 * UInt64(down),
      down <= 64 * UInt64(up),
      Rate.greatestCommonDivisor(up, down) == 1,
      UInt64(up) * UInt64(inputRate.numerator)
        == UInt64(down) * UInt64(modelRate) * UInt64(inputRate.denominator)
    else { throw .resampler }
    for phase in 0..<Int(up) {
      var sum: Int64 = 0
      var weight: UInt64 = 0
      for tap in 0..<Int(taps) {
        let coefficient = Int64(resampler.coefficients[phase * Int(taps) + tap])
        sum += coefficient
        weight += coefficient.magnitude
      }
      // With a weight of at most 4 no sum of products exceeds 2^61.
      guard sum == 1 << ResamplerDesign.fractionBits && weight <= 4 << ResamplerDesign.fractionBits else {
        throw .resamplerPhase(UInt16(phase))
      }
    }
  }

  private func validateFilters() throws(SignalFault) {
    guard Int(notchCount) <= SignalLimits.notchSections && Int(quality.mainsCount) <= SignalLimits.mainsFrequencies
    else { throw .sectionCount }
    guard highPass.isSafe else { throw .filter(.highPass) }
    for index in 0..<Int(notchCount) where !notches[index].isSafe { throw .filter(.notch) }
    for index in 0..<Int(quality.mainsCount) {
      let detector = quality.mains[index]
      guard detector.isSafe && detector.isBandPass else { throw .filter(.mains) }
    }
    guard quality.muscle.isSafe else { throw .filter(.muscle) }
    for band in 0..<FeatureDesign.bandCount {
      for index in 0..<2 {
        let section = features.bands[band][index]
        guard section.isSafe && section.isBandPass else { throw .filter(.band) }
      }
    }
  }

  private func validateWindow() throws(SignalFault) {
    guard hopSamples >= 8, windowSamples >= hopSamples, windowSamples < SignalLimits.ringSamples,
      windowSamples % hopSamples == 0, windowSamples / hopSamples <= SignalLimits.hopsPerWindow,
      settlingSamples <= 60 * modelRate
    else { throw .window }
  }
}

extension QualityDesign {
  func validate() throws(SignalFault) {
    guard saturatedPermille <= 1000, leadOffPermille <= 1000, invalidPermille <= 1000, mainsRatio <= 1 << 16,
      muscleRatio <= 1 << 16, (1...1 << 20).contains(holdLimit),
      (1...1 << 20).contains(saturationLimit), Quality.all.contains(unusable)
    else { throw .thresholds }
  }
}

extension Calibration {
  /// Whether no code can overflow: |code · multiplier| ≤ 2^61, |offset| ≤ 2^61, and half a unit is at most 2^60.
  public var isSafe: Bool {
    multiplier.magnitude <= 1 << 30 && offset.magnitude <= 1 << 61 && shift <= 61 && lowestCode < highestCode
  }
}

extension ChannelName {
  /// Whether a channel or an input may be called so.
  fileprivate var isGiven: Bool { count > 0 && isPrintable(spaces: true) }
}
