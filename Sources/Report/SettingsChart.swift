import Evaluation

/// Sensitivity against false alarms at other settings of the alarm, as a chart and as a table.
struct SettingsChart {
  let settings: [SettingFigures]

  /// The chart, its caption and its table.
  var markup: Markup {
    guard !settings.isEmpty else {
      return Markup("p", [:], ["This detector has no threshold: there is nothing to set."])
    }
    return .joined([isDrawable ? figure : nothingToDraw, table])
  }

  private var isDrawable: Bool {
    settings[0].seizures > 0 && settings[0].falseAlarmHours > 0 && settings.contains { $0.falseAlarms > 0 }
  }

  private var nothingToDraw: Markup {
    Markup(
      "p", [:],
      ["No curve: that takes seizures, time in which a false alarm can occur, and a false alarm at some threshold."])
  }

  private var figure: Markup {
    let named = settings.filter { $0.setting.name != nil }
    let steps = settings.filter { $0.setting.name == nil }
    let rates = settings.compactMap(\.falseAlarmsPerHour) + named.compactMap(\.falseAlarmsPerHourUpper95)
    let area = PlotArea(
      horizontal: .root("false alarms per hour (square root)", highest: rates.max() ?? 1),
      vertical: .rate("seizures detected"))
    let points = steps.compactMap(Self.point)
    var content = [
      Markup("path", ["class": "joined", "d": area.line(points)]),
      Markup("path", ["class": "dots", "d": area.dots(points)]),
    ]
    content += named.flatMap { whisker($0, in: area) } + rings(named, in: area)
    return Markup(
      "figure", [:],
      [
        area.markup(
          label: "sensitivity against false alarms per hour at \(settings.count) settings; see the table", content),
        Markup(
          "figcaption", [:],
          [
            """
            Dots: thresholds in even steps at the operating point's accumulated excess. The model's operating points are marked, \
            each with its exact Poisson 95 % upper bound to the right.
            """
          ]),
      ])
  }

  private static func point(_ figures: SettingFigures) -> (Double, Double)? {
    guard let rate = figures.falseAlarmsPerHour, let sensitivity = figures.sensitivity else { return nil }
    return (rate, sensitivity)
  }

  private func whisker(_ figures: SettingFigures, in area: PlotArea) -> [Markup] {
    guard let point = Self.point(figures), let bound = figures.falseAlarmsPerHourUpper95 else { return [] }
    return [Markup("path", ["class": "whisker", "d": area.line([point, (bound, point.1)])])]
  }

  /// One ring for operating points that come to the same.
  private func rings(_ named: [SettingFigures], in area: PlotArea) -> [Markup] {
    var places: [(point: (Double, Double), names: [String])] = []
    for figures in named {
      guard let point = Self.point(figures), let name = figures.setting.name else { continue }
      if let index = places.firstIndex(where: { $0.point == point }) {
        places[index].names.append(name)
      } else {
        places.append((point, [name]))
      }
    }
    return places.flatMap { area.ring($0.names.joined(separator: ", "), $0.point.0, $0.point.1) }
  }

  private var table: Markup {
    let rows = settings.map { figures in
      [
        Markup(figures.setting.name ?? "step"), Markup(NumberText.grouped(figures.setting.threshold)),
        Markup(NumberText.grouped(figures.setting.accumulatedExcess)),
        Markup("\(figures.detected) of \(figures.seizures)"), Markup(NumberText.percent(figures.sensitivity)),
        Markup(String(figures.falseAlarms)), Markup(NumberText.fixed(figures.falseAlarmHours, 2)),
        Markup(NumberText.fixed(figures.falseAlarmsPerHour, 2)),
        Markup(NumberText.bound(figures.falseAlarmsPerHourUpper95)),
      ]
    }
    return Markup(
      "details", [:],
      [
        Markup("summary", [:], ["All \(settings.count) settings as a table"]),
        Table(
          caption: nil,
          header: [
            "setting", "threshold", "accumulated excess", "detected", "sensitivity", "false alarms", "in hours",
            "per hour", "95 % bound",
          ], rows: rows
        ).markup,
      ])
  }
}
