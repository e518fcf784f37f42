import Evaluation

/// A recording's timeline: annotations, alarms, score and evidence, one above the other over the same time.
///
/// Each lane stretches to the page's width; its name and the axis are text, so that they are read at any width.
struct TraceFigure {
  let durationSeconds: Double
  /// Annotated seizures; nil if there is no annotation.
  let seizures: [Interval]?
  let alarms: [Interval]
  let trace: RecordingTrace
  let scale: EvidenceColours
  /// The marks under it; nil to count from 0.
  var times: TimeAxis?

  /// The figure.
  var markup: Markup {
    var lanes: [Markup] = []
    if let seizures { lanes.append(spans("annotated", seizures, style: "seizure", of: "annotated seizures")) }
    lanes.append(spans("alarm", alarms, style: "alarm", of: "seizure alarms"))
    if !trace.technicalAlarms.isEmpty {
      lanes.append(spans("cannot judge", trace.technicalAlarms, style: "technical", of: "technical alarms"))
    }
    if !trace.gaps.isEmpty { lanes.append(spans("no data", trace.gaps, style: "gap", of: "gaps in the data")) }
    let axis = times ?? TimeAxis(durationSeconds: durationSeconds)
    lanes += [scoreLane, evidenceLane, axis.lane(over: max(durationSeconds, trace.hopSeconds))]
    return Markup("div", ["class": "trace"], lanes)
  }

  /// Width of all drawings, in columns.
  private var width: Double { durationSeconds / trace.columnSeconds }

  private func x(_ seconds: Double) -> Double { seconds / trace.columnSeconds }

  private func lane(_ name: Markup, _ content: Markup) -> Markup {
    Markup("div", ["class": "lane"], [Markup("div", ["class": "name"], [name]), content])
  }

  private func drawing(_ style: String, height: Int, rows: Double, label: String, _ children: [Markup]) -> Markup {
    Markup(
      "svg",
      [
        "class": style, "role": "img", "aria-label": label, "preserveAspectRatio": "none",
        "viewBox": "0 0 \(NumberText.coordinate(width)) \(NumberText.coordinate(rows))", "style": "height:\(height)px",
      ], children)
  }

  private func spans(_ name: String, _ intervals: [Interval], style: String, of what: String) -> Markup {
    let total = intervals.reduce(0) { $0 + $1.duration }
    let label = "\(what): \(intervals.count), \(NumberText.duration(total)) in all"
    return lane(
      Markup(name), drawing("spans", height: 14, rows: 1, label: label, [rectangles(intervals, style: style)]))
  }

  private func rectangles(_ intervals: [Interval], style: String) -> Markup {
    let within = Interval.union(intervals, within: durationSeconds)
    let commands = within.map { "M\(coordinate($0.onset)) 0H\(coordinate($0.end))V1H\(coordinate($0.onset))z" }
    return Markup("path", ["class": style, "d": commands.joined()])
  }

  private func coordinate(_ seconds: Double) -> String { NumberText.coordinate(x(seconds)) }
}

extension TraceFigure {
  private var scoreLane: Markup {
    let range = scoreRange
    let label = "score: \(range.text), threshold \(trace.threshold)"
    let threshold = NumberText.coordinate(range.y(Double(trace.threshold)))
    let shades = (seizures ?? []).map {
      Markup(
        "path",
        ["class": "shade", "d": "M\(coordinate($0.onset)) 0H\(coordinate($0.end))V100H\(coordinate($0.onset))z"])
    }
    let drawing = drawing(
      "score", height: 80, rows: 100, label: label,
      shades + [
        Markup("path", ["class": "threshold", "d": "M0 \(threshold)H\(NumberText.coordinate(width))"]),
        Markup("path", ["class": "band", "d": scoreBand(range)]),
      ])
    return lane(.joined(["score", range.marks(threshold: trace.threshold)]), drawing)
  }

