import Evaluation
import Forecasting

/// Judged forecasts as one page that needs nothing else.
public struct ForecastPage {
  private let evaluation: ForecastEvaluation
  private let horizon: Int

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - evaluation: The people.
  ///   - horizon: Hours that a forecast is for.
  public init(_ evaluation: ForecastEvaluation, horizon: Int) {
    self.evaluation = evaluation
    self.horizon = horizon
  }

  /// The page: HTML that is well-formed XML, too.
  public var text: String {
    Page(
      title: "Seizure forecasts, judged",
      warning: "Research software, not a certified medical device: nobody's safety may depend on these figures.",
      sections: [
        Page.Section("how", "How it was judged", [method]), Page.Section("means", "Means over people", [means]),
        Page.Section("people", "People", [table, reasons]),
        Page.Section("calibration", "Calibration", [ReliabilityChart(people: evaluation.people).markup]),
      ]
    ).text
  }

  private var method: Markup {
    let hours = evaluation.predictionHours
    let earlier = hours == 0 ? "" : " (made \(NumberText.counted(hours, "hour")) before the first of them)"
    return Markup(
      "p", [:],
      [
        Markup(
          "Forward in time and within each person: each forecast of \(NumberText.counted(horizon, "hour"))\(earlier) knows only what came before it. Judged are lead "
            + "events, the first after 4 hours without one, from the 11th on; hours within 4 hours after any event are not scored. Warnings come from "
            + "the person's own past. p is by 1,000 circular shifts of the events against the forecasts; the Brier skill stands "
            + "against \(ForecastJudge.reference), and against the mean of the last 90 days.")
      ])
  }

  private var means: Markup {
    FactList(facts: [
      ("AUC", mean(evaluation.meanAreaUnderCurve)),
      ("Sensitivity less time in warning", mean(evaluation.meanSensitivityLessTimeInWarning)),
      ("Brier skill", mean(evaluation.meanBrierSkill)),
    ]).markup
  }

  private func mean(_ mean: PersonMean) -> Markup {
    Markup(
      "\(NumberText.fixed(mean.mean, 3)) (95 % interval over people \(NumberText.fixed(mean.low95, 3)) to "
        + "\(NumberText.fixed(mean.high95, 3)); \(NumberText.counted(mean.persons, "person")))")
  }

  private var table: Markup {
    Table(
      caption: "Lead events",
      header: [
        "Person", "Judged", "Days", "AUC", "p, shifted", "p, shuffled", "Sensitivity", "Time in warning",
        "p, random warnings",
        "Brier skill", "Brier skill, 90 days", "Shown after",
      ],
      rows: evaluation.people.map { person in
        [
          Markup(person.person), Markup("\(person.leadEvents)"), Markup(NumberText.fixed(person.days, 0)),
          Markup(NumberText.fixed(person.areaUnderCurve, 3)), Markup(NumberText.fixed(person.pValue, 3)),
          Markup(NumberText.fixed(person.shuffleValue, 3)), Markup(NumberText.percent(person.sensitivity)),
          Markup(NumberText.percent(person.timeInWarning)), Markup(NumberText.fixed(person.chanceSignificance, 3)),
          Markup(NumberText.fixed(person.brierSkill, 3)),
          Markup(NumberText.fixed(person.brierSkillAgainstNinetyDays, 3)),
          Markup(person.enabledAfterDays.map { NumberText.fixed($0, 0) + " days" } ?? "never"),
        ]
      }
    ).markup
  }

  private var reasons: Markup {
    Markup(
      "ul", ["class": "cautions"],
      evaluation.people.map { person in
        Markup("li", [:], [Markup("\(person.person): \(person.reason ?? "its forecast is shown")")])
      })
  }
}
