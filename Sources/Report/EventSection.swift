import Foundation
import Station
import Vocabulary

/// One seizure alarm: its EEG, what made it rise, and the numbers of every second.
struct EventSection {
  let view: EpisodeView
  /// Which log, person and board it is of: said on paper, where a sheet may lie alone.
  let origin: String

  private var episode: SeizureEpisode { view.episode }
  private var list: EvidenceList { EvidenceList(alarm: episode.alarm, places: view.places) }

  /// Such as `Seizure alarm 1: 2026-03-01 03:12:44, right temporal`.
  var title: String {
    "Seizure alarm \(episode.number)\(episode.session > 1 ? " of session \(episode.session)" : ""): "
      + view.clock.moment(episode.raisedSeconds, episode.clock) + (episode.isRiseLost ? " or earlier" : "")
      + (list.region.map { ", \($0)" } ?? "")
  }

  /// Sheets that stand on one page, drawn.
  struct Part {
    var sheets: Range<Int>
    var drawings: [Markup]
  }

  /// The section with all its sheets.
  var markup: Markup { markup(Part(sheets: 0..<view.sheetStarts.count, drawings: drawings)) }

  /// All sheets, drawn.
  private var drawings: [Markup] {
    let starts = view.sheetStarts
    return starts.enumerated().map { EEGSheet(view: view, number: $0, count: starts.count, start: $1).markup }
  }

  /// The section with a part of its sheets.
  ///
  /// - Parameters:
  ///   - part: The sheets.
  ///   - paper: Which of its sheets of paper this is, such as `sheet 1 of 2`; nil where there is only one.
  ///   - links: Where else to go.
  /// - Returns: The section.
  func markup(_ part: Part, paper: String? = nil, links: [Markup] = []) -> Markup {
    let missing = view.sheetStarts.isEmpty ? [Markup("p", ["class": "note missing"], [Markup(noEEG)])] : []
    let printed = printed(of: part.sheets)
    let sheets = zip(part.sheets, part.drawings).map { number, drawing in
      number == printed ? Markup("div", ["class": "printed"], [drawing]) : drawing
    }
    let origin = Markup("p", ["class": "origin"], [Markup(origin + (paper.map { ", \($0)" } ?? ""))])
    return Markup(
      "section", ["class": "event", "id": view.identifier, "aria-labelledby": "\(view.identifier)-title"],
      [Markup("h3", ["id": "\(view.identifier)-title"], [Markup(title)]), origin, jumps(part.sheets, links), facts]
        + missing + [Markup("div", ["class": "sheets"], sheets), explanation, numbers])
  }

  /// The one of these sheets that is printed: the alarm's, else the first on which something happened, else the first.
  private func printed(of sheets: Range<Int>) -> Int? {
    let starts = view.sheetStarts
    for moment in [episode.raisedSeconds] + view.marks.map(\.seconds) {
      let sheet = sheets.first { (starts[$0]..<starts[$0] + EEGScale.sheetSeconds).contains(moment) }
      if let sheet { return sheet }
    }
    return sheets.first
  }

  private var noEEG: String {
    episode.sealedClips > 0
      ? "The EEG of this alarm is sealed: the report needs the key (--clip-key)."
      : "The log holds no EEG of this alarm."
  }

  /// Its sheets in groups of which none is larger than `mostBytes`, but for a single sheet that is.
  func parts(mostBytes: Int) -> [Part] {
    let drawings = drawings
    let others = numbers.source.utf8.count
    var parts = [Part(sheets: 0..<0, drawings: [])]
    var bytes = others
    for (number, drawing) in drawings.enumerated() {
      let size = drawing.source.utf8.count
      if !parts[parts.count - 1].drawings.isEmpty && bytes + size > mostBytes {
        parts.append(Part(sheets: number..<number, drawings: []))
        bytes = others
      }
      parts[parts.count - 1].sheets = parts[parts.count - 1].sheets.lowerBound..<number + 1
      parts[parts.count - 1].drawings.append(drawing)
      bytes += size
    }
    return parts
  }

  private func jumps(_ shown: Range<Int>, _ links: [Markup]) -> Markup {
    let pages = shown.map {
      Markup("a", ["href": "#\(view.identifier)-page-\($0 + 1)"], [Markup("\($0 + 1)")])
    }
    return Markup(
      "nav", ["class": "jumps", "aria-label": "Pages of this alarm"],
      links + (pages.count > 1 ? [Markup("span", [:], ["EEG pages:"])] + pages : []))
  }

