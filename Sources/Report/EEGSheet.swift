import Foundation
import Station
import Vocabulary

/// Ten seconds of EEG as EEG is drawn, with the evidence behind each trace and the score under them.
struct EEGSheet {
  static let left = 92.0
  static let top = 34.0
  private static let scoreUnits = 64.0
  private static let width = left + EEGScale.sheetUnits + 56

  let view: EpisodeView
  /// Its number, from 0.
  let number: Int
  /// How many the alarm has.
  let count: Int
  /// Its first second, in seconds of the session.
  let start: Double

  private var episode: SeizureEpisode { view.episode }
  private var rate: Double { episode.settings.modelRate.hertz }
  private var hop: Double { episode.hopSeconds }
  private var bottom: Double { Self.top + Double(view.places.count) * view.rowUnits }
  private var unitsPerSecond: Double { EEGScale.sheetUnits / EEGScale.sheetSeconds }

  var identifier: String { "\(view.identifier)-page-\(number + 1)" }

  /// The figure.
  var markup: Markup {
    let height = bottom + Self.scoreUnits + 22
    let drawing = Markup(
      "svg",
      [
        "class": "eeg", "role": "img", "aria-label": label,
        "viewBox": "0 0 \(NumberText.coordinate(Self.width)) \(NumberText.coordinate(height))",
      ],
      [grid, cells] + gaps + view.places.indices.map(row) + [bar, score] + lines)
    return Markup(
      "figure",
      ["class": "sheet", "id": identifier],
      [
        Markup("figcaption", [:], [Markup(caption)]),
        Markup(
          "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "EEG, page \(number + 1)"],
          [drawing]),
      ])
  }

  private var label: String {
    "EEG of \(view.places.count) channels from \(view.clock.time(start, episode.clock)) on, ten seconds, "
      + "\(view.scale.gain) microvolts a millimetre, negative up"
  }

  private var caption: String {
    "Page \(number + 1) of \(count): from \(view.clock.moment(start, episode.clock)) on. \(view.scale.gain) µV/mm, 25 mm/s, negative up; "
      + "high-pass 0.5 Hz, mains removed, \(NumberText.coordinate(rate)) samples a second, as the detector saw it."
  }

  private func x(_ seconds: Double) -> Double { Self.left + (seconds - start) * unitsPerSecond }

  private func text(_ value: Double) -> String { NumberText.coordinate(value) }

  private func isShown(_ seconds: Double) -> Bool { seconds >= start && seconds <= start + EEGScale.sheetSeconds }

  private func word(_ style: String, _ x: Double, _ y: Double, _ content: String, anchor: String? = nil) -> Markup {
    Markup("text", ["class": style, "x": text(x), "y": text(y), "text-anchor": anchor], [Markup(content)])
  }

  /// Lines at whole seconds of the clock, every other with its time.
  private var grid: Markup {
    let offset = (episode.clock.time(at: 0).map { Double($0.nanoseconds) / 1e9 } ?? 0)
    let fraction = offset - offset.rounded(.down)
    var path = ""
    var words: [Markup] = []
    let first = (start + fraction).rounded(.up) - fraction
    for index in 0...Int(EEGScale.sheetSeconds) {
      let second = first + Double(index)
      guard second <= start + EEGScale.sheetSeconds + 1e-6 else { break }
      path += "M\(text(x(second))) \(text(Self.top))V\(text(bottom + Self.scoreUnits + 4))"
      guard index.isMultiple(of: 2), second < start + EEGScale.sheetSeconds - 0.6 else { continue }
      let time = view.clock.time(second, episode.clock)
      words.append(word("clock", x(second), bottom + Self.scoreUnits + 16, time))
    }
    return .joined([Markup("path", ["class": "second", "d": path])] + words)
  }
}

// Traces.
extension EEGSheet {
  private func base(_ row: Int) -> Double { Self.top + (Double(row) + 0.5) * view.rowUnits }

