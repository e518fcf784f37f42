import Evaluation

/// An evaluation as one page that needs nothing else: no script, no network, light and dark, for any width.
///
/// The page depends on the report and the subject only: the same evaluation gives the same bytes.
public struct EvaluationPage {
  let report: EvaluationReport
  let subject: EvaluationSubject

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - report: The evaluation; its recordings' timelines are shown where they have traces.
  ///   - subject: What was evaluated.
  public init(_ report: EvaluationReport, of subject: EvaluationSubject) {
    self.report = report
    self.subject = subject
  }

  /// The page: HTML that is well-formed XML, too.
  public var text: String {
    "<!DOCTYPE html>\n"
      + Markup("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], [head, body]).source + "\n"
  }

  private var title: String { "Seizure detection: \(report.figures.detector)" }

  private var head: Markup {
    Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        // Whatever a file is called: nothing is run, nothing is fetched.
        Markup(
          "meta",
          ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        Markup("title", [:], [Markup(title)]), Markup("style", [:], [Markup(Stylesheet.text)]),
      ])
  }

  private var body: Markup {
    Markup(
      "body", [:],
      [
        Markup("a", ["class": "skip", "href": "#figures"], ["Skip to the figures"]),
        Markup(
          "header", [:],
          [
            Markup("h1", [:], [Markup(title)]),
            Markup(
              "p", ["class": "warning"],
              ["Research software, not a certified medical device: nobody's safety may depend on these figures."]),
          ]), Markup("main", [:], sections),
      ])
  }

  private var sections: [Markup] {
    [
      section("subject", "What was evaluated", [SubjectTable(report: report, subject: subject).markup]),
      section("cautions", "What these data cannot tell", [cautions]),
      section("figures", "Figures", FigureTables(report: report).markup),
      section(
        "curves", "Curves",
        [
          Markup(
            "div", ["class": "pair"],
            [
              Markup(
                "div", [:],
                [
                  Markup("h3", [:], ["Windows: receiver operating characteristic"]),
                  CharacteristicChart(characteristic: report.operatingCharacteristic).markup,
                ]),
              Markup(
                "div", [:],
                [
                  Markup("h3", [:], ["Events: sensitivity against false alarms"]),
                  SettingsChart(settings: report.settings).markup,
                ]),
            ])
        ]), section("recordings", "Recordings", RecordingSections(report: report).markup),
    ]
  }

  private func section(_ identifier: String, _ title: String, _ content: [Markup]) -> Markup {
    Markup(
      "section", ["aria-labelledby": identifier],
      [Markup("h2", ["id": identifier], [Markup(title)])] + content)
  }

  private var cautions: Markup {
    let failures = report.failures.map { "\($0.recording.path): \($0.error ?? "")" }
    let sentences = report.cautions + failures
    guard !sentences.isEmpty else { return Markup("p", [:], ["Nothing was found to warn of."]) }
    return Markup("ul", ["class": "cautions"], sentences.map { Markup("li", [:], [Markup("bdi", [:], [Markup($0)])]) })
  }
}
