import Forecasting

/// Forecast against observed frequency, each person's bins.
struct ReliabilityChart {
  let people: [ForecastFigures]

  /// The chart with its caption.
  var markup: Markup {
    let judged = people.filter { !$0.bins.isEmpty }
    guard !judged.isEmpty else {
      return Markup("p", [:], ["Nobody had enough lead events to judge: there is nothing to draw."])
    }
    let highest = judged.flatMap(\.bins).map { max($0.forecast, $0.observed) }.max() ?? 1
    let area = PlotArea(
      horizontal: .root("forecast probability", highest: highest),
      vertical: .root("share of hours with a lead event", highest: highest))
    var content = [Markup("path", ["class": "chance", "d": area.line([(0, 0), (highest, highest)])])]
    for person in judged {
      let points = person.bins.map { ($0.forecast, $0.observed) }
      content.append(
        Markup("path", ["class": "joined", "d": area.line(points)], [Markup("title", [:], [Markup(person.person)])]))
      content.append(Markup("path", ["class": "dots", "d": area.dots(points)]))
    }
    let label = "reliability of the forecasts of \(NumberText.counted(judged.count, "person"))"
    return Markup(
      "figure", [:],
      [
        area.markup(label: label, content),
        Markup(
          "figcaption", [:],
          ["Bins of equally many hours, a line for each person; dashed: forecast and observed agree. Root scale."]),
      ])
  }
}