  private var facts: Markup {
    let events = view.marks.map { mark in
      let seconds = mark.style == "review" ? " (\(NumberText.fixed(mark.seconds, 1)) s)" : ""
      return Markup(
        "span", ["class": "fact"],
        [
          Markup("\(mark.word) "), Markup("strong", [:], [Markup(view.clock.time(mark.seconds, episode.clock))]),
          Markup(seconds),
        ])
    }
    var others: [String] = []
    others.append(
      "length \(episode.clearedSeconds.map { PlainWords.length($0 - episode.raisedSeconds) } ?? "not known: still up at the end")"
    )
    others.append(
      episode.acknowledgedSeconds.map { "acknowledged after \(PlainWords.length(max(0, $0 - episode.raisedSeconds)))" }
        ?? "not acknowledged")
    others.append(
      "times: \(episode.clock.start == nil ? "since the session's start, the clock was not set" : view.clock.name)")
    others += episode.escalations.map { escalation in
      "more urgent since \(view.clock.time(escalation.seconds, episode.clock)): \(PlainWords.cause(escalation.reason))"
    }
    others += episode.polygraph.map(\.text)
    if let mark = view.mark { others.append("review: \(mark.text)") }
    return Markup("p", ["class": "facts"], events + others.map { Markup("span", ["class": "fact"], [Markup($0)]) })
  }

  private var explanation: Markup {
    guard !episode.isRiseLost else {
      return Markup(
        "div", ["class": "why"],
        [
          Markup(
            "p", ["class": "causes"],
            [
              Markup(
                "The record of this alarm's rise cannot be read. What made it rise is not known; when it rose is the first "
                  + "moment at which another record tells of it. Behind each trace stands the evidence of each second.")
            ])
        ])
    }
    guard episode.settings.evidenceKind.addsUp else {
      return Markup(
        "div", ["class": "why"],
        [
          Markup(
            "div", ["class": "causes"],
            [
              OcclusionList(occlusion: episode.occlusion, places: view.places).markup,
              Markup("p", ["class": "note"], [Markup(OcclusionList.note)]),
            ])
        ])
    }
    let map = HeadMap(places: view.places, shares: list.shares).markup.map {
      [
        Markup(
          "figure", ["class": "head-figure"], [$0, Markup("figcaption", [:], ["Shares of the evidence, the nose up"])])
      ]
    }
    let threshold = episode.settings.raiseExcess
    let note = Markup(
      "p", ["class": "note"],
      [
        Markup(
          "Evidence: what each channel added above its threshold in the windows that the alarm looked back on. The alarm rises when "
            + "the channels' mean excess has added up to \(NumberText.grouped(Int(threshold))). Behind each trace, in thousands: "
            + "the evidence of the four seconds that end there.")
      ])
    return Markup("div", ["class": "why"], (map ?? []) + [Markup("div", ["class": "causes"], [list.markup, note])])
  }

  /// Every second's score and evidence, exactly.
  private var numbers: Markup {
    let rows = episode.decisions.map { decision -> [Markup] in
      let seconds = episode.settings.seconds(through: decision.sampleIndex)
      let name = "hop.\(decision.hopIndex)"
      let sums = [
        Markup(view.clock.time(seconds, episode.clock)), Markup(decision.stateWord),
        Exact("\(name).score", Double(decision.score), NumberText.grouped(Int(decision.score))).markup,
        Exact("\(name).threshold", Double(decision.threshold), NumberText.grouped(Int(decision.threshold))).markup,
      ]
      return sums
        + view.places.map { place in
          guard place.channel < Int(decision.channelCount), decision.usable[place.channel] else { return "–" }
          let value = decision.evidence[place.channel]
          return Exact("\(name).\(place.name)", Double(value), NumberText.grouped(Int(value))).markup
        }
    }
    return Markup(
      "details", [:],
      [
        Markup("summary", [:], ["The numbers of every second"]),
        Table(
          caption: "Evidence of each channel; their sum is the score, compared with the threshold",
          header: ["until", "state", "score", "threshold"] + view.places.map(\.name), rows: rows
        ).markup,
      ])
  }
}
