/// A signal as a path of as few corners as keep it within a pixel of every sample.
///
/// Corners lie at samples, at whole pixels; between them no sample lies further from the line than `tolerance`,
/// measured vertically.
enum EEGTrace {
  /// In pixels.
  static let tolerance = 0.75

  /// The path's commands.
  ///
  /// - Parameters:
  ///   - heights: The samples' places, downwards, in pixels.
  ///   - first: The place of the first sample, in samples.
  /// - Returns: Commands; x counts samples.
  static func path(_ heights: [Double], from first: Int) -> String {
    guard let start = heights.first else { return "" }
    var text = "M\(first) \(Int(start.rounded()))"
    guard heights.count > 1 else { return text + "h1" }
    text += "l"
    var anchor = (x: 0, y: Int(start.rounded()))
    var isFirst = true
    while anchor.x < heights.count - 1 {
      let corner = nextCorner(heights, from: anchor)
      let step = corner.y - anchor.y
      text += isFirst ? "\(corner.x - anchor.x)" : " \(corner.x - anchor.x)"
      text += step < 0 ? "\(step)" : " \(step)"
      (anchor, isFirst) = (corner, false)
    }
    return text
  }

  /// The furthest sample that a line may go to: the slopes that pass every sample between narrow to a cone.
  private static func nextCorner(_ heights: [Double], from anchor: (x: Int, y: Int)) -> (x: Int, y: Int) {
    var (lowest, highest) = (-Double.infinity, Double.infinity)
    var corner = (x: anchor.x + 1, y: Int(heights[anchor.x + 1].rounded()))
    for index in anchor.x + 1..<heights.count {
      let distance = Double(index - anchor.x)
      let end = heights[index].rounded()
      let slope = (end - Double(anchor.y)) / distance
      if slope >= lowest && slope <= highest { corner = (index, Int(end)) }
      lowest = max(lowest, (heights[index] - tolerance - Double(anchor.y)) / distance)
      highest = min(highest, (heights[index] + tolerance - Double(anchor.y)) / distance)
      if lowest > highest { break }
    }
    return corner
  }
}
