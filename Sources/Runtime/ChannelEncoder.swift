import Inference
import Signal
import Vocabulary

/// Runs a one-channel encoder on one channel's window; its buffers serve all channels in turn.
struct ChannelEncoder: ~Copyable {
  private let windowSamples: Int
  private var window: InlineArray<2064, Int32>
  private var input: InlineArray<2064, Int8>
  private var interpreter: Interpreter

  /// Creates an encoder for windows of `windowSamples`, evaluated with `kernels`.
  init(windowSamples: Int, kernels: KernelSet) {
    interpreter = Interpreter(kernels: kernels)
    self.windowSamples = windowSamples
    window = InlineArray(repeating: 0)
    input = InlineArray(repeating: 0)
  }

  /// The evidence of one channel in the window of the hop that ended last.
  mutating func evidence(
    of plan: borrowing ModelPlan, section: Span<UInt8>, channel: Int, from chain: borrowing SignalChain
  ) -> Int32 {
    fillWindow(channel: channel, from: chain)
    quantise(as: plan.information)
    return interpreter.evidence(of: plan, input: input.span.extracting(first: windowSamples), section: section)
  }

  private mutating func fillWindow(channel: Int, from chain: borrowing SignalChain) {
    var samples = window.mutableSpan
    chain.copyWindow(channel: channel, into: &samples)
  }

  private mutating func quantise(as model: ModelInformation) {
    var values = input.mutableSpan
    model.quantise(window: window.span.extracting(first: windowSamples), into: &values)
  }
}
