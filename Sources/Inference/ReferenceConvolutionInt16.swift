/// Convolution of int16 activations with int8 weights, bias of 64 bits and scale by output channel.
///
/// Of each channel by itself it has weights `[tile][row][column][16 channels]`; a fully connected layer is one of
/// single places, its rows.
enum ReferenceConvolutionInt16 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let channels = Int(shape.outputChannels)
    var place = target
    for row in 0..<Int(shape.outputHeight) {
      for column in 0..<Int(shape.outputWidth) {
        let window = Window(shape, row: row, column: column)
        for first in stride(from: 0, to: channels, by: InferenceLimits.tileChannels) {
          let count = min(InferenceLimits.tileChannels, channels - first)
          let sums =
            step.kind == .depthwiseConvolution
            ? depthwiseSums(
              of: first..<(first + count), step, window, from: source, section: section, arena: arena.span)
            : sums(
              ofTile: first / InferenceLimits.tileChannels, step, window, from: source, section: section,
              arena: arena.span)
          sums.store(count, from: first, of: step, section: section, in: &arena, at: place)
          place += count * Int16.byteCount
        }
      }
    }
  }

  /// The part of a window that lies on the input; beyond an edge the input is 0.
  private struct Window {
    let rows: (kernel: Range<Int>, input: Int)
    let columns: (kernel: Range<Int>, input: Int)

    init(_ shape: WindowGeometry, row: Int, column: Int) {
      rows = shape.rows(at: row)
      columns = shape.columns(at: column)
    }

    /// The input's place under a row of the window and its first column.
    func start(_ row: Int, _ shape: WindowGeometry) -> Int {
      (rows.input + row - rows.kernel.lowerBound) * Int(shape.inputWidth) + columns.input
    }
  }

  /// The sums of input × weight of one tile's output channels at one place.
  private static func sums(
    ofTile tile: Int, _ step: Operator, _ window: Window, from source: Int, section: Span<UInt8>, arena: Span<Int8>
  ) -> TileSumsInt16 {
    let depth = Int(step.geometry.inputChannels)
    let inside = (window.columns.kernel.lowerBound * depth)..<(window.columns.kernel.upperBound * depth)
    var sums = TileSumsInt16()
    for row in window.rows.kernel {
      let weights = section.extracting(PackedWeights.row(row, ofTile: tile, step))
      var place = source + window.start(row, step.geometry) * depth * Int16.byteCount
      for index in inside {
        let value = Int16.load(arena, at: place)
        for lane in 0..<InferenceLimits.tileChannels {
          sums.add(value, times: PackedWeights.weight(of: lane, at: index, weights), to: lane)
        }
        place += Int16.byteCount
      }
    }
    return sums
  }

  /// The same where each output channel has its own input channel.
  private static func depthwiseSums(
    of channels: Range<Int>, _ step: Operator, _ window: Window, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>
  ) -> TileSumsInt16 {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let multiplier = Int(shape.outputChannels) / depth
    let tile = Int(step.weightsOffset) + channels.lowerBound * Int(shape.kernelArea)
    var sums = TileSumsInt16()
    for row in window.rows.kernel {
      for column in window.columns.kernel {
        let place = window.start(row, shape) + column - window.columns.kernel.lowerBound
        let weights = tile + (row * Int(shape.kernelWidth) + column) * InferenceLimits.tileChannels
        for lane in 0..<channels.count {
          let input = place * depth + (channels.lowerBound + lane) / multiplier
          let value = Int16.load(arena, at: source + input * Int16.byteCount)
          sums.add(value, times: ElementType.int8.load(section, at: weights + lane), to: lane)
        }
      }
    }
    return sums
  }
}
