import Alarms
import Bundle
import Configuration
import Foundation
import Inference
import Supervisor
import Vocabulary

/// One sheet of paper for the person at the bedside, made from the tables that the board's program runs on: its lines,
/// the alarms' patterns, the site's policy, the program's own times. What counts in the moment is on its front.
public struct BedsideCard {
  /// Every sentence that a language's file must have, with the values that it must name.
  public static let places: [String: Set<String>] = [
    "decimal": [], "title": [], "warning": [], "see_hear": [], "means": [], "do": [], "sound": [], "light": [],
    "seizure": [], "seizure_light": ["rate"], "seizure_sound": ["pulses", "repeat"], "seizure_means": [],
    "seizure_do": [], "seizure_press": [], "technical": [], "technical_light": ["period"],
    "technical_sound": ["pulses", "repeat"],
    "technical_means": [], "technical_do": ["clear"], "technical_shared": [], "seizure_urgent": ["rate"], "low": [],
    "low_light": [], "low_sound": ["pulses", "repeat"],
    "low_means": [], "low_do": [], "nurse_call_later": ["delay", "closed", "every"],
    "nurse_call_after": ["delay", "closed", "every"], "nurse_call_at_once": ["closed", "every"],
    "quiet": [], "quiet_see": [], "monitoring": [], "monitoring_see": [],
    "quiet_means": ["limit"], "quiet_do": [], "nurse_call": [], "line_only": [], "button": [],
    "button_text": ["pause"], "button_light": [], "button_held": ["stuck"], "button_none": [], "keeps": [],
    "keeps_nurse": [], "keeps_nurse_alone": [], "keeps_technical": ["delay"], "keeps_technical_alone": ["delay"],
    "keeps_technical_at_once": [], "keeps_latched": [],
    "keeps_none": [], "washing": [], "washing_text": ["hold", "person", "standby"],
    "washing_light": [], "washing_calls": ["back"],
    "washing_none": ["raise", "back"],
    "off": [], "off_calls": [], "off_alarm": [], "off_nurse": [], "off_quiet": [], "test": [],
    "test_text": ["limit", "quiet"], "test_button": [], "test_light": ["shines"], "test_tone": ["tone"],
    "electrodes": [], "electrodes_text": [], "blind": [],
    "blind_light": [], "blind_monitoring": [], "blind_text": [], "blind_then": [], "whom": [], "whom_plan": [],
    "whom_technical": [], "whom_emergency": [], "overleaf": [], "more": [],
    "made": ["board", "site", "version"],
  ]

  let board: BoardSection
  let policy: AlarmPolicy
  let model: ModelInformation
  let phrases: Phrases
  let site: String

  /// Creates a card.
  ///
  /// - Parameters:
  ///   - board: The board: which lines it has, and where they go without power.
  ///   - policy: The site's alarm policy.
  ///   - model: The detector, whose windows and hops the policy counts in.
  ///   - phrases: The language's sentences, read for `places`.
  ///   - site: The site's name.
  public init(
    board: BoardSection, policy: AlarmPolicy, model: ModelInformation, phrases: Phrases, site: String
  ) {
    self.board = board
    self.policy = policy
    self.model = model
    self.phrases = phrases
    self.site = site
  }

  /// The page: HTML that is well-formed XML, too.
  public var text: String {
    Page(
      title: phrases.text("title"), warning: phrases.text("warning"),
      sections: [
        Page.Section("front", nil, [signals, whom, overleaf]), Page.Section("back", nil, [more, rules, made]),
      ],
      language: phrases.language, style: "card"
    ).text
  }

  private func has(_ role: LineRole) -> Bool { board.line(role) != nil }

  private var hopSeconds: Double {
    Double(model.hopSamples) / Double(model.rate.numerator) * Double(model.rate.denominator)
  }

  private func number(_ value: Double) -> String {
    NumberText.coordinate(value).replacing(".", with: phrases.text("decimal"))
  }

