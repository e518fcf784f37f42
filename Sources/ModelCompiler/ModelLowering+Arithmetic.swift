import Foundation
import Inference

extension ModelLowering {
  /// Numbers of the options' kinds in TensorFlow Lite's schema, by operator.
  private static let optionsTypes: [OperatorCode: UInt8] = [.add: 11, .mul: 21, .sub: 28]

  /// A constant that an operator takes as an operand.
  private struct ConstantOperand {
    let shape: [Int]
    /// As they lie in the file.
    let values: [UInt8]
    let scale: Float
    let zeroPoint: Int32
  }

  /// Two operands element by element, of which one may be a constant and either may be repeated along some axes.
  mutating func lowerArithmetic(_ step: Network.Step, _ kind: Operator.Kind) throws(ModelImportError) {
    var positions = (0, 1)
    let isSymmetric = kind != .subtraction && kind != .parametricRectifier
    if isSymmetric && !isWhole(0, of: step) { positions = (1, 0) }
    var fused: Int8 = 0
    if let type = ModelLowering.optionsTypes[step.code] {
      fused = try options(of: step, type: type).integer(0, Int8.self)
    }
    var first = try source(positions.0, of: step)
    let second = try operand(positions.1, of: step, like: first)
    let target = try target(of: step)
    if first.shape != target.shape { first = try repeated(first, as: target.shape, of: step) }
    var operation = try operation(
      kind, step, from: first, to: target, range: try range(step, activation: fused, target: target))
    var constant: [UInt8] = []
    var period = 0
    switch second {
    case .tensor(var tensor):
      if !ModelLowering.isRow(tensor.shape, of: target.shape) {
        tensor = try repeated(tensor, as: target.shape, of: step)
      }
      guard tensor.elements == first.elements else {
        throw unsupported(step, "operands of \(first.elements) and \(tensor.elements)", "elements of one type")
      }
      period = tensor.count
      operation.secondInput = tensor.number
      operation.secondInputZeroPoint = tensor.zeroPoint
      try setScales(&operation, step, first, (tensor.scale, tensor.zeroPoint), target)
    case .constant(let operand):
      constant = operand.values
      if !ModelLowering.isRow(operand.shape, of: target.shape) {
        let strides = try repeatedStrides(operand.shape, as: target.shape, of: step)
        constant = ModelLowering.gathered(operand.values, target.shape, strides, width: first.elements.byteCount)
      }
      period = constant.count / first.elements.byteCount
      operation.secondInputZeroPoint = operand.zeroPoint
      try setScales(&operation, step, first, (operand.scale, operand.zeroPoint), target)
    }
    operation.geometry.inputHeight = Int32(target.count / period)
    operation.geometry.outputHeight = operation.geometry.inputHeight
    operation.geometry.inputChannels = Int32(period)
    operation.geometry.outputChannels = Int32(period)
    lowered.append(Lowered(step: operation, code: step.code, weights: constant))
  }

  /// Sets an operator's scales, computed in the precision that LiteRT computes them in.
  private func setScales(
    _ operation: inout Operator, _ step: Network.Step, _ first: Activation, _ second: (scale: Float, zeroPoint: Int32),
    _ target: Activation
  ) throws(ModelImportError) {
    func scale(_ factor: Double, holding magnitude: Int64) throws(ModelImportError) -> Requantisation {
      guard let scale = Requantisation(factor: factor), scale.holds(magnitude: magnitude) else {
        throw scaleError(step, first, target)
      }
      return scale
    }
    let product = Double(first.scale * second.scale / target.scale)
    let isInt8 = first.elements == .int8
    switch operation.kind {
    case .multiplication: operation.outputScale = try scale(product, holding: isInt8 ? 255 * 255 : 1 << 30)
    case .parametricRectifier:
      guard isInt8 else { throw unsupported(step, "elements of \(first.elements)", "int8") }
      operation.inputScale = try scale(Double(first.scale / target.scale), holding: 255)
      operation.outputScale = try scale(product, holding: 255 * 255)
    case .minimum, .maximum:
      guard first.scale == target.scale && second.scale == target.scale,
        first.zeroPoint == target.zeroPoint && second.zeroPoint == target.zeroPoint
      else {
        throw unsupported(step, "operands and output in several scales or zero points", "one for all")
      }
    default:
      try checkPowersOfTwo(step, [first.scale, second.scale, target.scale], first)
      let common = 2 * max(Double(first.scale), Double(second.scale))
      let unit = exp2(Double(first.elements.headroomBits))
      let most = (isInt8 ? 255 : first.reach) << Int64(first.elements.headroomBits)
      operation.inputScale = try scale(Double(first.scale) / common, holding: most)
      operation.secondInputScale = try scale(Double(second.scale) / common, holding: most)
      let sum = try scale(common / (unit * Double(target.scale)), holding: 0)
      guard sum.exponent <= 0 else { throw scaleError(step, first, target) }
      operation.outputScale = sum
    }
  }

