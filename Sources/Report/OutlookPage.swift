import Forecast
import Forecasting

/// One person's outlook as one page that needs nothing else.
public struct OutlookPage {
  private let outlook: ForecastOutlook

  /// Creates a page.
  public init(_ outlook: ForecastOutlook) {
    self.outlook = outlook
  }

  /// The page: HTML that is well-formed XML, too.
  public var text: String {
    Page(
      title: "Seizure forecast: \(outlook.person)",
      warning: "Research software, not a certified medical device: nobody's safety may depend on it.",
      sections: [
        Page.Section("answer", "Can these seizures be forecast?", [Markup("p", [:], [Markup(outlook.answer)])]),
        Page.Section("risk", "Risk", [risk]), Page.Section("reason", "What the coming hour rests on", [shares]),
        Page.Section("rose", "Seizures by hour of day", [rose]), Page.Section("cycles", "Cycles", [cycles]),
        Page.Section("calibration", "Calibration", [ReliabilityChart(people: [outlook.figures]).markup]),
      ] + evidence + board
    ).text
  }

  private var evidence: [Page.Section] {
    guard let figures = outlook.figures.evidence else { return [] }
    return [Page.Section("eeg", "What the EEG adds", [Markup("p", [:], [Markup(figures.text)])])]
  }

  private var board: [Page.Section] {
    guard let board = outlook.board else { return [] }
    return [Page.Section("board", "What the board says", board.lines.map { Markup("p", [:], [Markup($0)]) })]
  }

  private var risk: Markup {
    let highest = max(outlook.risks.map(\.probability).max() ?? 0, 1e-9)
    let width = outlook.risks.count
    var content: [Markup] = []
    for (index, risk) in outlook.risks.enumerated() {
      let height = 100 * risk.probability / highest
      content.append(
        Markup(
          "rect",
          [
            "class": risk.level == .high ? "alarm" : risk.isAhead ? "band" : "gap", "x": "\(4 * index)", "width": "3",
            "y": NumberText.coordinate(100 - height), "height": NumberText.coordinate(height),
          ]))
      if risk.hasEvent {
        content.append(
          Markup("rect", ["class": "seizure", "x": "\(4 * index)", "width": "3", "y": "104", "height": "12"]))
      }
    }
    let label = "risk by hour of the last seven days and the next"
    return Markup(
      "figure", [:],
      [
        Markup(
          "svg", ["class": "outlook", "role": "img", "aria-label": label, "viewBox": "0 0 \(4 * width) 118"], content),
        Markup(
          "figcaption", [:],
          [
            Markup(
              "The last seven days and the next 24 hours, an hour a bar; the highest is \(NumberText.percent(highest)) an hour. Orange: high risk, "
                + "a warning. Blue: still to come. Marks below: seizures.")
          ]),
      ])
  }

  private var shares: Markup {
    let names: [(ForecastFactor, String)] = [
      (.rate, "Rate of the last days and weeks"), (.hourOfDay, "Hour of day"), (.weekday, "Day of the week"),
      (.sinceLast, "Time since the last seizure"), (.cycle, "Slow cycle"),
    ]
    return Table(
      caption: "Shares in log-odds; they and the running rate's add up to the forecast's",
      header: ["Factor", "Share"],
      rows: [[Markup("Running rate"), Markup(NumberText.fixed(Double(outlook.shares.base) / 0x1p24, 3))]]
        + names.map { [Markup($0.1), Markup(NumberText.fixed(Double(outlook.shares[$0.0]) / 0x1p24, 3))] }
        + (outlook.evidenceShare.map { [[Markup("EEG"), Markup(NumberText.fixed(Double($0) / 0x1p24, 3))]] } ?? [])
    ).markup
  }

  private var rose: Markup {
    let most = max(outlook.rose.max() ?? 0, 1)
    let bars = outlook.rose.enumerated().map { hour, count in
      Markup(
        "rect",
        [
          "class": "band", "x": "\(12 * hour)", "width": "10",
          "y": NumberText.coordinate(60 - 60 * Double(count) / Double(most)),
          "height": NumberText.coordinate(60 * Double(count) / Double(most)),
        ], [])
    }
    let label = "seizures by hour of day, at most \(most) in one"
    return Markup(
      "figure", [:],
      [
        Markup("svg", ["class": "chart", "role": "img", "aria-label": label, "viewBox": "0 0 288 60"], bars),
        Markup(
          "figcaption", [:],
          [Markup("From midnight to midnight, an hour a bar; the highest is \(NumberText.counted(most, "seizure")).")]),
      ])
  }

  private var cycles: Markup {
    Table(
      caption: "Resultant length of lead events: 0 is none, 1 perfect", header: ["Period in days", "Resultant length"],
      rows: outlook.cycles.map {
        [Markup(NumberText.fixed($0.hours / 24, 1)), Markup(NumberText.fixed($0.resultant, 2))]
      }
    ).markup
  }
}
