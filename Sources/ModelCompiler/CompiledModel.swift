import Inference

/// A model as the bundle carries it, with what a person wants to know about it.
public struct CompiledModel: Sendable {
  /// A tensor in the arena.
  public struct Tensor: Sendable {
    /// Its index in the `.tflite`; for a tensor that the compiler put between two operators, one past those.
    public let sourceIndex: Int
    /// Whether the compiler put it there: the `.tflite` has no such tensor.
    public let isScratch: Bool
    /// Its name in the `.tflite`.
    public let name: String
    /// Its shape.
    public let shape: [Int]
    /// What its elements are.
    public let elements: ElementType
    /// Real value of one unit.
    public let scale: Float
    /// The element that stands for zero.
    public let zeroPoint: Int
    /// Where it lies in the arena.
    public let arenaOffset: Int
    /// Whether the `.tflite` has its elements as uint8: 128 more than in the arena.
    public let isUnsigned: Bool
  }

  /// An operator the device evaluates.
  public struct Step: Sendable {
    /// Its name in TensorFlow Lite's schema.
    public let name: String
    /// Number of the tensor it reads first.
    public let input: Int
    /// Number of the tensor it writes.
    public let output: Int
    /// Multiply-accumulates, padding included.
    public let multiplyAccumulates: Int
    /// Bytes of weights.
    public let weightBytes: Int
  }

  /// The section, checked by the device's own rules.
  public let section: [UInt8]
  /// Tensors in the section's order.
  public let tensors: [Tensor]
  /// Operators in the order of evaluation.
  public let steps: [Step]
  /// Number of the tensor the device fills.
  public let input: Int
  /// Number of the tensor the device reads.
  public let output: Int
  /// Bytes of the arena the model uses.
  public let arenaBytes: Int
  /// Real value of one unit of the last layer's sum, where the model ends in one.
  public let accumulatorScale: Double?

  /// Multiply-accumulates of one evaluation.
  public var multiplyAccumulates: Int { steps.reduce(0) { $0 + $1.multiplyAccumulates } }

  /// Bytes of all weights.
  public var weightBytes: Int { steps.reduce(0) { $0 + $1.weightBytes } }
}
