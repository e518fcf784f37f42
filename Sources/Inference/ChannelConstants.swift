/// What a layer with weights starts one output channel's sum from, and scales it by.
///
/// They lie in tiles of 16 channels: 16 biases, 16 sums of weights, 16 multipliers, 16 exponents, each an Int32.
struct ChannelConstants {
  /// Bytes of one tile.
  static let tileBytes = 4 * 4 * InferenceLimits.tileChannels

  /// Where the sum of products of inputs, zero points not taken off, starts: the bias less the input's zero point times
  /// all weights.
  let bias: Int32
  /// The output's scale.
  let scale: Requantisation

  /// Reads one channel's constants from a place that was checked.
  @inline(__always)
  init(section: Span<UInt8>, at offset: Int, channel: Int) {
    let pitch = 4 * InferenceLimits.tileChannels
    let place = ChannelConstants.place(of: channel, at: offset)
    bias = section.int32(at: place)
    scale = Requantisation(
      multiplier: section.int32(at: place + 2 * pitch), exponent: section.int32(at: place + 3 * pitch))
  }

  /// Where the first word of a channel lies.
  @inline(__always)
  static func place(of channel: Int, at offset: Int) -> Int {
    let tile = channel / InferenceLimits.tileChannels
    return offset + tile * tileBytes + channel % InferenceLimits.tileChannels * 4
  }
}
