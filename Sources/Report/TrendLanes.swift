import Foundation
import Station

/// A session's minutes over time: how many channels could be used, what the EEG was made of, the heart's rate and the
/// forecast where a log has them.
struct TrendLanes {
  let session: MonitoredSession
  let clock: ClockText

  /// No lane has more columns.
  private static let mostColumns = 480

  /// The lanes; nil for a session of less than three minutes.
  var markup: Markup? {
    guard session.minutes.count >= 3 else { return nil }
    let bands = ["delta", "theta", "alpha", "beta", "gamma"].enumerated().map { index, name in
      lane("\(name), µV", values { minute in minute.bands.isEmpty ? nil : minute.bands[index].squareRoot() })
    }
    return Markup(
      "div", ["class": "trace"],
      [lane("usable channels", values { Self.usable($0) })] + bands + [
        lane("line length, µV", values { $0.lineLength }),
        lane("spikes a minute", values { $0.bands.isEmpty ? nil : Double($0.spikes) }),
      ] + others + [axis])
  }

  /// Those that few logs have; what could not be judged, or was withheld, is a gap in the line.
  private var others: [Markup] {
    (session.hasHeart ? [lane("heart, beats a minute", values { $0.heart })] : [])
      + (session.hasForecast ? [lane("risk an hour, %", values { $0.risk.map { $0 * 100 } })] : [])
  }

  private var axis: Markup {
    let seconds = Double(columns * minutesPerColumn) * 60
    let start = session.clock.start.map { Double($0.nanoseconds) / 1e9 }
    return TimeAxis(from: start, durationSeconds: seconds, clock: clock).lane(over: seconds)
  }

  private static func usable(_ minute: MonitoredMinute) -> Double? {
    let hops = minute.judged + minute.blind
    return hops == 0 ? nil : Double(minute.usable.reduce(0, +)) / Double(hops)
  }

  private var columns: Int { (session.minutes.count + minutesPerColumn - 1) / minutesPerColumn }

  private var minutesPerColumn: Int { (session.minutes.count + Self.mostColumns - 1) / Self.mostColumns }

  /// The mean of each column's minutes; nil where nothing is known.
  private func values(_ value: (MonitoredMinute) -> Double?) -> [Double?] {
    stride(from: 0, to: session.minutes.count, by: minutesPerColumn).map { start in
      let known = session.minutes[start..<min(session.minutes.count, start + minutesPerColumn)].compactMap(value)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }

  private func lane(_ name: String, _ values: [Double?]) -> Markup {
    let known = values.compactMap { $0 }
    let top = max(known.max() ?? 0, 1e-9)
    var path = ""
    var isOpen = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isOpen = false
        continue
      }
      let y = NumberText.coordinate(39 - 38 * value / top)
      path += isOpen ? "V\(y)h1" : "M\(index) \(y)h1"
      isOpen = true
    }
    let places = top < 0.1 ? 3 : top < 10 ? 1 : 0
    let label = "\(name): " + (known.isEmpty ? "nothing known" : "up to \(NumberText.fixed(top, max(1, places)))")
    let drawing = Markup(
      "svg",
      [
        "class": "trend", "role": "img", "aria-label": label, "preserveAspectRatio": "none",
        "viewBox": "0 0 \(max(1, values.count)) 40", "style": "height:40px",
      ], [Markup("path", ["class": "score-line", "d": path])])
    let most = known.isEmpty ? "–" : "0 to \(NumberText.fixed(top, places))"
    return Markup(
      "div", ["class": "lane"],
      [Markup("div", ["class": "name"], [Markup(name), Markup("br", [:]), Markup(most)]), drawing])
  }
}
