/// What a convolution or fully connected layer adds to and scales one output channel by.
struct ChannelConstants {
  /// Where the accumulator starts.
  let bias: Int32
  /// The output's scale.
  let scale: Requantisation

  /// Reads the constants from a place that was checked.
  @inline(__always)
  init(section: Span<UInt8>, at offset: Int) {
    bias = section.int32(at: offset)
    scale = Requantisation(multiplier: section.int32(at: offset + 4), exponent: section.int32(at: offset + 8))
  }
}