  /// What the sentences' names stand for, all from the tables.
  private var values: [String: String] {
    let clear = Double(TechnicalAlarm.clearHops(policy))
    let window = Double(model.windowSamples) / Double(model.hopSamples)
    return [
      "limit": "\(CallingLimits.seconds)",
      "raise": number((Double(TechnicalAlarm.raiseHops(policy)) * hopSeconds).rounded(.up)),
      "clear": number((clear * hopSeconds).rounded(.up)),
      "back": number(((clear + window) * hopSeconds).rounded(.up)),
      // What a site's longer wait for good signal asks for; never less than any alarm has to begin.
      "quiet": number(max(Double(CallingLimits.seconds), ((clear + window) * hopSeconds).rounded(.up))),
      "pause": number(Double(AlarmIndicator.audioPauseNanoseconds) / 60e9),
      "delay": "\(policy.nurseCallTechnicalSeconds)",
      "closed": number(Double(AlarmIndicator.nurseCallNanoseconds.closed) / 1e9),
      "every": number(Double(AlarmIndicator.nurseCallNanoseconds.period) / 1e9),
      "stuck": number(Double(ButtonWatch.stuckNanoseconds) / 1e9),
      "hold": number(Double(LongPress.standbyNanoseconds) / 1e9),
      "person": number(Double(LongPress.personNanoseconds) / 1e9), "standby": "\(LongPress.standbyMinutes)",
      "shines": number(Double(OutputTrial.lightNanoseconds) / 1e9),
      "tone": number(Double(OutputTrial.toneNanoseconds) / 1e9),
      "board": board.identity.text, "site": site,
      "version": "\(Version.major).\(Version.minor).\(Version.patch)",
    ]
  }

  private func text(_ key: String) -> String { text(key, values) }

  /// A sentence, whose numbers stand on one line with their units.
  private func text(_ key: String, _ values: [String: String]) -> String {
    phrases.text(key, values).replacing(/([0-9]) (s|min)\b/) { "\($0.output.1)\u{A0}\($0.output.2)" }
  }
}

// What calls.
extension BedsideCard {
  private var signals: Markup {
    let rows = [
      row(
        "seizure", seen("seizure", .highPriority),
        doing: [sentences(["seizure_do"] + (has(.acknowledge) ? ["seizure_press"] : []))], .highPriority),
      row(
        "technical", seen("technical", .mediumPriority),
        doing: (has(.fault) ? [] : [text("technical_shared")]) + [text("technical_do")], .mediumPriority),
      row("low", seen("low", .lowPriority), doing: [text("low_do")], .lowPriority),
      row(
        "quiet", title: has(.monitoring) ? "monitoring" : "quiet",
        [text(has(.monitoring) ? "monitoring_see" : "quiet_see")], doing: [text("quiet_do")], nil),
    ]
    return Markup("div", ["class": "signals"], rows)
  }

  private func row(
    _ key: String, title: String? = nil, _ seen: [String], doing: [String], _ pattern: AlarmPattern?
  ) -> Markup {
    let picture = pattern.flatMap {
      PatternPicture(
        pattern: $0, words: (phrases.text("sound"), phrases.text("light")), hasSound: has(.buzzer),
        hasLight: has(.light)
      ).markup
    }
    return Markup(
      "section", ["class": "signal kind-\(key)", "aria-labelledby": "signal-\(key)"],
      [
        Markup(
          "div", ["class": "half"],
          [
            Markup("h2", ["id": "signal-\(key)"], [Markup(text(title ?? key))]),
            cell("see_hear", (picture.map { [$0] } ?? []) + seen.map { Markup("p", [:], [Markup($0)]) }),
          ]),
        Markup(
          "div", ["class": "half"],
          [
            cell("means", [Markup("p", [:], [Markup(text("\(key)_means"))])]),
            cell("do", doing.map { Markup("p", [:], [Markup($0)]) }),
          ]),
      ])
  }

  private func cell(_ heading: String, _ content: [Markup]) -> Markup {
    Markup("div", ["class": heading], [Markup("h3", [:], [Markup(text(heading))])] + content)
  }

