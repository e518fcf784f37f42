import Evaluation

/// Data, detector and scorer of an evaluation.
struct SubjectTable {
  let report: EvaluationReport
  let subject: EvaluationSubject

  /// Names and values.
  var markup: Markup {
    let events = report.figures.events
    let ictal = report.subjects.reduce(0) { $0 + $1.tally.ictalSeconds }
    let annotated = report.subjects.reduce(0) { $0 + $1.tally.seizureCount }
    var facts: [(name: String, value: Markup)] = [
      ("Dataset", Markup(subject.dataset)),
      ("People", figure("subjects", events.subjects)),
      (
        "Recordings",
        .joined([
          figure("recordings", events.recordings),
          Markup(
            " scored; \(report.withoutReference.count) without annotations, \(report.failures.count) that failed"),
        ])
      ), ("Hours", Exact("hours", events.hours, NumberText.fixed(events.hours, 2)).markup),
      ("Seizures", Markup("\(annotated) annotated, \(NumberText.duration(ictal)) in all")),
      ("Detector", Markup(report.figures.detector)),
    ]
    facts += subject.facts.map { ($0.name, Markup($0.value)) }
    facts += [("Scorer", Markup(events.scorer)), ("Strict scorer", Markup(report.figures.strict.scorer))]
    return FactList(facts: facts).markup
  }

  private func figure(_ name: String, _ value: Int) -> Markup { Exact(name, Double(value), String(value)).markup }
}
