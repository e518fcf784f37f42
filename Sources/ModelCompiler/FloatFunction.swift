import Foundation

/// What a float tensor holds for each value of the int8 tensor it is computed from, element by element.
struct FloatFunction {
  /// The int8 tensor.
  let source: ModelLowering.Activation
  /// By value of that tensor, -128 first.
  private(set) var values: [Float]

  /// The real values of a tensor.
  init(source: ModelLowering.Activation) {
    self.source = source
    values = (-128...127).map { source.scale * Float($0 - Int(source.zeroPoint)) }
  }

  /// This, then another function.
  func then(_ function: (Float) -> Float) -> FloatFunction {
    var result = self
    result.values = values.map(function)
    return result
  }

  /// The int8 values in another tensor's scale, as LiteRT's QUANTIZE of floats has them.
  func quantised(for target: ModelLowering.Activation) -> [UInt8] {
    FloatFunction.int8(values.map { $0 / target.scale }, zeroPoint: target.zeroPoint)
  }

  /// The int8 values in another tensor's scale, as LiteRT's own tables have them: times the scale's inverse.
  func tabulated(for target: ModelLowering.Activation) -> [UInt8] {
    let inverse = 1 / target.scale
    return FloatFunction.int8(values.map { $0 * inverse }, zeroPoint: target.zeroPoint)
  }

  private static func int8(_ values: [Float], zeroPoint: Int32) -> [UInt8] {
    values.map { value in
      // Nothing that matters lies beyond 1,000 either way; what is no number becomes the lowest.
      let steps = value.isNaN ? -1_000 : max(-1_000, min(1_000, value.rounded(.toNearestOrAwayFromZero)))
      return UInt8(bitPattern: Int8(max(-128, min(127, zeroPoint + Int32(steps)))))
    }
  }
}

extension OperatorCode {
  /// The function that an operator applies to each float.
  ///
  /// - Parameter alpha: Slope of a leaky rectifier below zero.
  /// - Returns: The function; nil for an operator of another kind.
  func function(alpha: Float) -> ((Float) -> Float)? {
    switch self {
    case .relu: { max(0, $0) }
    case .relu6: { min(6, max(0, $0)) }
    case .leakyRelu: { $0 > 0 ? $0 : $0 * alpha }
    case .elu: { $0 < 0 ? expm1f($0) : $0 }
    case .logistic: { 1 / (1 + expf(-$0)) }
    case .tanh: { tanhf($0) }
    case .hardSwish: { $0 * min(6, max(0, $0 + 3)) / 6 }
    case .square: { $0 * $0 }
    case .log: { logf($0) }
    case .exp: { expf($0) }
    default: nil
    }
  }
}
