import Inference

/// Turns a network into the device's operators, one step after the other.
struct ModelLowering {
  /// A tensor that holds values during evaluation.
  struct Activation {
    /// Its number in the section.
    let number: UInt16
    /// Its name, for errors.
    let name: String
    /// Its shape.
    let shape: [Int]
    /// What its elements are.
    let elements: ElementType
    /// Real value of one unit.
    let scale: Float
    /// The element that stands for zero.
    let zeroPoint: Int32

    /// How many elements it has.
    var count: Int { shape.reduce(1, *) }
    /// How far an element can lie from the one that stands for zero.
    var reach: Int64 { Int64(max(elements.highest - zeroPoint, zeroPoint - elements.lowest)) }
  }

  /// An operator with what it adds to the section.
  struct Lowered {
    /// The operator; the offsets of its weights are set when the section is laid out.
    var step: Operator
    /// What it was in the `.tflite`.
    let code: OperatorCode
    /// Bias, sum of weights, multiplier and exponent of each output channel, in tiles.
    var constants = ByteArray()
    /// Weights in the order of the kernel.
    var weights: [UInt8] = []
    /// Real value of one unit of its accumulator, where that is the same for all channels.
    var accumulatorScale: Double?
  }

  /// The network.
  let network: Network
  /// Whether every tensor keeps its memory to the end, so that a test can read it.
  let keepsAllTensors: Bool
  /// Tensors that hold values, by their index in the `.tflite`.
  private(set) var activations: [Int: Activation] = [:]
  /// Float tensors that are a function of one int8 tensor, by their index in the `.tflite`.
  var floats: [Int: FloatFunction] = [:]
  /// Each tensor of the section.
  private(set) var definitions: [Activation] = []
  /// The `.tflite`'s index of each tensor of the section; those the compiler adds are numbered after them.
  private(set) var sourceIndices: [Int] = []
  /// The storage of each tensor of the section.
  private(set) var storageOfTensor: [Int] = []
  /// The memory tensors live in.
  private(set) var storages: [MemoryPlan.Storage] = []
  /// The device's operators.
  var lowered: [Lowered] = []
  /// The tensor the device fills.
  private(set) var input: Activation?
  /// The tensor the device reads.
  private(set) var output: Activation?

  /// Lowers all of a network.
  ///
  /// - Throws: `ModelImportError.unsupported` naming the tensor or operator.
  init(_ network: Network, keepsAllTensors: Bool) throws(ModelImportError) {
    let network = network.withSignedEnds()
    self.network = network
    self.keepsAllTensors = keepsAllTensors
    guard network.inputs.count == 1 && network.outputs.count == 1 else {
      throw ModelImportError.unsupported(
        subject: "model", found: "\(network.inputs.count) inputs and \(network.outputs.count) outputs",
        supported: "one of each")
    }
    try defineInput()
    for step in network.steps { try lower(step) }
    output = try finalOutput()
    guard !lowered.isEmpty else {
      throw ModelImportError.unsupported(
        subject: "model", found: "no operator to evaluate", supported: OperatorCode.supported)
    }
  }

  // MARK: Tensors

  /// The values a step reads.
  ///
  /// - Parameters:
  ///   - position: Which of the step's inputs.
  ///   - step: The step.
  /// - Returns: The tensor.
  /// - Throws: `ModelImportError` if it is absent, constant or neither int8 nor int16.
  func source(_ position: Int, of step: Network.Step) throws(ModelImportError) -> Activation {
    guard position < step.inputs.count, step.inputs[position] >= 0 else {
      throw unsupported(step, "input \(position) is missing", "one tensor")
    }
    let index = step.inputs[position]
    if let activation = activations[index] { return activation }
    try checkActivation(index)
    throw unsupported(
      step, "input \"\(network.tensors[index].name)\" is constant or not computed before it", "a computed tensor")
  }

  /// Gives the values a step writes a place of their own.
  mutating func target(of step: Network.Step) throws(ModelImportError) -> Activation {
    try target(try targetIndex(of: step), of: step)
  }

