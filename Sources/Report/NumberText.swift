import Foundation

/// Numbers as people read them; "–" stands for what is undefined.
enum NumberText {
  /// With so many places.
  static func fixed(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "–"
  }

  /// In percent.
  static func percent(_ value: Double?) -> String {
    value.map { fixed($0 * 100, 1) + " %" } ?? "–"
  }

  /// Thousandths in percent.
  static func permille(_ value: Int) -> String { "\(value / 10).\(value % 10) %" }

  /// An upper bound: rounded up in the second place.
  static func bound(_ value: Double?) -> String {
    fixed(value.map { ($0 * 100).rounded(.up) / 100 }, 2)
  }

  /// With thousands set apart.
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text.append("\u{202F}") }
      text.append(digit)
    }
    return (value < 0 ? "−" : "") + text
  }

  /// So many of something.
  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// A stretch or a moment in the unit that suits it.
  static func duration(_ seconds: Double) -> String {
    if seconds < 180 { return fixed(seconds, 1) + " s" }
    if seconds < 3 * 3600 { return fixed(seconds / 60, 1) + " min" }
    return fixed(seconds / 3600, 1) + " h"
  }

  /// A coordinate: two places at most, none that say nothing.
  static func coordinate(_ value: Double) -> String {
    let hundredths = value.isFinite ? Int((value.clamped * 100).rounded()) : 0
    if hundredths.isMultiple(of: 100) { return String(hundredths / 100) }
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    return rest.isMultiple(of: 10) ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Double {
  /// The value where an `Int` can hold it: a log may hold any score.
  var clamped: Double { Swift.min(1e15, Swift.max(-1e15, self)) }
}
