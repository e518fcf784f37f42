/// What a layer of int16 activations starts one output channel's sum from, and scales it by.
///
/// They lie in tiles of 16 channels as those of int8 do: 16 low and 16 high words of the biases, then 16 low and 16
/// high words of what sums are scaled by. Without zero points there are no sums of weights.
struct ChannelConstantsInt16 {
  /// Where the sum of products starts.
  let bias: Int64
  /// The words of the output's scale.
  private let words: (Int32, Int32)

  /// Reads one channel's constants from a place that was checked.
  @inline(__always)
  init(section: Span<UInt8>, at offset: Int, channel: Int) {
    let pitch = 4 * InferenceLimits.tileChannels
    let place = ChannelConstants.place(of: channel, at: offset)
    bias = Int64(section.int32(at: place + pitch)) << 32 | Int64(UInt32(bitPattern: section.int32(at: place)))
    words = (section.int32(at: place + 2 * pitch), section.int32(at: place + 3 * pitch))
  }

  /// The scale of a convolution.
  var scale: Requantisation { Requantisation(multiplier: words.0, exponent: words.1) }

  /// The scale of a fully connected layer.
  var factor: SumFactor { SumFactor(words: words) }
}
