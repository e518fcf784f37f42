/// Rows and columns between those of an int8 tensor: the nearest, or a mean weighted in 1,024ths.
enum ReferenceResizeInt8 {
  /// Bytes of the record of one row or column of the output: the two it lies between, and how far towards the second.
  static let recordBytes = 12
  /// Weights of two neighbours add up to this.
  static let unit: Int32 = 1 << 10

  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    var place = target
    for row in 0..<shape.outputHeight {
      let rows = Neighbours(of: step, at: row, section)
      for column in 0..<shape.outputWidth {
        let columns = Neighbours(of: step, at: shape.outputHeight &+ column, section)
        for channel in 0..<depth {
          func mean(_ row: Int) -> Int32 {
            let start = source + row * Int(shape.inputWidth) * depth + channel
            return columns.mean(
              Int32(arena[start + columns.first * depth]), Int32(arena[start + columns.second * depth]))
          }
          let sum = rows.mean(mean(rows.first), mean(rows.second))
          let half: Int32 = sum > 0 ? 1 << 19 : -(1 << 19)
          arena[place] = Int8(truncatingIfNeeded: (sum &+ half) / (1 << 20))
          place += 1
        }
      }
    }
  }

  /// Whether all records name rows and columns of the input; asked only of records within the section.
  static func isValid(_ step: Operator, _ section: Span<UInt8>) -> Bool {
    let shape = step.geometry
    for index in 0..<(shape.outputHeight &+ shape.outputWidth) {
      let count = Int(index < shape.outputHeight ? shape.inputHeight : shape.inputWidth)
      let pair = Neighbours(of: step, at: index, section)
      guard
        pair.first >= 0 && pair.first < count && pair.second >= 0 && pair.second < count && pair.weight >= 0
          && pair.weight <= unit
      else { return false }
    }
    return true
  }

  /// What an output row or column lies between.
  private struct Neighbours {
    let first: Int
    let second: Int
    let weight: Int32

    init(of step: Operator, at index: Int32, _ section: Span<UInt8>) {
      let place = Int(step.weightsOffset) + Int(index) * recordBytes
      first = Int(section.int32(at: place))
      second = Int(section.int32(at: place + 4))
      weight = section.int32(at: place + 8)
    }

    func mean(_ left: Int32, _ right: Int32) -> Int32 { left &* (unit &- weight) &+ right &* weight }
  }
}
