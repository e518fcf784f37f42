import Foundation
import Station

/// Where a time axis has its marks, and what stands at them.
struct TimeAxis {
  /// A mark and what stands at it.
  struct Mark: Equatable {
    let seconds: Double
    let text: String

    /// What stands at its place on an axis of so many seconds.
    func markup(over all: Double) -> Markup {
      Markup("span", ["style": "left:\(NumberText.coordinate(seconds / all * 100))%"], [Markup(text)])
    }
  }

  /// In steps of a round number of seconds, minutes, hours or days; no more than seven, none so late that its text has
  /// no room.
  let marks: [Mark]

  private static let steps: [Double] = [
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
  ]

  /// Creates the axis of a recording, counted from 0.
  init(durationSeconds: Double) {
    let step = Self.steps.first { durationSeconds / $0 < 6.5 } ?? (durationSeconds / 6 / 86_400).rounded(.up) * 86_400
    marks = (0...Int(durationSeconds * 0.86 / step)).map { index in
      let seconds = Double(index) * step
      return Mark(seconds: seconds, text: Self.text(seconds, step: step))
    }
  }

  private static let day = 86_400.0
  private static let clockSteps: [Double] =
    [1.0, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200]
    + [1, 2, 5, 10, 20, 50].map { $0 * day }
  /// What is longer has dates where days begin.
  private static let longestNight = 30 * 3600.0

  /// Creates the axis of a time that began at a known moment: whole hours, minutes or seconds of the place's clock,
  /// those that it shows, over days their dates. Without a moment, and over a year, it counts from 0.
  ///
  /// - Parameters:
  ///   - start: When it began, in seconds since 1970-01-01 in UTC; nil where no clock was set.
  ///   - durationSeconds: How long it is.
  ///   - clock: The place's clock.
  init(from start: Double?, durationSeconds: Double, clock: ClockText) {
    let step = Self.clockSteps.first { $0 < 60 ? durationSeconds <= 5 * $0 : durationSeconds < 7 * $0 }
    marks =
      start.flatMap { start in step.map { Self.marks(from: start, durationSeconds, step: $0, clock) } }
      ?? TimeAxis(durationSeconds: durationSeconds).marks
  }

  private static func marks(from start: Double, _ durationSeconds: Double, step: Double, _ clock: ClockText) -> [Mark] {
    // Clocks are changed by whole quarters of an hour.
    let probe = step < 1800 ? min(step, 300) : 900
    let ahead = clock.offset(at: start)
    let first = ((start + ahead) / probe).rounded(.up) * probe - ahead
    let last = start + durationSeconds * (step < 60 ? 0.8 : 0.86)
    return stride(from: first, through: last, by: probe).compactMap { second in
      let local = second + clock.offset(at: second)
      guard local.truncatingRemainder(dividingBy: step) == 0 else { return nil }
      let isDate = durationSeconds > longestNight && local.truncatingRemainder(dividingBy: day) == 0
      return Mark(seconds: second - start, text: text(second, step: step, isDate: isDate, clock))
    }
  }

  /// The marks under lanes that show so many seconds.
  func lane(over seconds: Double) -> Markup {
    Markup(
      "div", ["class": "lane", "aria-hidden": "true"],
      [Markup("div", ["class": "name"]), Markup("div", ["class": "axis"], marks.map { $0.markup(over: seconds) })])
  }

  private static func text(_ second: Double, step: Double, isDate: Bool, _ clock: ClockText) -> String {
    let moment = WallTime(nanoseconds: 0).adding(seconds: Int64(second.clamped))
    if isDate { return String(clock.date(moment).suffix(5)) }
    return step < 60 ? clock.time(moment) : clock.minute(moment)
  }

  private static func text(_ seconds: Double, step: Double) -> String {
    let (divisor, unit) = step < 60 ? (1.0, "s") : step < 3600 ? (60, "min") : (3600, "h")
    return NumberText.coordinate(seconds / divisor) + " " + unit
  }
}
