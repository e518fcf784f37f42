/// Evaluates models in an arena of the device's fixed size; several models take turns in one interpreter.
public struct Interpreter: ~Copyable {
  private var arena: InlineArray<163_840, Int8>
  /// The kernels it evaluates with.
  public let kernels: KernelSet

  /// Creates an interpreter with an empty arena.
  ///
  /// - Parameter kernels: A set that this processor has.
  public init(kernels: KernelSet = .best) {
    self.kernels = kernels
    arena = InlineArray(repeating: 0)
  }

  /// Evaluates a model and stops at its evidence.
  ///
  /// - Parameters:
  ///   - plan: The model.
  ///   - input: `plan.inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  /// - Returns: The evidence; see `ModelInformation.endsInAccumulator`.
  public mutating func evidence(of plan: borrowing ModelPlan, input: Span<Int8>, section: Span<UInt8>) -> Int32 {
    var bytes = arena.mutableSpan
    return plan.evidence(input: input, section: section, arena: &bytes, kernels: kernels)
  }

  /// Evaluates a model on a window and keeps what the next one needs; see `StreamPlan`.
  ///
  /// - Parameters:
  ///   - plan: The model.
  ///   - input: The whole window, or its samples from `stream.firstSample` on where it continues the window before.
  ///   - section: The section the plan was made from.
  ///   - stream: Of this model, and streaming.
  ///   - states: What is kept of all channels.
  ///   - place: Where in `states` the `stream.stateBytes` bytes of the channel begin whose window this is.
  ///   - continues: Whether its bytes were left by the window one hop earlier, whose common samples were quantised alike.
  /// - Returns: The evidence of the whole window.
  public mutating func evidence(
    of plan: borrowing ModelPlan, input: Span<Int8>, section: Span<UInt8>, stream: borrowing StreamPlan,
    states: inout MutableSpan<Int8>, at place: Int, continues: Bool
  ) -> Int32 {
    var bytes = arena.mutableSpan
    return plan.evidence(
      input: input, section: section, arena: &bytes, kernels: kernels, stream: stream, states: &states,
      at: place, continues: continues)
  }

  /// Evaluates a model to its end.
  ///
  /// - Parameters:
  ///   - plan: The model.
  ///   - input: `plan.inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  public mutating func run(_ plan: borrowing ModelPlan, input: Span<Int8>, section: Span<UInt8>) {
    var bytes = arena.mutableSpan
    plan.run(input: input, section: section, arena: &bytes, kernels: kernels)
  }

  /// Calls `body` with the bytes of a tensor's values after `run`.
  ///
  /// - Parameters:
  ///   - tensor: The output, or any tensor of a model compiled to keep them all.
  ///   - body: Takes the bytes, valid during the call only; an int16 has two, little-endian.
  /// - Returns: What `body` returns.
  public func withValues<Result>(of tensor: TensorPlan, _ body: (Span<Int8>) -> Result) -> Result {
    body(arena.span.extracting(tensor.range))
  }
}
