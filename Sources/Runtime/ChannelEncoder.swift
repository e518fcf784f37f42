import Inference
import Signal
import Vocabulary

/// Runs a one-channel encoder on one channel's window after the other.
///
/// A window that follows the channel's last one by one hop is evaluated in its new part only; the evidence is that of the whole window.
struct ChannelEncoder: ~Copyable {
  /// What a channel's state belongs to.
  private struct Mark {
    /// One after the last sample of the window; 0 before the first.
    var windowEnd: UInt64
    /// What its samples were quantised with.
    var quantiser: InputQuantiser
  }

  private let stream: StreamPlan
  private let stateBytes: Int
  private var window: InlineArray<2064, Int32>
  private var input: InlineArray<2064, Int8>
  private var interpreter: Interpreter
  private var states: InlineArray<32_768, Int8>
  private var marks: PerChannel<Mark>

  /// Creates an encoder for a model and so many channels, evaluated with `kernels`.
  init(_ plan: borrowing ModelPlan, channelCount: Int, kernels: KernelSet) {
    stream = StreamPlan(plan, stateCapacity: InferenceLimits.streamBytes / max(channelCount, 1))
    stateBytes = stream.stateBytes
    window = InlineArray(repeating: 0)
    input = InlineArray(repeating: 0)
    interpreter = Interpreter(kernels: kernels)
    states = InlineArray(repeating: 0)
    marks = InlineArray(repeating: Mark(windowEnd: 0, quantiser: plan.information.quantiser))
  }

  /// The evidence of one channel in the window that ends before sample `windowEnd`.
  ///
  /// Samples that were given once never change, so a state holds whatever happened to other channels since.
  mutating func evidence(
    of plan: borrowing ModelPlan, section: Span<UInt8>, channel: Int, windowEnd: UInt64,
    from chain: borrowing SignalChain
  ) -> Int32 {
    let model = plan.information
    guard stream.isStreaming else {
      prepare(model, channel: channel, windowEnd: windowEnd, count: plan.inputCount, from: chain)
      return interpreter.evidence(of: plan, input: input.span.extracting(first: plan.inputCount), section: section)
    }
    let mark = marks[channel]
    let continues = mark.windowEnd &+ UInt64(model.hopSamples) == windowEnd && mark.quantiser == model.quantiser
    let count = plan.inputCount - (continues ? stream.firstSample : 0)
    prepare(model, channel: channel, windowEnd: windowEnd, count: count, from: chain)
    marks[channel] = Mark(windowEnd: windowEnd, quantiser: model.quantiser)
    return evaluate(plan, section: section, channel: channel, count: count, continues: continues)
  }

  /// Quantises the window's last `count` samples.
  private mutating func prepare(
    _ model: ModelInformation, channel: Int, windowEnd: UInt64, count: Int, from chain: borrowing SignalChain
  ) {
    var samples = window.mutableSpan
    chain.copyConditioned(channel: channel, from: windowEnd &- UInt64(count), count: count, into: &samples)
    var values = input.mutableSpan
    model.quantise(window: window.span.extracting(first: count), into: &values)
  }

  private mutating func evaluate(
    _ plan: borrowing ModelPlan, section: Span<UInt8>, channel: Int, count: Int, continues: Bool
  ) -> Int32 {
    var states = states.mutableSpan
    return interpreter.evidence(
      of: plan, input: input.span.extracting(first: count), section: section, stream: stream, states: &states,
      at: channel * stateBytes, continues: continues)
  }
}
