import Vocabulary

/// What happens on a board, in words for everyone.
enum PlainWords {
  /// Why a technical alarm called.
  static func cause(_ reason: ReasonCode) -> String {
    switch reason {
    case .none: "no cause was given"
    case .noData: "no signal came from the amplifier"
    case .framesLost: "samples were lost"
    case .quorum: "too few electrodes gave a usable signal"
    case .leadOff: "electrodes were off"
    case .saturation: "the amplifier was at its limit"
    case .mains: "interference from the mains"
    case .flat: "electrodes gave no signal"
    case .frontEnd: "the amplifier answered wrongly"
    case .clock: "the clock stepped or stopped"
    case .storage: "the log could not be written"
    case .overrun: "the board was too slow"
    case .selfTest: "a self-test failed"
    case .bundle: "the settings were refused"
    case .model: "the detector was refused, or did not answer to the EEG"
    case .weak: "signals were too small for a head"
    case .excessive: "signals were too large for a head"
    case .copied: "channels carried the same signal"
    case .repeated: "the same signal came again and again"
    case .spectrum: "signals were no EEG"
    case .pulses: "signals were pulses, such as a heart's"
    case .sideLost: "one side of the head was not seen"
    case .channelsLost: "electrodes were lost"
    case .line: "an alarm line did not do what it should"
    case .button: "the acknowledge button was stuck or chattered"
    case .undervoltage: "the supply's voltage was too low"
    case .keptState: "what the board keeps over restarts could not be read"
    case .lasting: "the seizure lasted for more than five minutes"
    case .another: "another seizure came within the first"
    case .convulsive: "strong muscle activity followed the seizure's onset"
    }
  }

  /// Why a channel could not be used, by its row in the table of defects.
  static func defect(_ row: Int) -> String {
    switch QualityKind.row(row).quality {
    case .leadOff: "electrode off"
    case .saturated: "amplifier at its limit"
    case .flat: "no signal"
    case .mains: "mains interference"
    case .muscle: "muscle activity"
    case .excessive: "too large for a head"
    case .weak: "too small for a head"
    case .copied: "same signal as another"
    case .repeated: "same stretch again and again"
    case .pulses: "pulses, such as a heart's"
    case .spectrum: "no EEG"
    case .gap: "samples lost"
    case .settling: "settling after a start or a gap"
    case .invalid: "marked as not to be trusted"
    case .unknown: "start: the first seconds fill the window"
    default: "\(QualityKind.row(row).name)"
    }
  }

  /// A length such as `48 s`, `4 min 10 s` or `8 h 39 min`.
  static func length(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds.clamped).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
    return whole / 60 % 60 == 0 ? "\(whole / 3600) h" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  /// A list such as `a, b and c`.
  static func list(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }
}
