import Electrodes
import Foundation
import Vocabulary

/// The head from above with each channel's share of an alarm's evidence, at the places of the 10-10 system.
struct HeadMap {
  let places: [ChannelPlace]
  /// By channel, in thousandths.
  let shares: [Int]

  private static let radius = 100.0

  /// The map; nil where no channel's place is known.
  var markup: Markup? {
    guard places.contains(where: { !$0.electrodes.isEmpty }) else { return nil }
    let lit = places.filter { !$0.electrodes.isEmpty }.sorted { shares[$0.channel] < shares[$1.channel] }
    let top = max(1, shares.max() ?? 1)
    var electrodes: [Electrode] = []
    for electrode in places.flatMap(\.electrodes) where !electrodes.contains(electrode) { electrodes.append(electrode) }
    return Markup(
      "svg",
      ["class": "head", "role": "img", "aria-label": label, "viewBox": "-132 -132 264 264"],
      [outline] + lit.map { channel($0, top: top) } + electrodes.flatMap(mark))
  }

  private var label: String {
    let ranked = places.filter { shares[$0.channel] > 0 }.sorted { shares[$0.channel] > shares[$1.channel] }.prefix(4)
    return "head from above, the nose up; the largest shares: "
      + ranked.map { "\($0.name) \(NumberText.permille(shares[$0.channel]))" }.joined(separator: ", ")
  }

  private var outline: Markup {
    Markup(
      "path",
      [
        "class": "outline",
        "d":
          "M-100 0a100 100 0 1 0 200 0a100 100 0 1 0 -200 0M-12 -99L0 -114L12 -99M-101 -14q-9 2 -8 14t8 14M101 -14q9 2 8 14t-8 14",
      ])
  }

  private func channel(_ place: ChannelPlace, top: Int) -> Markup {
    let share = shares[place.channel]
    let points = place.electrodes.map(Self.point)
    let level = share <= 0 ? 0 : min(4, 1 + share * 4 / (top + 1))
    let title = Markup("title", [:], [Markup("\(place.name) \(NumberText.permille(share))")])
    let path =
      points.count == 2
      ? "M\(text(points[0].x)) \(text(points[0].y))L\(text(points[1].x)) \(text(points[1].y))"
      : "M\(text(points[0].x)) \(text(points[0].y))h0.01"
    return Markup("path", ["class": "share\(level)", "d": path], [title])
  }

  private func mark(_ electrode: Electrode) -> [Markup] {
    let point = Self.point(electrode)
    return [
      Markup("circle", ["class": "electrode", "cx": text(point.x), "cy": text(point.y), "r": "8.5"]),
      Markup(
        "text", ["class": "electrode-name", "x": text(point.x), "y": text(point.y + 2.6), "text-anchor": "middle"],
        [Markup(electrode.label)]),
    ]
  }

  private func text(_ value: Double) -> String { NumberText.coordinate(value) }

  /// Seen from above, the nose up: the outer ring in steps of 18 degrees, what lies between it and the midline evenly.
  static func point(_ electrode: Electrode) -> (x: Double, y: Double) {
    let row = Double(electrode.row)
    let isPole = electrode.row <= 0 || electrode.row >= 8
    let ring = isPole && abs(electrode.column) <= 2 ? 2.0 : 4.0
    let angle = (18 + row * 18) * Double.pi / 180
    let part = Double(electrode.column) / ring
    let reach = 0.84 * radius
    let side = reach * sin(angle) * part
    let middle = reach * (4 - row) / 4
    let edge = reach * cos(angle)
    return (side, -(middle + (edge - middle) * min(1, abs(part))))
  }
}
