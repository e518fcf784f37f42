import Foundation

/// Functions that the device reads from a table with straight lines in between, as LiteRT has them for int16
/// activations.
enum InterpolatedTable {
  /// The logistic function of 0, 1/24, 2/24 and so on, 256 unsigned entries of 16 binary places, moved by half of what
  /// a line misses in its middle.
  static let logistic: ByteArray = {
    func exact(_ place: Double) -> Double { 0x1p16 / (1 + exp(-place / 24)) }
    var table = ByteArray()
    for entry in 0..<255 {
      let place = Double(entry)
      let missed = exact(place + 0.5) - (exact(place) + exact(place + 1)) / 2
      table.append(littleEndian: UInt16((exact(place) + missed / 2).rounded()))
    }
    // One, as near as 16 bits come.
    table.append(littleEndian: UInt16.max)
    return table
  }()

  /// The exponential of -10 to 0, then 1/(1+x) of 0 to 1, both of all int16.
  static let softmax: [UInt8] =
    entries(from: -10, to: 0, exp).bytes + entries(from: 0, to: 1) { 1 / (1 + $0) }.bytes

  /// 513 int16 entries of 15 binary places, moved by half of what a line misses in its middle.
  private static func entries(from lowest: Double, to highest: Double, _ function: (Double) -> Double) -> ByteArray {
    let step = (highest - lowest) / 512
    func rounded(_ value: Double) -> Double { value.rounded(.toNearestOrAwayFromZero) }
    func exact(_ place: Double) -> Double { function(lowest + place * step) * 0x1p15 }
    var table = ByteArray()
    for entry in 0...512 {
      let place = Double(entry)
      let middle = rounded((exact(place + 1) + rounded(exact(place))) / 2)
      let missed = entry < 512 ? rounded((middle - rounded(exact(place + 0.5))) / 2) : 0
      table.append(littleEndian: Int16(max(-0x1p15, min(0x1p15 - 1, rounded(exact(place)) - missed))))
    }
    return table
  }
}
