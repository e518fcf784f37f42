import Inference

extension Weights {
  /// Output channels of a tile, and neighbouring inputs of a group, in the section.
  private static let tileChannels = 16
  private static let groupInputs = 4

  /// The weights as the device's kernels read them: for a depthwise convolution `[tile][row][column][16 channels]`, otherwise
  /// `[tile][row][group][16 channels][4 inputs]`; what is filled up is zero.
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

  /// Each channel's bias, less the input's zero point times its weights, the sum of its weights, and its scale, in tiles of 16 channels.
  func packedConstants(biases: [Int32], scales: [Requantisation], inputZeroPoint: Int32) -> ByteArray {
    let sums = (0..<channels).map { Int32(truncatingIfNeeded: sum(of: $0)) }
    var result = ByteArray()
    for first in stride(from: 0, to: channels, by: Weights.tileChannels) {
      let lanes = (first..<(first + Weights.tileChannels)).map { $0 < channels ? $0 : nil }
      for lane in lanes {
        result.append(littleEndian: lane.map { biases[$0] &- inputZeroPoint &* sums[$0] } ?? 0)
      }
      for lane in lanes { result.append(littleEndian: lane.map { sums[$0] } ?? 0) }
      for lane in lanes { result.append(littleEndian: lane.map { scales[$0].multiplier } ?? 0) }
      for lane in lanes { result.append(littleEndian: lane.map { scales[$0].exponent } ?? 0) }
    }
    return result
  }
}
