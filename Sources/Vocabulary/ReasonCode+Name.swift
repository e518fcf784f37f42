extension ReasonCode {
  /// One more than the highest number.
  public static let end: UInt16 = 23

  /// The reason's name in files and on terminals, never changed.
  public var name: StaticString {
    switch self {
    case .none: "none"
    case .noData: "no_data"
    case .framesLost: "frames_lost"
    case .quorum: "quorum"
    case .leadOff: "lead_off"
    case .saturation: "saturation"
    case .mains: "mains"
    case .flat: "flat"
    case .frontEnd: "front_end"
    case .clock: "clock"
    case .storage: "storage"
    case .overrun: "overrun"
    case .selfTest: "self_test"
    case .bundle: "bundle"
    case .model: "model"
    case .weak: "weak"
    case .excessive: "excessive"
    case .copied: "copied"
    case .repeated: "repeated"
    case .spectrum: "spectrum"
    case .pulses: "pulses"
    case .sideLost: "side_lost"
    case .channelsLost: "channels_lost"
    case .line: "line"
    case .button: "button"
    case .keptState: "kept_state"
    }
  }
}
