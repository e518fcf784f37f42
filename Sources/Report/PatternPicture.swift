import Alarms

/// An alarm's pattern as a picture: ten seconds of its sound and its light.
struct PatternPicture {
  let pattern: AlarmPattern
  let words: (sound: String, light: String)
  let hasSound: Bool
  let hasLight: Bool

  private static let seconds = 10

  /// The picture; nil for a board with neither.
  var markup: Markup? {
    var lanes: [Markup] = []
    if hasSound { lanes.append(lane(words.sound, y: 12, style: "sound", pattern.isSounding)) }
    if hasLight { lanes.append(lane(words.light, y: hasSound ? 29 : 12, style: "lamp", pattern.isLit)) }
    guard !lanes.isEmpty else { return nil }
    let height = lanes.count * 17 + 15
    let marks = (0...Self.seconds / 2).map { index in
      Markup(
        "text", ["x": "\(52 + index * 40)", "y": "\(height - 3)", "text-anchor": "middle"], [Markup("\(index * 2)")])
    }
    let unit = Markup("text", ["x": "270", "y": "\(height - 3)", "text-anchor": "end"], ["s"])
    return Markup(
      "svg",
      ["class": "pattern", "role": "img", "aria-label": label, "viewBox": "0 0 272 \(height)"], lanes + marks + [unit])
  }

  private var label: String {
    let sound = "\(words.sound): \(pattern.pulses) × \(pattern.pulseMilliseconds) ms / \(pattern.burstMilliseconds) ms"
    let light = "\(words.light): \(pattern.flashMilliseconds) ms"
    return [hasSound ? sound : nil, hasLight ? light : nil].compactMap { $0 }.joined(separator: "; ")
  }

  /// A mark wherever it is on, told millisecond by millisecond as the board tells it.
  private func lane(_ name: String, y: Int, style: String, _ isOn: (UInt64) -> Bool) -> Markup {
    var path = ""
    var start: Int?
    let end = Self.seconds * 1000
    for millisecond in 0...end {
      let on = millisecond < end && isOn(UInt64(millisecond) * 1_000_000)
      if on, start == nil { start = millisecond }
      guard !on, let from = start else { continue }
      path += "M\(x(from)) \(y - 10)H\(x(millisecond))V\(y)H\(x(from))z"
      start = nil
    }
    return .joined([
      Markup("text", ["x": "48", "y": "\(y - 1)", "text-anchor": "end"], [Markup(name)]),
      Markup("path", ["class": "rest", "d": "M52 \(y)H252"]), Markup("path", ["class": style, "d": path]),
    ])
  }

  private func x(_ millisecond: Int) -> String { NumberText.coordinate(52 + Double(millisecond) / 50) }
}
