import Inference

/// Evaluates models one window at a time, each whole; several may take turns.
public struct Interpreter: ~Copyable {
  private var arena = [Int8](repeating: 0, count: InferenceLimits.arenaBytes)
  private let kernels: KernelSet

  /// Creates one that evaluates with kernels that this processor has.
  public init(kernels: KernelSet = .best) {
    self.kernels = kernels
  }

  /// The evidence of one window; see `ModelPlan.evidence`.
  public mutating func evidence(of plan: borrowing ModelPlan, input: Span<Int8>, section: Span<UInt8>) -> Int32 {
    let kernels = kernels
    var bytes = arena.mutableSpan
    return plan.evidence(input: input, section: section, arena: &bytes, kernels: kernels)
  }

  /// Evaluates a model to its end.
  public mutating func run(_ plan: borrowing ModelPlan, input: Span<Int8>, section: Span<UInt8>) {
    let kernels = kernels
    var bytes = arena.mutableSpan
    plan.run(input: input, section: section, arena: &bytes, kernels: kernels)
  }

  /// The bytes of a tensor's values after `run`.
  public func values(of tensor: TensorPlan) -> [Int8] { Array(arena[tensor.range]) }
}