  /// What a pattern is like, as the lines allow it.
  private func seen(_ key: String, _ pattern: AlarmPattern) -> [String] {
    var values = values
    values["rate"] = number(1000 / Double(pattern.flashMilliseconds))
    values["period"] = number(Double(pattern.flashMilliseconds) / 1000)
    values["pulses"] = "\(pattern.pulses)"
    values["repeat"] = number(Double(pattern.burstMilliseconds) / 1000)
    var seen: [String] = []
    if has(.light) { seen.append(text("\(key)_light", values)) }
    if has(.buzzer) { seen.append(text("\(key)_sound", values)) }
    if key == "seizure", has(.light) {
      values["rate"] = number((10_000 / Double(AlarmPattern.greatestUrgency.flashMilliseconds)).rounded() / 10)
      seen.append(text("seizure_urgent", values))
    }
    if has(.nurseCall), key == "seizure" { seen.append(text("nurse_call")) }
    if has(.nurseCall), key == "technical" {
      seen.append(text(later("nurse_call_later", "nurse_call_after", "nurse_call_at_once")))
    }
    return seen.isEmpty ? [text("line_only")] : seen
  }
}

// What else to know.
extension BedsideCard {
  /// Of what happens when nobody presses, has no button to press, or is given no time to.
  private func later(_ pressed: String, _ alone: String, _ atOnce: String) -> String {
    policy.nurseCallTechnicalSeconds == 0 ? atOnce : has(.acknowledge) ? pressed : alone
  }

  /// Sentences one after the other.
  private func sentences(_ keys: [String]) -> String { keys.map(text).joined(separator: " ") }

  /// What calls once the power is away.
  private var off: String {
    switch (board.line(.alarm)?.failSafe == .active, board.line(.nurseCall)?.failSafe == .active) {
    case (true, true): "off_calls"
    case (true, false): "off_alarm"
    case (false, true): "off_nurse"
    case (false, false): "off_quiet"
    }
  }

  private var rules: Markup {
    let hasButton = has(.acknowledge)
    let nurse = [hasButton ? "keeps_nurse" : "keeps_nurse_alone"]
    let technical = [later("keeps_technical", "keeps_technical_alone", "keeps_technical_at_once")]
    let keeps =
      (has(.nurseCall) ? [sentences(nurse + technical)] : []) + (hasButton ? [text("keeps_latched")] : [])
    let canTry = hasButton && (has(.light) || has(.buzzer))
    let light = has(.light) ? ["light"] : []
    let answered = ["button_text"] + light.map { "button_\($0)" } + ["button_held"]
    let washing = ["washing_text"] + light.map { "washing_\($0)" } + ["washing_calls"]
    let tries = light.map { text("test_\($0)") } + (has(.buzzer) ? [text("test_tone")] : [])
    let unseen = light.map { "blind_\($0)" } + (has(.monitoring) ? ["blind_monitoring"] : [])
    let parts: [(String, [String])] = [
      ("button", [hasButton ? sentences(answered) : text("button_none")]),
      ("keeps", keeps.isEmpty ? [text("keeps_none")] : keeps),
      ("washing", [hasButton ? sentences(washing) : text("washing_none")]),
      ("electrodes", canTry ? [text("electrodes_text")] : []),
      ("test", [text("test_text")] + (canTry ? [text("test_button") + " " + tries.joined(separator: ", ") + "."] : [])),
      ("off", [text(off)]),
      ("blind", [(unseen + ["blind_text"]).map(text).joined(separator: ", ") + ". " + text("blind_then")]),
    ]
    return Markup(
      "div", ["class": "rules"],
      parts.filter { !$0.1.isEmpty }.map { key, sentences in
        Markup(
          "section", ["aria-labelledby": "rule-\(key)"],
          [Markup("h3", ["id": "rule-\(key)"], [Markup(text(key))])]
            + sentences.map { Markup("p", [:], [Markup($0)]) })
      })
  }

  private var whom: Markup {
    Markup(
      "section", ["class": "whom", "aria-labelledby": "rule-whom"],
      [
        Markup("h2", ["id": "rule-whom"], [Markup(text("whom"))]),
        Markup(
          "div", [:],
          ["whom_plan", "whom_technical", "whom_emergency"].map {
            Markup("p", [:], [Markup(text($0)), Markup("span", ["class": "blank"])])
          }),
      ])
  }

  private var more: Markup { Markup("h2", [:], [Markup(text("more"))]) }

  /// What the back holds, which a screen shows below.
  private var overleaf: Markup { Markup("p", ["class": "overleaf"], [Markup(text("overleaf"))]) }

  private var made: Markup { Markup("p", ["class": "note"], [Markup(text("made"))]) }
}
