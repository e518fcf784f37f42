import Foundation
import Text
import Vocabulary

/// What a terminal shows of a running detector at one moment: the state, the score, and the EEG of as many channels as
/// fit, those with the most evidence on top.
struct LivePicture {
  /// A channel.
  struct Channel {
    var name: String
    /// Microvolts, the newest last.
    var samples: ArraySlice<Double>
    /// Evidence over the threshold; nil where it is not usable.
    var excess: Int64?
    /// Its evidence of the last seconds, by which channels are ranked.
    var rank: Double
    /// What is wrong with it; empty if nothing is.
    var defect: String
  }

  /// The moment, such as `   19.0 s`.
  var clock: String
  /// One of `monitoring`, `suspected`, `seizure alarm`, `cannot judge`.
  var state: String
  /// The channels that made the alarm, while it stands.
  var alarm: String?
  /// The channels' mean evidence over the threshold; nil where nothing could be judged.
  var excess: Int64?
  /// What has added up, as a part of what raises the alarm.
  var part: Double
  /// Mean evidence that a hop adds where the alarm rises after `firing` such: what is near is within it.
  var near: Int64
  /// What a hop is, such as `second`.
  var hop = "second"
  /// In the montage's order.
  var channels: [Channel]
  /// Samples of the ten seconds that are drawn.
  var span: Int
  var footer: String

  /// What adds up is counted up to twice of what raises the alarm, so that it can fall again in time.
  static let mostPart = 2.0

  /// The picture in a terminal's size: no line is longer, nor are there more.
  func lines(_ style: TerminalStyle) -> [String] {
    let head = [stateLine(style), scoreLine(style), fit(measureLine, style.width)]
    let room = style.height - head.count - 3
    let ranked = channels.indices.sorted { (channels[$0].rank, $1) > (channels[$1].rank, $0) }
    let shown = ranked.prefix(max(1, room))
    let hasSamples = channels.contains { !$0.samples.isEmpty }
    let rows = hasSamples ? max(1, min(4, room / max(1, shown.count))) : 1
    let scale = fullScale(shown)
    let eeg = shown.flatMap { lines(of: channels[$0], rows: rows, scale: scale, style) }
    let hidden = channels.count - shown.count
    let measure = "10 s, \(style.isUnicode ? "±" : "+-")\(Int(scale)) \(style.isUnicode ? "µV" : "uV"), "
    let note =
      (hasSamples ? measure : "") + "most evidence lately on top"
      + (hidden > 0 ? "; \(hidden) more channels do not fit" : "")
    let all = head + eeg + [fit(note, style.width), fit(footer, style.width)]
    // A terminal that is too low for all shows the state before anything else.
    return Array(all.prefix(max(1, style.height - 1)))
  }

  private func stateLine(_ style: TerminalStyle) -> String {
    let text = fit("\(clock)  " + (alarm.map { "SEIZURE ALARM: \($0)" } ?? state), style.width)
    guard style.hasColour else { return text }
    let word = alarm == nil ? state : "seizure alarm"
    let colour = ["seizure alarm": "1;31", "suspected": "1;33", "cannot judge": "1;35"][word] ?? "32"
    return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
  }

  private func scoreLine(_ style: TerminalStyle) -> String {
    guard let excess else { return fit("score     not known: too few channels are usable", style.width) }
    let words = "score     \(Self.place(excess, near: near)) the threshold (\(Self.signed(excess)))"
    let percent =
      "\(Int((part * 100).rounded())) % of an alarm" + (part >= Self.mostPart ? ", the most that is counted" : "")
    let room = style.width - words.count - percent.count - 4
    guard room >= 8 else { return fit("\(words), \(percent)", style.width) }
    let cells = min(30, room)
    let filled = max(0, min(cells, Int((part * Double(cells)).rounded())))
    let (full, empty) = style.isUnicode ? ("█", "░") : ("#", ".")
    let bar = String(repeating: full, count: filled) + String(repeating: empty, count: cells - filled)
    return fit("\(words)  \(bar) \(percent)", style.width)
  }

  private var measureLine: String {
    excess.flatMap { Self.measure($0, near: near, hop: hop) }.map { String(repeating: " ", count: 10) + $0 } ?? ""
  }

  /// How far a score is from the threshold, by what an alarm needs; nil where that is next to nothing.
  static func measure(_ excess: Int64, near: Int64, hop: String) -> String? {
    guard near > 0 else { return nil }
    let times = Double(excess.magnitude) / Double(near)
    let number = times > 999 ? "more than 999" : String(format: times < 10 ? "%.1f" : "%.0f", times)
    return "by \(number) times what an alarm needs each \(hop)"
  }

  /// Where a score lies: far below, near, or above.
  static func place(_ excess: Int64, near: Int64) -> String {
    excess >= 0 ? "above" : excess >= -near ? "near, below" : "far below"
  }

  static func signed(_ value: Int64) -> String { value < 0 ? "\(value)" : "+\(value)" }

  private func lines(of channel: Channel, rows: Int, scale: Double, _ style: TerminalStyle) -> [String] {
    let hasFigures = style.width >= 60
    let width = style.width - 9 - (hasFigures ? 22 : 0)
    let middle = Self.median(channel.samples)
    let centred = channel.samples.map { $0 - middle }
    let trace = BrailleTrace(rows: rows, characters: width, fullScale: scale, isBraille: style.isUnicode)
    let drawing = trace.lines(centred[...], of: span)
    let figure = channel.excess.map { Self.signed($0) } ?? "-"
    let right = " " + String(repeating: " ", count: max(0, 8 - figure.count)) + figure + " " + channel.defect
    return drawing.enumerated().map { row, text in
      let name = (row == 0 ? channel.name : "").padding(toLength: 9, withPad: " ", startingAt: 0)
      return fit(name + text + (hasFigures && row == 0 ? right : ""), style.width)
    }
  }

  /// What nine tenths of the drawn samples keep within, times one and a half; at least 50 microvolts.
  private func fullScale(_ shown: ArraySlice<Int>) -> Double {
    var magnitudes: [Double] = []
    for index in shown {
      let middle = Self.median(channels[index].samples)
      for (place, value) in channels[index].samples.enumerated() where place.isMultiple(of: 4) {
        magnitudes.append(abs(value - middle))
      }
    }
    magnitudes.sort()
    let usual = magnitudes.isEmpty ? 0 : magnitudes[magnitudes.count * 9 / 10]
    return max(50, (usual * 1.5 / 50).rounded(.up) * 50)
  }

  private static func median(_ samples: ArraySlice<Double>) -> Double {
    let sorted = stride(from: samples.startIndex, to: samples.endIndex, by: 4).map { samples[$0] }.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  private func fit(_ text: String, _ width: Int) -> String { String(text.shown.prefix(width)) }
}
