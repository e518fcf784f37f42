/// A signal drawn in characters: of braille dots, two columns and four levels a character, or in ASCII, one column and
/// three levels. Each column reaches from its lowest to its highest sample.
struct BrailleTrace {
  /// Lines that it takes.
  let rows: Int
  /// Width in characters.
  let characters: Int
  /// What reaches the upper or lower edge.
  let fullScale: Double
  /// Whether braille is drawn; else ASCII.
  let isBraille: Bool

  private var columns: Int { isBraille ? 2 * characters : characters }
  private var levels: Int { rows * (isBraille ? 4 : 3) }

  /// The drawing, from top to bottom.
  ///
  /// - Parameters:
  ///   - samples: The newest last.
  ///   - span: How many samples the width stands for; those not yet there are left blank.
  /// - Returns: `rows` lines of `characters` characters.
  func lines(_ samples: ArraySlice<Double>, of span: Int) -> [String] {
    let ranges = (0..<columns).map { range(samples, column: $0, of: max(span, columns)) }
    return (0..<rows).map { row in
      isBraille ? brailleLine(ranges, row) : String(ranges.map { asciiCharacter($0, row) })
    }
  }

  /// The levels that a column covers, counted from the top.
  private func range(_ samples: ArraySlice<Double>, column: Int, of span: Int) -> ClosedRange<Int>? {
    let missing = span - samples.count
    let first = max(0, column * span / columns - missing)
    let end = (column + 1) * span / columns - missing
    guard end > first, end <= samples.count else { return nil }
    let part = samples[samples.startIndex + first..<samples.startIndex + end]
    guard let low = part.min(), let high = part.max() else { return nil }
    return level(high)...level(low)
  }

  private func level(_ value: Double) -> Int {
    let place = (1 - value / fullScale) / 2 * Double(levels)
    return max(0, min(levels - 1, place.isFinite ? Int(place) : 0))
  }

  /// Braille dots from top to bottom, in the bits of their Unicode block.
  private static let left: [UInt32] = [0x01, 0x02, 0x04, 0x40]
  private static let right: [UInt32] = [0x08, 0x10, 0x20, 0x80]

  private func brailleLine(_ ranges: [ClosedRange<Int>?], _ row: Int) -> String {
    func dots(_ range: ClosedRange<Int>?, _ bits: [UInt32]) -> UInt32 {
      guard let range else { return 0 }
      return (0..<4).reduce(0) { range.contains(row * 4 + $1) ? $0 | bits[$1] : $0 }
    }
    return stride(from: 0, to: columns, by: 2).map { index in
      let all = dots(ranges[index], Self.left) | dots(ranges[index + 1], Self.right)
      return UnicodeScalar(0x2800 + all).map { String(Character($0)) } ?? " "
    }.joined()
  }

  private func asciiCharacter(_ range: ClosedRange<Int>?, _ row: Int) -> Character {
    guard let range else { return " " }
    let lit = (0..<3).filter { range.contains(row * 3 + $0) }
    guard let first = lit.first else { return " " }
    return lit.count > 1 ? "|" : ["'", "-", "_"][first]
  }
}