  /// LiteRT has other arithmetic for a sum of int16 where all scales are powers of two, unless its option says no.
  private func checkPowersOfTwo(
    _ step: Network.Step, _ scales: [Float], _ source: Activation
  ) throws(ModelImportError) {
    guard source.elements == .int16, let type = ModelLowering.optionsTypes[step.code],
      try options(of: step, type: type).integer(1, UInt8.self, default: 1) != 0
    else { return }
    guard !scales.allSatisfy(ModelLowering.isPowerOfTwo) else {
      throw unsupported(step, "pot_scale_int16 with scales that are powers of two", "pot_scale_int16 = false")
    }
  }

  /// Whether a scale is a power of two by the measure of LiteRT.
  static func isPowerOfTwo(_ scale: Float) -> Bool {
    let logarithm = log2(Double(scale))
    return abs(logarithm - logarithm.rounded()) < 1e-3
  }

  // MARK: Operands

  private enum Operand {
    case tensor(Activation)
    case constant(ConstantOperand)
  }

  /// Whether an input of a step is computed, and as large as the output.
  private func isWhole(_ position: Int, of step: Network.Step) -> Bool {
    guard position < step.inputs.count, let output = step.outputs.first,
      let activation = activations[step.inputs[position]]
    else { return false }
    return activation.shape == network.tensors[output].shape
  }

  private func operand(
    _ position: Int, of step: Network.Step, like first: Activation
  ) throws(ModelImportError) -> Operand {
    guard position < step.inputs.count, step.inputs[position] >= 0,
      network.tensors[step.inputs[position]].data != nil, activations[step.inputs[position]] == nil
    else { return .tensor(try source(position, of: step)) }
    let (tensor, data) = try constant(
      position, first.elements == .int8 ? .int8 : .int16, width: first.elements.byteCount, of: step)
    guard tensor.scales.count == 1, tensor.zeroPoints.count == 1, tensor.scales[0].isNormal, tensor.scales[0] > 0,
      let zeroPoint = Int32(exactly: tensor.zeroPoints[0]), first.elements.zeroPoints.contains(zeroPoint)
    else {
      throw unsupported(
        step, "constant \"\(tensor.name)\" with \(tensor.scales.count) scales",
        "one positive scale and a zero point of its type")
    }
    return .constant(
      ConstantOperand(
        shape: tensor.shape, values: Array(network.buffer.bytes[data]), scale: tensor.scales[0], zeroPoint: zeroPoint))
  }

  /// Whether a shape is that of the last axes of another, so that its elements follow each other again and again.
  private static func isRow(_ shape: [Int], of whole: [Int]) -> Bool {
    let row = shape.drop { $0 == 1 }
    return row.isEmpty || (row.count <= whole.count && Array(row) == whole.suffix(row.count))
  }

  /// Strides under which a tensor is repeated to a larger shape, 0 where it repeats.
  private func repeatedStrides(
    _ shape: [Int], as whole: [Int], of step: Network.Step
  ) throws(ModelImportError) -> [Int] {
    let full = Array(repeating: 1, count: max(0, whole.count - shape.count)) + shape
    guard full.count == whole.count, full.indices.allSatisfy({ full[$0] == 1 || full[$0] == whole[$0] }) else {
      throw unsupported(step, "an operand of \(shape) for an output of \(whole)", "the same axes, or 1")
    }
    let strides = ModelLowering.strides(full)
    return full.indices.map { full[$0] == 1 ? 0 : strides[$0] }
  }

  private mutating func repeated(
    _ source: Activation, as whole: [Int], of step: Network.Step
  ) throws(ModelImportError) -> Activation {
    let strides = try repeatedStrides(source.shape, as: whole, of: step)
    let target = try scratch(whole, like: source, of: step)
    let to = ModelLowering.strides(whole)
    try appendCopy(step, from: source, to: target, axes: whole.indices.map { (whole[$0], strides[$0], to[$0]) })
    return target
  }

  private static func gathered(_ values: [UInt8], _ shape: [Int], _ strides: [Int], width: Int) -> [UInt8] {
    let own = ModelLowering.strides(shape)
    return (0..<shape.reduce(1, *)).flatMap { index in
      let element = shape.indices.reduce(0) { $0 + index / own[$1] % shape[$1] * strides[$1] }
      return values[(element * width)..<((element + 1) * width)]
    }
  }
}
