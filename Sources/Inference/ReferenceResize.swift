/// Rows and columns between those of a tensor: the nearest, or a mean weighted in 1,024ths.
enum ReferenceResize {
  /// Bytes of the record of one row or column of the output: the two it lies between, and how far towards the second.
  static let recordBytes = 12
  /// Weights of two neighbours add up to this.
  static let unit: Int32 = 1 << 10

  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let (elements, width) = (step.elements, step.elements.byteCount)
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    var place = target
    for row in 0..<shape.outputHeight {
      let rows = Neighbours(of: step, at: row, section)
      for column in 0..<shape.outputWidth {
        let columns = Neighbours(of: step, at: shape.outputHeight &+ column, section)
        for channel in 0..<depth {
          func mean(_ row: Int) -> Int64 {
            let start = row * Int(shape.inputWidth) * depth + channel
            func value(_ column: Int) -> Int32 {
              elements.load(arena.span, at: source + (start + column * depth) * width)
            }
            return Int64(columns.mean(value(columns.first), value(columns.second)))
          }
          // 2^20 times an int16 is more than 32 bits hold.
          let sum = rows.mean(mean(rows.first), mean(rows.second))
          let output = Int32(truncatingIfNeeded: (sum &+ (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20))
          elements.store(output, in: &arena, at: place)
          place += width
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

    func mean<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number {
      left &* Number(truncatingIfNeeded: unit &- weight) &+ right &* Number(truncatingIfNeeded: weight)
    }
  }
}
