import Inference
import Signal
import Vocabulary

/// The other kind of model: all channels of a montage at once.
extension ChannelEncoder {
  /// The evidence of the montage in the window that ends before sample `windowEnd`; what is not usable is filled with
  /// what stands for zero. The window is kept for `evidence(of:section:hiding:)`.
  mutating func evidence(
    ofMontage plan: borrowing ModelPlan, section: Span<UInt8>, usable: ChannelMask, windowEnd: UInt64,
    from chain: borrowing SignalChain
  ) -> Int32 {
    let model = plan.information
    let count = Int(model.windowSamples)
    encoder.clearMontage(model)
    for channel in 0..<channelCount where usable[channel] {
      quantise(model, channel, count: count, windowEnd: windowEnd, from: chain)
      encoder.take(input.span.extracting(first: count), ofRow: rows[channel], model)
    }
    return encoder.evaluateMontage(of: plan, section: section)
  }

  /// The evidence of the window that was evaluated last, with one channel filled with what stands for zero.
  mutating func evidence(of plan: borrowing ModelPlan, section: Span<UInt8>, hiding channel: Int) -> Int32 {
    encoder.evaluateMontage(of: plan, section: section, hiding: rows[channel])
  }
}
