import Inference
import Signal
import Vocabulary

/// Runs a one-channel encoder on the windows of all channels that can be judged.
///
/// A window that follows the channel's last one by one hop is evaluated in its new part only; the evidence is that of
/// the whole window.
struct ChannelEncoder: ~Copyable {
  /// What was last evaluated of a channel.
  private struct Mark {
    /// One after the last sample of the window; 0 before the first.
    var windowEnd: UInt64
    /// What its samples were quantised with.
    var quantiser: InputQuantiser
  }

  private var window: PerRingSample<Int32>
  private(set) var input: PerRingSample<Int8>
  var encoder: BatchedEncoder
  private var marks: PerChannel<Mark>
  let channelCount: Int
  /// Of a model that takes all channels at once: each one's place.
  let rows: MontageRows

  /// Creates an encoder for a model and so many channels, evaluated with `kernels`.
  init(_ plan: borrowing ModelPlan, channelCount: Int, rows: MontageRows, kernels: KernelSet) {
    window = InlineArray(repeating: 0)
    input = InlineArray(repeating: 0)
    encoder = BatchedEncoder(
      plan, channelCount: plan.information.montage == nil ? channelCount : 1, kernels: kernels)
    marks = InlineArray(repeating: Mark(windowEnd: 0, quantiser: plan.information.quantiser))
    self.channelCount = channelCount
    self.rows = rows
  }

  /// The evidence of each channel that is usable in the window that ends before sample `windowEnd`; 0 of the others.
  mutating func evidence(
    of plan: borrowing ModelPlan, section: Span<UInt8>, usable: ChannelMask, windowEnd: UInt64,
    from chain: borrowing SignalChain
  ) -> PerChannel<Int32> {
    let model = plan.information
    var evidence = PerChannel<Int32>(repeating: 0)
    var values = evidence.mutableSpan
    var channel = 0
    while let run = run(from: channel, usable: usable, windowEnd: windowEnd, model) {
      for channel in run.channels { take(model, channel, in: run, windowEnd: windowEnd, from: chain) }
      encoder.evaluate(run, of: plan, section: section, into: &values)
      channel = run.channels.upperBound
    }
    return evidence
  }

  /// The first neighbouring usable channels from one on that all continue their last windows, or all do not.
  private func run(
    from channel: Int, usable: ChannelMask, windowEnd: UInt64, _ model: ModelInformation
  ) -> BatchedEncoder.Run? {
    var first = channel
    while first < channelCount && !usable[first] { first += 1 }
    guard first < channelCount else { return nil }
    let continues = continues(first, windowEnd: windowEnd, model)
    let end = min(channelCount, first + encoder.capacity(continues: continues))
    var next = first + 1
    while next < end && usable[next] && self.continues(next, windowEnd: windowEnd, model) == continues { next += 1 }
    return BatchedEncoder.Run(channels: first..<next, continues: continues)
  }

  /// Whether what was kept of a channel is that of the window one hop earlier. Samples that were given once never
  /// change, so it holds whatever happened to other channels since.
  private func continues(_ channel: Int, windowEnd: UInt64, _ model: ModelInformation) -> Bool {
    let mark = marks[channel]
    return encoder.isStreaming && mark.windowEnd &+ UInt64(model.hopSamples) == windowEnd
      && mark.quantiser == model.quantiser
  }

  /// Quantises the last `count` samples of one channel's window into `input`.
  mutating func quantise(
    _ model: ModelInformation, _ channel: Int, count: Int, windowEnd: UInt64, from chain: borrowing SignalChain
  ) {
    var samples = window.mutableSpan
    chain.copyConditioned(channel: channel, from: windowEnd &- UInt64(count), count: count, into: &samples)
    var values = input.mutableSpan
    model.quantise(window: window.span.extracting(first: count), into: &values)
  }

  /// Takes what the encoder needs of one channel's window.
  private mutating func take(
    _ model: ModelInformation, _ channel: Int, in run: BatchedEncoder.Run, windowEnd: UInt64,
    from chain: borrowing SignalChain
  ) {
    let count = encoder.sampleCount(continues: run.continues)
    quantise(model, channel, count: count, windowEnd: windowEnd, from: chain)
    encoder.take(input.span.extracting(first: count), of: channel, in: run)
    marks[channel] = Mark(windowEnd: windowEnd, quantiser: model.quantiser)
  }
}
