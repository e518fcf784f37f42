/// The weights of one layer.
struct Weights {
  /// The tensor they come from.
  let tensor: Network.Tensor
  /// The int8 weights.
  var bytes: ArraySlice<UInt8>
  /// Which axis of the tensor is the output channel.
  let channelAxis: Int
  /// How many output channels there are.
  let channels: Int
  /// Whether the output channel is the outermost axis of `bytes`.
  var isChannelFirst: Bool

  /// Creates weights in the tensor's own order.
  init(tensor: Network.Tensor, bytes: ArraySlice<UInt8>, channelAxis: Int, channels: Int) {
    self.tensor = tensor
    self.bytes = bytes
    self.channelAxis = channelAxis
    self.channels = channels
    isChannelFirst = channelAxis == 0
  }

  /// The same weights with the output channel, now the innermost axis, outermost.
  func channelsFirst() -> Weights {
    var result = self
    result.isChannelFirst = true
    result.bytes = []
    for channel in 0..<channels {
      for place in stride(from: bytes.startIndex + channel, to: bytes.endIndex, by: channels) {
        result.bytes.append(bytes[place])
      }
    }
    return result
  }

  /// The scale of one output channel.
  func scale(of channel: Int) -> Float {
    tensor.scales[channel < tensor.scales.count ? channel : 0]
  }

  /// How many weights an output channel has.
  var countPerChannel: Int { bytes.count / channels }

  /// One weight of an output channel, in the tensor's order.
  func weight(of channel: Int, at index: Int) -> Int8 {
    let place = isChannelFirst ? channel * countPerChannel + index : index * channels + channel
    return Int8(bitPattern: bytes[bytes.startIndex + place])
  }

  /// The sum of the absolute weights of one output channel.
  func magnitude(of channel: Int) -> Int64 {
    (0..<countPerChannel).reduce(0) { $0 + abs(Int64(weight(of: channel, at: $1))) }
  }

  /// The sum of the weights of one output channel.
  func sum(of channel: Int) -> Int64 {
    (0..<countPerChannel).reduce(0) { $0 + Int64(weight(of: channel, at: $1)) }
  }
}
