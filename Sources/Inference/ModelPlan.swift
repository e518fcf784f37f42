import Synchronization
import Vocabulary

/// A checked view of a model section: everything evaluation needs but the weights, which stay in the section.
///
/// Making one checks every offset, size, shape and constant, so that evaluation checks nothing: **whatever bytes the
/// section holds, it is refused or it evaluates within the arena and the section**. Damage to weights is the bundle's
/// digest's to find.
public struct ModelPlan: ~Copyable, Sendable {
  /// What the model is and takes.
  public let information: ModelInformation
  /// How many tensors there are.
  public let tensorCount: Int
  /// How many operators there are.
  public let operatorCount: Int
  /// Bytes of the section it was made from.
  public let sectionBytes: Int
  /// Whether a layer keeps something from one evaluation to the next.
  public let hasState: Bool
  let tensors: InlineArray<256, Pinned<TensorPlan>>
  let operators: InlineArray<96, Pinned<Operator>>
  /// The same, as the kernels take them.
  let layers: InlineArray<96, Pinned<PreparedLayer>>
  /// Unused, and never copied: with it, a borrowed plan is read where it lies.
  private let anchor = Atomic<UInt8>(0)

  /// Reads and checks a section.
  ///
  /// - Parameters:
  ///   - section: The model section of a bundle.
  ///   - arenaCapacity: Bytes of the arena it will be evaluated in, at most 4 MiB.
  /// - Throws: `ModelFault` with the offset of the field that is wrong.
  public init(section: Span<UInt8>, arenaCapacity: Int = InferenceLimits.arenaBytes) throws(ModelFault) {
    precondition(arenaCapacity <= 1 << 22)
    var layout = ModelInformation.Layout(sectionBytes: 0, tensorCount: 0, operatorCount: 0)
    let information = try ModelInformation(section: section, layout: &layout)
    guard information.arenaBytes <= UInt32(arenaCapacity) else {
      throw ModelFault(.capacity, offset: 80, found: Int64(information.arenaBytes))
    }
    let tensors = try ModelPlan.readTensors(section: section, layout: layout, arenaBytes: Int(information.arenaBytes))
    let operators = try ModelPlan.readOperators(section: section, layout: layout, tensors: tensors)
    try ModelPlan.validate(information, layout: layout, tensors: tensors, operators: operators)
    self.information = information
    // Through spans: an array that a closure reads is copied for each element.
    let (checkedTensors, checkedOperators) = (tensors.span, operators.span)
    self.tensors = InlineArray { Pinned(checkedTensors[$0]) }
    self.operators = InlineArray { Pinned(checkedOperators[$0]) }
    // Places without an operator are zeros: whole pages of them take no memory.
    let count = Int(layout.operatorCount)
    layers = InlineArray { Pinned($0 < count ? ModelPlan.prepared($0, operators, tensors) : PreparedLayer()) }
    tensorCount = Int(layout.tensorCount)
    operatorCount = Int(layout.operatorCount)
    sectionBytes = section.count
    var hasState = false
    for index in 0..<count where operators.span[index].kind.hasState { hasState = true }
    self.hasState = hasState
    let input = tensors.span[Int(information.inputTensor)]
    (inputCount, inputBytes, inputBase) = (input.count, input.byteCount, input.base)
  }

  /// One checked operator, as the kernels take it.
  private static func prepared(
    _ index: Int, _ operators: borrowing InlineArray<96, Operator>, _ tensors: borrowing InlineArray<256, TensorPlan>
  ) -> PreparedLayer {
    let step = operators.span[index]
    let source = tensors.span[Int(step.input)].base
    let second = step.secondInput != Operator.noTensor ? tensors.span[Int(step.secondInput)].base : source
    return PreparedLayer(step, from: source, and: second, to: tensors.span[Int(step.output)].base)
  }

  /// A tensor of the model.
  public func tensor(_ index: Int) -> TensorPlan {
    precondition(index < tensorCount)
    return tensors.span[index].value
  }

  /// An operator of the model, in the order of evaluation.
  public func step(_ index: Int) -> Operator {
    precondition(index < operatorCount)
    return operators.span[index].value
  }

  /// Elements of the input: the window's samples times the channels taken at once.
  public let inputCount: Int
  /// Bytes of the input, of which an int16 has two, little-endian.
  public let inputBytes: Int
  /// Where the input lies in the arena.
  let inputBase: Int

  private static func readTensors(
    section: Span<UInt8>, layout: ModelInformation.Layout, arenaBytes: Int
  ) throws(ModelFault) -> InlineArray<256, TensorPlan> {
    var tensors = InlineArray<256, TensorPlan>(repeating: TensorPlan.unused)
    for index in 0..<Int(layout.tensorCount) {
      let offset = ModelInformation.headerBytes + index * TensorPlan.recordBytes
      tensors[index] = try TensorPlan(section: section, at: offset, arenaBytes: arenaBytes)
    }
    return tensors
  }

  private static func readOperators(
    section: Span<UInt8>, layout: ModelInformation.Layout, tensors: borrowing InlineArray<256, TensorPlan>
  ) throws(ModelFault) -> InlineArray<96, Operator> {
    var operators = InlineArray<96, Operator>(repeating: Operator.unused)
    for index in 0..<Int(layout.operatorCount) {
      let offset = layout.operatorsOffset + index * Operator.recordBytes
      operators[index] = try Operator(section: section, at: offset)
      try operators[index].validate(
        tensors: tensors, tensorCount: Int(layout.tensorCount), section: section, at: offset)
    }
    return operators
  }

  private static func validate(
    _ information: ModelInformation, layout: ModelInformation.Layout, tensors: borrowing InlineArray<256, TensorPlan>,
    operators: borrowing InlineArray<96, Operator>
  ) throws(ModelFault) {
    guard information.inputTensor < layout.tensorCount && information.outputTensor < layout.tensorCount else {
      throw ModelFault(.operation, offset: 62, found: Int64(information.inputTensor))
    }
    let samples = UInt64(information.windowSamples) * UInt64(information.inputChannels)
    let inputCount = tensors.span[Int(information.inputTensor)].count
    guard samples == UInt64(inputCount) else { throw ModelFault(.metadata, offset: 44, found: Int64(inputCount)) }
    var multiplyAccumulates: UInt64 = 0
    for index in 0..<Int(layout.operatorCount) {
      multiplyAccumulates &+= UInt64(operators.span[index].multiplyAccumulates)
    }
    guard multiplyAccumulates == information.multiplyAccumulates else {
      throw ModelFault(.metadata, offset: 84, found: Int64(truncatingIfNeeded: multiplyAccumulates))
    }
    let last = operators.span[Int(layout.operatorCount) - 1]
    guard last.isAccumulator == information.endsInAccumulator else {
      throw ModelFault(.metadata, offset: 19, found: information.endsInAccumulator ? 1 : 0)
    }
    try information.validateMontage(
      sectionBytes: Int(layout.sectionBytes), outputCount: tensors.span[Int(information.outputTensor)].count)
    try validateLiveness(information, layout: layout, tensors: tensors, operators: operators)
  }
}
