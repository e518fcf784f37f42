import Evaluation

/// What the colours of evidence stand for.
struct EvidenceLegend {
  let scale: EvidenceColours

  /// The text and the colours.
  var markup: Markup {
    let names = (1...EvidenceColours.levels).reversed().map { "n\($0)" } + (1...EvidenceColours.levels).map { "p\($0)" }
    let steps = names.map { Markup("span", ["class": "swatch \($0)"]) }
    let top = NumberText.grouped(scale.top)
    return Markup(
      "div", ["class": "legend"],
      [
        Markup(
          "p", [:],
          [
            """
            Evidence map: each channel's evidence over the threshold, for each window of a recording; the score is the mean over \
            the usable channels, exactly. Long recordings are drawn in at most \(RecordingTrace.mostColumns) columns: a colour stands for the mean \
            evidence of its stretch, the score's band reaches from the smallest to the largest score, so that nothing that rose for one \
            window is lost there.
            """
          ]),
        Markup(
          "p", ["class": "scale"],
          [Markup("span", [:], ["−\(top) or less"])] + steps + [
            Markup("span", [:], ["\(top) or more"]),
            Markup(
              "span", ["class": "group"],
              [Markup("span", ["class": "swatch u"]), " not usable (start, gap or defect)"]),
          ]),
      ])
  }
}
