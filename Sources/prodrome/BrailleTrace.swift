/// A signal drawn in one line of braille characters: two columns a character, four levels, each column from its lowest
/// to its highest sample.
struct BrailleTrace {
  private let columnCount: Int
  private let samplesPerColumn: Int
  private let fullScale: Double
  private var columns: [ClosedRange<Double>] = []
  private var current: ClosedRange<Double>?
  private var count = 0

  /// Creates an empty trace.
  ///
  /// - Parameters:
  ///   - characters: Its width.
  ///   - samplesPerColumn: Samples drawn in one column.
  ///   - fullScale: What reaches the upper or lower edge.
  init(characters: Int, samplesPerColumn: Int, fullScale: Double) {
    columnCount = 2 * characters
    self.samplesPerColumn = samplesPerColumn
    self.fullScale = fullScale
  }

  /// Takes one sample; the oldest column gives way.
  mutating func append(_ value: Double) {
    current = current.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
    count += 1
    guard count == samplesPerColumn, let full = current else { return }
    columns.append(full)
    if columns.count > columnCount { columns.removeFirst() }
    (current, count) = (nil, 0)
  }

  /// The trace, the newest sample at the right.
  var text: String {
    let padding = [ClosedRange<Double>?](repeating: nil, count: columnCount - columns.count)
    let all = padding + columns
    return stride(from: 0, to: columnCount, by: 2).map { index in
      let dots = Self.dots(all[index], Self.left, fullScale) | Self.dots(all[index + 1], Self.right, fullScale)
      return UnicodeScalar(0x2800 + dots).map { String(Character($0)) } ?? " "
    }.joined()
  }

  /// Braille dots from top to bottom, in the bits of their Unicode block.
  private static let left: [UInt32] = [0x01, 0x02, 0x04, 0x40]
  private static let right: [UInt32] = [0x08, 0x10, 0x20, 0x80]

  private static func dots(_ range: ClosedRange<Double>?, _ bits: [UInt32], _ fullScale: Double) -> UInt32 {
    guard let range else { return 0 }
    func level(_ value: Double) -> Int { max(0, min(3, Int((1 - value / fullScale) * 2))) }
    return (level(range.upperBound)...level(range.lowerBound)).reduce(0) { $0 | bits[$1] }
  }
}
