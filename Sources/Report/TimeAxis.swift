import Foundation

/// Where a time axis has its marks.
struct TimeAxis {
  /// A mark and what stands at it.
  struct Mark: Equatable {
    let seconds: Double
    let text: String
  }

  /// From 0, in steps of a round number of seconds, minutes or hours; no more than seven, none so late that its text
  /// has no room.
  let marks: [Mark]

  private static let steps: [Double] = [
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
  ]

  /// Creates the axis of a recording.
  init(durationSeconds: Double) {
    let step = Self.steps.first { durationSeconds / $0 < 6.5 } ?? (durationSeconds / 6 / 86_400).rounded(.up) * 86_400
    marks = (0...Int(durationSeconds * 0.86 / step)).map { index in
      let seconds = Double(index) * step
      return Mark(seconds: seconds, text: Self.text(seconds, step: step))
    }
  }

  private static func text(_ seconds: Double, step: Double) -> String {
    let (divisor, unit) = step < 60 ? (1.0, "s") : step < 3600 ? (60, "min") : (3600, "h")
    return NumberText.coordinate(seconds / divisor) + " " + unit
  }
}
