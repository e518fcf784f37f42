/// Sums of one tile of output channels.
typealias TileSums = InlineArray<16, Int32>

/// The weights of convolutions and fully connected layers, as all kernels read them: `[tile][row][group][16 channels][4
/// inputs]`.
///
/// A row of the window, its columns and their channels in one, is filled up with zeros to groups of four inputs, which
/// is what one instruction for dot products takes; a tile, to 16 output channels.
enum PackedWeights {
  /// Bytes of one group of a tile.
  static let groupBytes = InferenceLimits.groupInputs * InferenceLimits.tileChannels

  /// Where in the section the weights lie, of one row of the window for one tile.
  @inline(__always)
  static func row(_ row: Int, ofTile tile: Int, _ step: Operator) -> Range<Int> {
    let rowBytes = Int(step.geometry.groupsPerRow) * groupBytes
    let start = Int(step.weightsOffset) + (tile * Int(step.geometry.kernelHeight) + row) * rowBytes
    return start..<(start + rowBytes)
  }

  /// Adds one input times its weight to the sum of each channel of a tile.
  @inline(__always)
  static func add(_ value: Int32, times row: Span<UInt8>, at index: Int, to sums: inout TileSums) {
    let place = index / InferenceLimits.groupInputs * groupBytes + index % InferenceLimits.groupInputs
    for lane in 0..<InferenceLimits.tileChannels {
      sums[lane] &+= value &* Int32(Int8(bitPattern: row[place + lane * InferenceLimits.groupInputs]))
    }
  }

  /// The weight of one channel of a tile for one input of a row.
  @inline(__always)
  static func weight(of lane: Int, at index: Int, _ row: Span<UInt8>) -> Int32 {
    let place = index / InferenceLimits.groupInputs * groupBytes + index % InferenceLimits.groupInputs
    return ElementType.int8.load(row, at: place + lane * InferenceLimits.groupInputs)
  }
}