  /// Gives the values of one of several tensors that a step writes a place of their own.
  mutating func target(_ index: Int, of step: Network.Step) throws(ModelImportError) -> Activation {
    guard activations[index] == nil else {
      throw unsupported(step, "tensor \"\(network.tensors[index].name)\" is written twice", "once")
    }
    try checkActivation(index)
    storages.append(storage(for: index, firstStep: step.index))
    return try define(index, storage: storages.count - 1)
  }

  /// Gives values that only one step knows a place, in the quantisation of another tensor.
  mutating func scratch(
    _ shape: [Int], like source: Activation, of step: Network.Step
  ) throws(ModelImportError) -> Activation {
    storages.append(
      MemoryPlan.Storage(
        byteCount: shape.reduce(1, *) * source.elements.byteCount, firstStep: keepsAllTensors ? -1 : step.index,
        lastStep: keepsAllTensors ? .max : step.index))
    let index = network.tensors.count + definitions.count
    return try define(
      index, storage: storages.count - 1, name: "\(source.name), rearranged", shape: shape,
      elements: source.elements, scale: source.scale, zeroPoint: source.zeroPoint)
  }

  /// Gives what a step keeps from one evaluation to the next a place that nothing else has.
  mutating func state(_ count: Int64, of step: Network.Step) throws(ModelImportError) -> Activation {
    storages.append(MemoryPlan.Storage(byteCount: 2 * Int(count), firstStep: -1, lastStep: .max))
    return try define(
      network.tensors.count + definitions.count, storage: storages.count - 1, name: "state of operator \(step.index)",
      shape: [Int(count)], elements: .int16, scale: 1, zeroPoint: 0)
  }

  /// Keeps a tensor's values until after a step.
  mutating func keep(_ source: Activation, until step: Network.Step) {
    let storage = storageOfTensor[Int(source.number)]
    storages[storage].lastStep = max(storages[storage].lastStep, step.index)
  }

  /// Gives the values a step writes the place of those it reads.
  mutating func view(of step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let index = try targetIndex(of: step)
    let tensor = network.tensors[index]
    guard tensor.count == source.count, tensor.type.elements == source.elements else {
      throw unsupported(step, "\(source.shape) becomes \(tensor.shape)", "as many elements as before")
    }
    let storage = storageOfTensor[Int(source.number)]
    storages[storage].lastStep = max(storages[storage].lastStep, lastUse(of: index))
    _ = try define(index, storage: storage)
  }

  // MARK: Errors and options

  /// An error about a step.
  func unsupported(_ step: Network.Step, _ found: String, _ supported: String) -> ModelImportError {
    let name = step.outputs.first.map { " that writes \"\(network.tensors[$0].name)\"" } ?? ""
    return ModelImportError.unsupported(
      subject: "operator \(step.index) (\(step.code))\(name)", found: found, supported: supported)
  }

  /// The options of a step, which must be of kind `type`.
  func options(of step: Network.Step, type: UInt8) throws(ModelImportError) -> FlatBufferTable {
    guard step.optionsType == type, let options = step.options else {
      throw ModelImportError.malformed(
        offset: step.options?.position ?? 0,
        expected: "operator \(step.index) (\(step.code)) to have options of kind \(type), found \(step.optionsType)")
    }
    return options
  }

  // MARK: Walking