  private func row(_ index: Int) -> Markup {
    let place = view.places[index]
    let name = word("name-\(place.side.rawValue)", Self.left - 6, base(index) + 4, place.name, anchor: "end")
    return .joined([name] + pieces(place.channel).map { trace($0, place, index) })
  }

  /// Samples that lie together and are usable, or not, together.
  private struct Piece {
    let first: Int
    var samples: [Int32]
    let isUsable: Bool
  }

  private var sampleRange: Range<Int> {
    let start = start + episode.settings.startSeconds
    let first = Int((start * rate).clamped.rounded(.up))
    return first..<max(first, Int(((start + EEGScale.sheetSeconds) * rate).clamped.rounded(.up)))
  }

  private func pieces(_ channel: Int) -> [Piece] {
    var pieces: [Piece] = []
    let hopSamples = max(1, Int(episode.settings.hopSamples))
    for clip in episode.clips {
      let first = Int(clip.first)
      let range = sampleRange.clamped(to: first..<first + clip.count)
      guard !range.isEmpty else { continue }
      let samples = clip.channel(channel)
      let cut = samples[samples.startIndex + range.lowerBound - first..<samples.startIndex + range.upperBound - first]
      let isUsable = view.decision(UInt64(first / hopSamples)).map { $0.usable[channel] } ?? true
      let joins = pieces.last.map { $0.first + $0.samples.count == range.lowerBound } ?? false
      if joins, pieces[pieces.count - 1].isUsable == isUsable {
        pieces[pieces.count - 1].samples += cut
      } else {
        if joins, let next = cut.first { pieces[pieces.count - 1].samples.append(next) }
        pieces.append(Piece(first: range.lowerBound, samples: Array(cut), isUsable: isUsable))
      }
    }
    return pieces
  }

  private func trace(_ piece: Piece, _ place: ChannelPlace, _ row: Int) -> Markup {
    let offset = sampleRange.lowerBound
    let path = EEGTrace.path(piece.samples.map { view.scale.units($0) }, from: piece.first - offset)
    return Markup(
      "g",
      [
        "transform":
          "translate(\(text(x(Double(offset) / rate - episode.settings.startSeconds))) \(text(base(row)))) scale(\(unitsPerSecond / rate) 1)"
      ],
      [
        Markup(
          "path",
          [
            "class": piece.isUsable ? "trace-\(place.side.rawValue)" : "trace-off", "d": path,
            "data-channel": place.name, "data-first": "\(piece.first)",
          ])
      ])
  }

  /// Words where the log holds no EEG for long enough that they fit.
  private var gaps: [Markup] {
    let range = sampleRange
    var next = range.lowerBound
    var gaps: [Range<Int>] = []
    for clip in episode.clips {
      let covered = (Int(clip.first)..<Int(clip.first) + clip.count).clamped(to: range)
      guard !covered.isEmpty else { continue }
      if covered.lowerBound > next { gaps.append(next..<covered.lowerBound) }
      next = max(next, covered.upperBound)
    }
    if next < range.upperBound { gaps.append(next..<range.upperBound) }
    return gaps.filter { Double($0.count) >= 2 * rate }.map { gap in
      let middle = Double(gap.lowerBound + gap.upperBound) / 2 / rate - episode.settings.startSeconds
      return word("clock", x(middle), (Self.top + bottom) / 2, "no EEG in the log", anchor: "middle")
    }
  }

  /// Ten millimetres at the right of the last channels.
  private var bar: Markup {
    let height = 10 * EEGScale.unitsPerMillimetre
    let (x, y) = (Self.left + EEGScale.sheetUnits + 12, bottom - 16)
    return .joined([
      Markup("path", ["class": "bar", "d": "M\(text(x - 4)) \(text(y))h8h-4v-\(text(height))h-4h8"]),
      word("scale-text", x - 6, y + 13, "\(view.scale.barMicrovolts) µV"),
    ])
  }
}

// Evidence and score.
extension EEGSheet {
  private var decisions: [Decision] {
    episode.decisions.filter { isShown(episode.start(ofHop: $0.hopIndex) + hop / 2) }
  }

