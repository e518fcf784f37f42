import Inference

extension Weights {
  /// Output channels of a tile, and neighbouring inputs of a group, in the section.
  private static let tileChannels = 16
  private static let groupInputs = 4

  /// The weights as the device's kernels read them: for a depthwise convolution `[tile][row][column][16 channels]`,
  /// otherwise `[tile][row][group][16 channels][4 inputs]`; what is filled up is zero.
  func packed(for operation: Operator) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: Int(operation.weightBytes))
    let isDepthwise = operation.kind == .depthwiseConvolution
    let shape = operation.geometry
    let rowInputs = isDepthwise ? Int(shape.kernelArea) : Int(shape.kernelWidth) * Int(shape.inputChannels)
    let group = isDepthwise ? 1 : Weights.groupInputs
    let groupsPerRow = (rowInputs + group - 1) / group
    let rows = countPerChannel / rowInputs
    for channel in 0..<channels {
      let (tile, lane) = channel.quotientAndRemainder(dividingBy: Weights.tileChannels)
      for index in 0..<countPerChannel {
        let (row, input) = index.quotientAndRemainder(dividingBy: rowInputs)
        let groups = (tile * rows + row) * groupsPerRow + input / group
        let place = (groups * Weights.tileChannels + lane) * group + input % group
        result[place] = UInt8(bitPattern: weight(of: channel, at: index))
      }
    }
    return result
  }

  /// Each channel's bias, less the input's zero point times its weights, the sum of its weights, and its scale, in
  /// tiles of 16 channels.
  func packedConstants(biases: [Int32], scales: [ChannelScale], inputZeroPoint: Int32) -> ByteArray {
    let sums = (0..<channels).map { Int32(truncatingIfNeeded: sum(of: $0)) }
    return Weights.packed(
      (0..<channels).map { [biases[$0] &- inputZeroPoint &* sums[$0], sums[$0], scales[$0].low, scales[$0].high] })
  }

  /// Each channel's bias of 64 bits, the low word first, and its scale, in tiles of 16 channels, for int16 activations.
  static func packedConstants(biases: [Int64], scales: [ChannelScale]) -> ByteArray {
    packed(
      zip(biases, scales).map { bias, scale in
        [Int32(truncatingIfNeeded: bias), Int32(truncatingIfNeeded: bias >> 32), scale.low, scale.high]
      })
  }

  /// The four words of each channel in tiles: the first words of 16 channels, then their second words and so on.
  private static func packed(_ words: [[Int32]]) -> ByteArray {
    var result = ByteArray()
    for first in stride(from: 0, to: words.count, by: tileChannels) {
      for word in 0..<4 {
        for channel in first..<(first + tileChannels) {
          result.append(littleEndian: channel < words.count ? words[channel][word] : 0)
        }
      }
    }
    return result
  }
}