  private mutating func lower(_ step: Network.Step) throws(ModelImportError) {
    switch step.code {
    case _ where isFloat(step): try lowerFloat(step)
    case .convolution: try lowerConvolution(step)
    case .transposedConvolution: try lowerTransposedConvolution(step)
    case .depthwiseConvolution: try lowerDepthwiseConvolution(step)
    case .fullyConnected: try lowerFullyConnected(step)
    case .averagePool: try lowerPool(step, kind: .averagePool)
    case .maximumPool: try lowerPool(step, kind: .maximumPool)
    case .mean: try lowerMean(step, isSum: false)
    case .sum: try lowerMean(step, isSum: true)
    case .add: try lowerArithmetic(step, .addition)
    case .sub: try lowerArithmetic(step, .subtraction)
    case .mul: try lowerArithmetic(step, .multiplication)
    case .minimum: try lowerArithmetic(step, .minimum)
    case .maximum: try lowerArithmetic(step, .maximum)
    case .prelu: try lowerArithmetic(step, .parametricRectifier)
    case .relu: try lowerRequantisation(step, ceiling: .infinity, floor: 0)
    case .relu6: try lowerRequantisation(step, ceiling: 6, floor: 0)
    case .quantize: try lowerQuantise(step)
    case .dequantize: try lowerDequantise(step)
    case .logistic, .tanh, .elu: try lowerCurve(step)
    case .hardSwish: try lowerHardSwish(step)
    case .leakyRelu: try lowerLeakyRectifier(step)
    case .softmax: try lowerSoftmax(step)
    case .pad, .padV2: try lowerPadding(step)
    case .tile: try lowerTiling(step)
    case .transpose: try lowerTransposition(step)
    case .slice: try lowerSlice(step)
    case .stridedSlice: try lowerStridedSlice(step)
    case .split, .splitV: try lowerSplit(step)
    case .concatenation, .pack: try lowerConcatenation(step)
    case .spaceToBatch: try lowerSpaceToBatch(step)
    case .batchToSpace: try lowerBatchToSpace(step)
    case .resizeNearest, .resizeBilinear: try lowerResize(step)
    case .sequenceLSTM: try lowerLSTM(step)
    case .svdf: try lowerSVDF(step)
    case .reshape, .expandDims, .squeeze: try view(of: step)
    case .shape:
      throw unsupported(step, "a shape computed at run time", "fixed shapes (convert with the batch set to 1)")
    default: throw unsupported(step, "\(step.code)", OperatorCode.supported)
    }
  }

  /// A float input may be quantised by the first operator: the device does that itself.
  private mutating func defineInput() throws(ModelImportError) {
    var index = network.inputs[0]
    let readers = network.steps.filter { $0.inputs.contains(index) }
    if network.tensors[index].type == .float32, readers.count == 1, readers[0].code == .quantize,
      let quantised = readers[0].outputs.first
    {
      index = quantised
    }
    try checkActivation(index)
    let shape = network.tensors[index].shape
    guard shape.count < 2 || shape[0] == 1 else {
      throw ModelImportError.unsupported(
        subject: "input \"\(network.tensors[index].name)\"", found: "a batch of \(shape[0])", supported: "1")
    }
    storages.append(storage(for: index, firstStep: -1))
    input = try define(index, storage: 0)
  }

  private mutating func lowerQuantise(_ step: Network.Step) throws(ModelImportError) {
    if let input, step.inputs == network.inputs, network.tensors[network.inputs[0]].type == .float32,
      let target = step.outputs.first, activations[target]?.number == input.number
    {
      return
    }
    if let source = step.inputs.first, let target = step.outputs.first,
      network.tensors[source].isUnsigned || network.tensors[target].isUnsigned, network.haveSameScale(source, target)
    {
      return try view(of: step)
    }
    try lowerRequantisation(step, ceiling: .infinity, floor: -.infinity)
  }

  /// A float output may be made from an int8 one by the last operator: the device reads the int8 one. Elsewhere floats
  /// may only be a function of one int8 tensor, which becomes a table.
  private mutating func lowerDequantise(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    guard step.outputs != network.outputs, let output = step.outputs.first else { return }
    floats[output] = FloatFunction(source: source)
  }

  private func finalOutput() throws(ModelImportError) -> Activation {
    let index = network.outputs[0]
    if let output = activations[index] { return output }
    if let step = network.steps.last(where: { $0.outputs.contains(index) }), step.code == .dequantize {
      return try source(0, of: step)
    }
    try checkActivation(index)
    throw ModelImportError.unsupported(
      subject: "output \"\(network.tensors[index].name)\"", found: "no operator writes it",
      supported: "a computed tensor")
  }

  // MARK: Definition

