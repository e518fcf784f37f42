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

  /// A window's height and width with `dilation` - 1 rows and columns of zeros between its own.
  static func dilated(_ kernel: (Int, Int), by dilation: (Int, Int)) -> (Int, Int) {
    ((kernel.0 - 1) * dilation.0 + 1, (kernel.1 - 1) * dilation.1 + 1)
  }

  /// The same weights with zeros between rows and columns of the window: a dilated convolution is one with such a
  /// window.
  func dilated(_ kernel: (Int, Int), by dilation: (Int, Int)) -> Weights {
    let size = Weights.dilated(kernel, by: dilation)
    guard size != kernel else { return self }
    return moved(kernel, to: size) { ($0 * dilation.0, $1 * dilation.1) }
  }

  /// The same weights with the last row and column of the window first.
  func turnedRound(_ kernel: (Int, Int)) -> Weights {
    moved(kernel, to: kernel) { (kernel.0 - 1 - $0, kernel.1 - 1 - $1) }
  }

  /// Each row and column of the window in another place of another window; zeros elsewhere.
  private func moved(_ kernel: (Int, Int), to size: (Int, Int), _ place: (Int, Int) -> (Int, Int)) -> Weights {
    let outer = isChannelFirst ? channels : 1
    let inner = bytes.count / (outer * kernel.0 * kernel.1)
    var moved = [UInt8](repeating: 0, count: outer * size.0 * size.1 * inner)
    for (index, byte) in bytes.enumerated() {
      let (rest, element) = index.quotientAndRemainder(dividingBy: inner)
      let (channel, window) = rest.quotientAndRemainder(dividingBy: kernel.0 * kernel.1)
      let (row, column) = place(window / kernel.1, window % kernel.1)
      moved[((channel * size.0 + row) * size.1 + column) * inner + element] = byte
    }
    var result = self
    result.bytes = moved[...]
    return result
  }

  /// The same weights for all input channels, zero for those of other groups: the output channel is the outermost axis.
  ///
  /// - Parameters:
  ///   - groups: How many groups there are.
  ///   - inputs: Input channels of one.
  /// - Returns: The weights of a convolution without groups.
  func withoutGroups(_ groups: Int, inputs: Int) -> Weights {
    var dense = [UInt8](repeating: 0, count: bytes.count * groups)
    for (index, byte) in bytes.enumerated() {
      let group = index / countPerChannel / (channels / groups)
      dense[index / inputs * inputs * groups + group * inputs + index % inputs] = byte
    }
    var result = self
    result.bytes = dense[...]
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
