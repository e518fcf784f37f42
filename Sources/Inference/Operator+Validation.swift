extension Operator {
  /// Checks everything evaluation relies on, so that evaluation cannot leave the arena or the section.
  ///
  /// - Parameters:
  ///   - tensors: The model's tensors, checked against the arena.
  ///   - tensorCount: How many there are.
  ///   - section: The model section.
  ///   - offset: Where the operator's record starts, for the fault.
  /// - Throws: `ModelFault` that says what does not fit.
  func validate(
    tensors: borrowing InlineArray<256, TensorPlan>, tensorCount: Int, section: Span<UInt8>, at offset: Int
  ) throws(ModelFault) {
    guard Int(input) < tensorCount && Int(output) < tensorCount && input != output else {
      throw ModelFault(.operation, offset: offset + 2, found: Int64(input))
    }
    guard kind.isArithmetic || kind.hasState == (secondInput != Operator.noTensor) else {
      throw ModelFault(.operation, offset: offset + 4, found: Int64(secondInput))
    }
    guard secondInput == Operator.noTensor || Int(secondInput) < tensorCount else {
      throw ModelFault(.operation, offset: offset + 4, found: Int64(secondInput))
    }
    let (source, target) = (tensors.span[Int(input)], tensors.span[Int(output)])
    let second = secondInput == Operator.noTensor ? nil : tensors.span[Int(secondInput)]
    try validateElements(source.elements, second?.elements ?? elements, target.elements, at: offset)
    guard
      elements.zeroPoints.contains(inputZeroPoint) && elements.zeroPoints.contains(secondInputZeroPoint)
        && range.isValid(for: outputElements) && (kind == .copy || outputElements.zeroPoints.contains(range.zeroPoint))
    else {
      throw ModelFault(.quantisation, offset: offset + 8, found: Int64(inputZeroPoint))
    }
    guard
      geometry.isValid && geometry.inputCount == Int64(source.count) && geometry.outputCount == Int64(target.count)
        && isConsistent
    else { throw ModelFault(.geometry, offset: offset + 28) }
    if let second, Int64(second.count) != (kind.hasState ? stateCount : Int64(geometry.inputChannels)) {
      throw ModelFault(.geometry, offset: offset + 4, found: Int64(secondInput))
    }
    try validateWeights(section: section, at: offset)
  }

  /// Checks that it is for these elements, and that its tensors hold them.
  private func validateElements(
    _ source: ElementType, _ second: ElementType, _ target: ElementType, at offset: Int
  ) throws(ModelFault) {
    let isInt16 = elements == .int16
    let isSummed = kind == .convolution || kind == .depthwiseConvolution
    guard
      source == elements && second == (kind.hasState ? .int16 : elements) && target == outputElements
        && (kind == .requantisation || outputElements == elements) && (!hasWideSums || isInt16 && isSummed)
        && (isInt16 ? kind != .table && !kind.hasState : !kind.isCurve)
    else { throw ModelFault(.elements, offset: offset + 1, found: Int64(elements.rawValue)) }
  }

  /// Whether the shapes fit the kind; asked only of a valid geometry.
  private var isConsistent: Bool {
    let shape = geometry
    switch kind {
    case .convolution:
      return shape.everyWindowMeetsInput
    case .depthwiseConvolution:
      return shape.everyWindowMeetsInput && shape.outputChannels % shape.inputChannels == 0
    case .averagePool, .maximumPool:
      return shape.everyWindowMeetsInput && shape.outputChannels == shape.inputChannels
    case .fullyConnected:
      return shape.everyWindowMeetsInput && shape.kernelArea == 1 && shape.inputWidth == 1 && shape.outputWidth == 1
        && shape.outputHeight == shape.inputHeight
    case .mean:
      return shape.outputHeight == shape.inputHeight && shape.outputWidth == 1
        && shape.outputChannels == shape.inputChannels
    case .resize:
      return shape.outputChannels == shape.inputChannels
    case .copy:
      return true
    case .lstm:
      return shape.outputHeight == shape.inputHeight && shape.inputWidth == 1 && shape.outputWidth == 1
        && shape.kernelArea == 1
    case .svdf:
      return shape.inputCount == Int64(shape.inputChannels) && shape.outputCount == Int64(shape.outputChannels)
    default:
      // A softmax's sum holds so many channels; what is element by element may have more.
      return (kind != .softmax || shape.inputChannels <= ReferenceSoftmaxInt8.maximumChannels)
        && shape.outputHeight == shape.inputHeight && shape.outputWidth == shape.inputWidth
        && shape.outputChannels == shape.inputChannels
    }
  }

  private func validateWeights(section: Span<UInt8>, at offset: Int) throws(ModelFault) {
    guard weightBytes > 0 else { return }
    guard Int64(weightsOffset) + weightBytes <= Int64(section.count) else {
      throw ModelFault(.weights, offset: offset + 76, found: Int64(weightsOffset))
    }
    guard Int64(constantsOffset) + constantBytes <= Int64(section.count) else {
      throw ModelFault(.weights, offset: offset + 80, found: Int64(constantsOffset))
    }
    if kind == .lstm && !ReferenceLSTM.isValid(self, section) {
      throw ModelFault(.quantisation, offset: Int(constantsOffset), found: Int64(inputScale.exponent))
    }
    guard hasTiles else { return try validateRecords(section: section, at: offset) }
    for channel in 0..<(tileCount * InferenceLimits.tileChannels) {
      let scale = ChannelConstants(section: section, at: Int(constantsOffset), channel: channel).scale
      guard isValid(scale) else {
        throw ModelFault(.quantisation, offset: Int(constantsOffset), found: Int64(scale.multiplier))
      }
    }
    // Two products fit 16 bits only without it, and symmetric weights do not have it.
    for place in Int(weightsOffset)..<(Int(weightsOffset) + Int(weightBytes)) where section[place] == 0x80 {
      throw ModelFault(.weights, offset: place, found: -128)
    }
  }

  /// Whether the two words that a channel's sums are scaled by are within their range.
  private func isValid(_ scale: Requantisation) -> Bool {
    guard elements == .int8 || kind != .fullyConnected else {
      return SumFactor(words: (scale.multiplier, scale.exponent)).isValid
    }
    return scale.isValid && (!hasWideSums || scale.exponent <= Requantisation.widestExponent)
  }

  /// Checks the places that a copy or a resizing has in the section; any table and any constant operand will do.
  private func validateRecords(section: Span<UInt8>, at offset: Int) throws(ModelFault) {
    let isSound: Bool
    switch kind {
    case .copy:
      isSound = StridedCopy(section: section, at: Int(weightsOffset))
        .fits(source: geometry.inputCount, target: geometry.outputCount)
    case .resize: isSound = ReferenceResize.isValid(self, section)
    default: isSound = true
    }
    guard isSound else { throw ModelFault(.geometry, offset: offset + 76, found: Int64(weightsOffset)) }
  }
}