  private func targetIndex(of step: Network.Step) throws(ModelImportError) -> Int {
    guard step.outputs.count == 1, let index = step.outputs.first else {
      throw unsupported(step, "\(step.outputs.count) outputs", "one")
    }
    guard activations[index] == nil else {
      throw unsupported(step, "tensor \"\(network.tensors[index].name)\" is written twice", "once")
    }
    try checkActivation(index)
    return index
  }

  private mutating func define(_ index: Int, storage: Int) throws(ModelImportError) -> Activation {
    let tensor = network.tensors[index]
    return try define(
      index, storage: storage, name: tensor.name, shape: tensor.shape, elements: elements(of: index),
      scale: tensor.scales[0], zeroPoint: Int32(tensor.zeroPoints[0]))
  }

  private mutating func define(
    _ index: Int, storage: Int, name: String, shape: [Int], elements: ElementType, scale: Float, zeroPoint: Int32
  ) throws(ModelImportError) -> Activation {
    guard definitions.count < InferenceLimits.tensors else {
      throw ModelImportError.unsupported(
        subject: "tensor \"\(name)\"", found: "more tensors than fit", supported: "\(InferenceLimits.tensors)")
    }
    let activation = Activation(
      number: UInt16(definitions.count), name: name, shape: shape, elements: elements, scale: scale,
      zeroPoint: zeroPoint)
    definitions.append(activation)
    sourceIndices.append(index)
    storageOfTensor.append(storage)
    activations[index] = activation
    return activation
  }

  private func storage(for index: Int, firstStep: Int) -> MemoryPlan.Storage {
    MemoryPlan.Storage(
      byteCount: network.tensors[index].count * elements(of: index).byteCount,
      firstStep: keepsAllTensors ? -1 : firstStep, lastStep: max(firstStep, lastUse(of: index)))
  }

  /// What the elements of a tensor are that was judged able to hold values.
  private func elements(of index: Int) -> ElementType {
    guard let elements = network.tensors[index].type.elements else {
      preconditionFailure("a tensor that was not judged")
    }
    return elements
  }

  private func lastUse(of index: Int) -> Int {
    if keepsAllTensors || network.outputs.contains(index) { return .max }
    let reader = network.steps.last { $0.inputs.contains(index) }
    return reader.map { $0.outputs == network.outputs && $0.code == .dequantize ? .max : $0.index } ?? -1
  }

  /// Judges whether a tensor can hold values on the device.
  private func checkActivation(_ index: Int) throws(ModelImportError) {
    let tensor = network.tensors[index]
    func refuse(_ found: String, _ supported: String) -> ModelImportError {
      ModelImportError.unsupported(subject: "tensor \"\(tensor.name)\"", found: found, supported: supported)
    }
    guard let elements = tensor.type.elements else {
      let advice =
        tensor.type == .uint8
        ? "INT8 and INT16; UINT8 only as input or output beside a QUANTIZE (TensorFlow 2's full integer quantisation)"
        : "INT8 and INT16 (convert with full integer quantisation)"
      throw refuse("\(tensor.type)", advice)
    }
    guard tensor.count > 0 else { throw refuse("no elements (shape \(tensor.shape))", "at least one") }
    guard !tensor.isSparse && !tensor.isVariable else { throw refuse("a sparse or variable tensor", "a plain one") }
    guard tensor.scales.count == 1 && tensor.zeroPoints.count == 1 else {
      throw refuse("\(tensor.scales.count) scales and \(tensor.zeroPoints.count) zero points", "one of each")
    }
    guard tensor.scales[0].isNormal && tensor.scales[0] > 0 else {
      throw refuse("scale \(tensor.scales[0])", "a positive scale")
    }
    guard let zeroPoint = Int32(exactly: tensor.zeroPoints[0]), elements.zeroPoints.contains(zeroPoint) else {
      throw refuse("zero point \(tensor.zeroPoints[0])", elements == .int8 ? "-128 to 127" : "0")
    }
    guard tensor.signature.dropFirst().allSatisfy({ $0 >= 0 }) else {
      throw refuse("shape \(tensor.signature) with an open dimension", "fixed shapes (the batch alone may be open)")
    }
  }
}
