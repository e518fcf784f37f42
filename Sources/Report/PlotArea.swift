import Foundation

/// A small chart's frame: values to coordinates, axes with their marks.
struct PlotArea {
  /// One axis: how a value becomes a part of its length, and which values are marked.
  struct Axis {
    let title: String
    let marks: [(value: Double, text: String)]
    let part: (Double) -> Double

    /// From 0 to 1, marked in quarters.
    static func rate(_ title: String) -> Axis {
      Axis(
        title: title, marks: stride(from: 0, through: 1, by: 0.25).map { ($0, NumberText.coordinate($0)) },
        part: { $0 })
    }

    /// From 0 to a largest value, small ones drawn apart: the square root of the value is drawn.
    static func root(_ title: String, highest: Double) -> Axis {
      let candidates = (-3...6).flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
      var marks: [(value: Double, text: String)] = [(0, "0")]
      for value in candidates where value <= highest * 1.001 {
        let isFar = (value / highest).squareRoot() - (marks[marks.count - 1].value / highest).squareRoot() >= 0.14
        if isFar { marks.append((value, value < 1 ? String(format: "%g", value) : NumberText.grouped(Int(value)))) }
      }
      return Axis(title: title, marks: marks, part: { ($0 / highest).squareRoot() })
    }
  }

  private static let left = 56.0
  private static let top = 8.0
  private static let side = 250.0
  private static let right = 12.0
  private static let bottom = 44.0

  let horizontal: Axis
  let vertical: Axis

  /// A value's place across.
  func x(_ value: Double) -> Double { Self.left + Self.side * horizontal.part(value) }

  /// A value's place from the top.
  func y(_ value: Double) -> Double { Self.top + Self.side * (1 - vertical.part(value)) }

  /// The commands of a line through points.
  func line(_ points: [(Double, Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(NumberText.coordinate(x(point.0))) \(NumberText.coordinate(y(point.1)))"
    }.joined()
  }

  /// The commands of a dot at each point.
  func dots(_ points: [(Double, Double)]) -> String {
    points.map { "M\(NumberText.coordinate(x($0.0))) \(NumberText.coordinate(y($0.1)))h0" }.joined()
  }

  /// A chart with something in it.
  func markup(label: String, _ content: [Markup]) -> Markup {
    let width = Self.left + Self.side + Self.right
    let height = Self.top + Self.side + Self.bottom
    return Markup(
      "svg",
      [
        "class": "chart", "role": "img", "aria-label": label,
        "viewBox": "0 0 \(NumberText.coordinate(width)) \(NumberText.coordinate(height))",
      ], frame + content)
  }

  /// A ring at a point of the plot, with text on the side where there is room.
  func ring(_ text: String, _ across: Double, _ up: Double) -> [Markup] {
    let isFarRight = horizontal.part(across) > 0.6
    return [
      Markup(
        "circle",
        [
          "class": "point", "r": "5", "cx": NumberText.coordinate(x(across)), "cy": NumberText.coordinate(y(up)),
        ]),
      label(text, x: x(across) + (isFarRight ? -9 : 9), y: y(up) + 14, anchor: isFarRight ? "end" : "start"),
    ]
  }

  private func label(_ text: String, x: Double, y: Double, anchor: String, turn: String? = nil) -> Markup {
    Markup(
      "text",
      [
        "x": NumberText.coordinate(x), "y": NumberText.coordinate(y), "text-anchor": anchor, "transform": turn,
      ], [Markup(text)])
  }

  private var frame: [Markup] {
    let bottom = Self.top + Self.side
    let grid =
      horizontal.marks.map { "M\(NumberText.coordinate(x($0.value))) \(NumberText.coordinate(Self.top))v250" }
      + vertical.marks.map { "M\(NumberText.coordinate(Self.left)) \(NumberText.coordinate(y($0.value)))h250" }
    let middle = NumberText.coordinate(Self.top + Self.side / 2)
    return [Markup("path", ["class": "grid", "d": grid.joined()])]
      + horizontal.marks.map { label($0.text, x: x($0.value), y: bottom + 15, anchor: "middle") }
      + vertical.marks.map { label($0.text, x: Self.left - 6, y: y($0.value) + 4, anchor: "end") }
      + [
        label(horizontal.title, x: Self.left + Self.side / 2, y: bottom + 34, anchor: "middle"),
        label(
          vertical.title, x: 10, y: Self.top + Self.side / 2, anchor: "middle", turn: "rotate(-90 10 \(middle))"),
      ]
  }
}