  /// The score's extremes, with the threshold among them.
  private var scoreRange: ScoreRange {
    let lowest = trace.columns.compactMap(\.lowestScore).min()
    let highest = trace.columns.compactMap(\.highestScore).max()
    return ScoreRange(lowest, highest, threshold: Double(trace.threshold))
  }

  /// An area from the smallest to the largest score of each column, in one piece where nothing is missing.
  private func scoreBand(_ range: ScoreRange) -> String {
    var text = ""
    var index = 0
    while index < trace.columns.count {
      let piece = trace.columns[index...].prefix { $0.highestScore != nil }
      if !piece.isEmpty { text += outline(Array(piece), from: index, range) }
      index += max(1, piece.count)
    }
    return text
  }

  private func outline(_ piece: [RecordingTrace.Column], from start: Int, _ range: ScoreRange) -> String {
    let upper = piece.map { NumberText.coordinate(range.y($0.highestScore ?? 0)) }
    let lower = piece.map { NumberText.coordinate(range.y($0.lowestScore ?? 0)) }
    return "M\(start) \(upper[0])" + upper.map { "V\($0)h1" }.joined()
      + lower.reversed().map { "V\($0)h-1" }.joined() + "z"
  }

  private var evidenceLane: Markup {
    let height = 14 * trace.channels.count
    let onsets = (seizures ?? []).flatMap { [$0.onset, $0.end] }
      .map { "M\(coordinate($0)) 0V\(trace.channels.count)" }.joined()
    let drawing = drawing(
      "evidence", height: height, rows: Double(trace.channels.count), label: evidenceLabel,
      HeatMap(trace: trace, scale: scale).paths
        + (onsets.isEmpty ? [] : [Markup("path", ["class": "edge", "d": onsets])])
    )
    let names = trace.channels.map { Markup("span", [:], [Markup($0)]) }
    return lane(Markup("div", ["class": "channels"], names), drawing)
  }

  /// The channels by their largest evidence, for those who do not see the map.
  private var evidenceLabel: String {
    let peaks = trace.channels.indices.compactMap { channel in
      trace.columns.compactMap { $0.cells.isEmpty ? nil : $0.cells[channel].excess }.max()
        .map { (trace.channels[channel], $0) }
    }
    let ranked = peaks.sorted { $0.1 > $1.1 }.prefix(3).map { "\($0.0) \($0.1)" }
    return "evidence of \(trace.channels.count) channels over the threshold; largest: "
      + (ranked.isEmpty ? "none" : ranked.joined(separator: ", "))
  }
}

/// From the lowest to the highest of scores and threshold, drawn from 95 to 5.
private struct ScoreRange {
  private let scores: (lowest: Double, highest: Double)?
  private let bottom: Double
  private let top: Double

  init(_ lowest: Double?, _ highest: Double?, threshold: Double) {
    scores = lowest.flatMap { lowest in highest.map { (lowest, $0) } }
    bottom = min(lowest ?? threshold, threshold)
    top = max(highest ?? threshold, threshold)
  }

  /// What the scores reach from and to.
  var text: String {
    scores.map { "\(NumberText.fixed($0.lowest, 0)) to \(NumberText.fixed($0.highest, 0))" } ?? "none"
  }

  func y(_ score: Double) -> Double {
    top > bottom ? 95 - 90 * (score - bottom) / (top - bottom) : 50
  }

  /// The largest score, the threshold and the smallest score, beside the lane.
  func marks(threshold: Int) -> Markup {
    func score(_ value: Double?) -> String { value.map { NumberText.grouped(Int($0.rounded().clamped)) } ?? "–" }
    return Markup(
      "div", ["class": "marks"],
      [
        Markup("span", [:], ["max \(score(scores?.highest))"]),
        Markup("span", ["class": "limit"], ["limit \(NumberText.grouped(threshold))"]),
        Markup("span", [:], ["min \(score(scores?.lowest))"]),
      ])
  }
}