  /// A cell for each hop and channel with evidence above its threshold, with the number; one for those not usable.
  private var cells: Markup {
    var paths: [String: String] = [:]
    var words: [Markup] = []
    for decision in decisions {
      let left = x(episode.start(ofHop: decision.hopIndex))
      for (row, place) in view.places.enumerated() {
        let top = Self.top + Double(row) * view.rowUnits
        let box =
          "M\(text(left)) \(text(top))h\(text(hop * unitsPerSecond))v\(text(view.rowUnits))h-\(text(hop * unitsPerSecond))z"
        guard let excess = decision.excess(of: place.channel) else {
          paths["lost", default: ""] += box
          continue
        }
        guard excess > 0 else { continue }
        paths["e\(view.evidence.level(Int(excess)))", default: ""] += box
        words.append(
          word("number", left + hop * unitsPerSecond - 3, top + view.rowUnits - 3, Self.short(excess), anchor: "end"))
      }
    }
    return .joined(paths.sorted { $0.key < $1.key }.map { Markup("path", ["class": $0.key, "d": $0.value]) } + words)
  }

  /// Evidence in thousands, so that it has room in its cell; the table of the event has it exactly.
  static func short(_ excess: Int64) -> String {
    excess.magnitude < 1000 ? "\(excess)" : "\((excess + (excess < 0 ? -500 : 500)) / 1000)k"
  }

  /// The channels' mean evidence over the threshold, hop by hop, and the threshold.
  private var score: Markup {
    let excesses = episode.decisions.compactMap(\.excessPerChannel)
    let (low, high) = (min(0, excesses.min() ?? 0), max(0, excesses.max() ?? 0))
    let (top, height) = (bottom + 6, Self.scoreUnits - 10)
    func y(_ value: Double) -> Double { high > low ? top + height * (high - value) / (high - low) : top + height / 2 }
    var path = ""
    var words: [Markup] = []
    var end: UInt64?
    for decision in decisions {
      guard let excess = decision.excessPerChannel else { continue }
      let from = text(x(episode.start(ofHop: decision.hopIndex)))
      path +=
        (end == decision.hopIndex ? "V" : "M\(from) ") + text(y(excess)) + "h\(text(hop * unitsPerSecond))"
      end = decision.hopIndex + 1
      let isAbove = excess >= 0
      words.append(
        word(
          isAbove ? "above" : "number", x(episode.start(ofHop: decision.hopIndex)) + 3,
          max(top + 7, min(top + height - 1, y(excess) + (isAbove ? 9 : -3))),
          Self.short(Int64(excess.clamped.rounded()))))
    }
    let line = "M\(text(Self.left)) \(text(y(0)))h\(text(EEGScale.sheetUnits))"
    return .joined(
      [
        Markup("path", ["class": "frame", "d": "M\(text(Self.left)) \(text(bottom))h\(text(EEGScale.sheetUnits))"]),
        Markup("path", ["class": "threshold", "d": line]), Markup("path", ["class": "score-line", "d": path]),
        word("name-middle", Self.left - 6, bottom + 20, "score over", anchor: "end"),
        word("name-middle", Self.left - 6, bottom + 32, "threshold", anchor: "end"),
      ] + words)
  }

  /// What happened, from the first sign to the end: a line each, its word above.
  private var lines: [Markup] {
    var marks: [Markup] = []
    for (index, mark) in view.marks.filter({ isShown($0.seconds) }).enumerated() {
      let place = x(mark.seconds)
      let isLate = place > Self.left + EEGScale.sheetUnits - 150
      marks.append(
        Markup(
          "path",
          [
            "class": "mark-\(mark.style)",
            "d": "M\(text(place)) \(text(Self.top - 4))V\(text(bottom + Self.scoreUnits))",
          ]))
      marks.append(
        word(
          "word-\(mark.style)", place + (isLate ? -3 : 3), index.isMultiple(of: 2) ? 26 : 13,
          "\(mark.word) \(view.clock.time(mark.seconds, episode.clock))", anchor: isLate ? "end" : nil))
    }
    return marks
  }
}
