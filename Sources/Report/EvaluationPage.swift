import Evaluation

/// An evaluation as one page that needs nothing else.
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
    Page(
      title: "Seizure detection: \(report.figures.detector)",
      warning: "Research software, not a certified medical device: nobody's safety may depend on these figures.",
      sections: sections
    ).text
  }

  private var sections: [Page.Section] {
    [
      Page.Section("subject", "What was evaluated", [SubjectTable(report: report, subject: subject).markup]),
      Page.Section("cautions", "What these data cannot tell", [cautions]),
      Page.Section("figures", "Figures", FigureTables(report: report).markup),
      Page.Section(
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
        ]), Page.Section("recordings", "Recordings", RecordingSections(report: report).markup),
    ]
  }

  private var cautions: Markup {
    let failures = report.failures.map { "\($0.recording.path): \($0.error ?? "")" }
    let sentences = report.cautions + failures
    guard !sentences.isEmpty else { return Markup("p", [:], ["Nothing was found to warn of."]) }
    return Markup("ul", ["class": "cautions"], sentences.map { Markup("li", [:], [Markup("bdi", [:], [Markup($0)])]) })
  }
}
