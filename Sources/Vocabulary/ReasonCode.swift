/// Why something went wrong, as written in the log and named by `prodrome`. Numbers are never reused.
public enum ReasonCode: UInt16, BitwiseCopyable, Sendable {
  /// No reason: the event explains itself.
  case none = 0
  /// No frames arrive.
  case noData = 1
  /// Frames were lost.
  case framesLost = 2
  /// Fewer usable channels than the quorum.
  case quorum = 3
  /// Electrodes are off.
  case leadOff = 4
  /// Inputs are saturated.
  case saturation = 5
  /// Mains interference.
  case mains = 6
  /// The signal is flat.
  case flat = 7
  /// The front end answers wrongly.
  case frontEnd = 8
  /// The clock stepped or stopped.
  case clock = 9
  /// The log cannot be written.
  case storage = 10
  /// Work was not finished in time.
  case overrun = 11
  /// A self-test failed.
  case selfTest = 12
  /// The bundle is refused.
  case bundle = 13
  /// The model is refused.
  case model = 14
  /// The amplitude is below what electrodes on a scalp give.
  case weak = 15
  /// The amplitude is above what a head can give.
  case excessive = 16
  /// Channels carry the same signal.
  case copied = 17
  /// The same stretch comes again and again.
  case repeated = 18
  /// The spectrum is no EEG's.
  case spectrum = 19
  /// Pulses with nothing between them.
  case pulses = 20
  /// One side of the head has too few usable channels.
  case sideLost = 21
  /// Fewer channels are usable than were before.
  case channelsLost = 22
  /// A line that the board drives does not do what it should.
  case line = 23
  /// The acknowledge button cannot be believed.
  case button = 24
  /// What the board keeps over restarts cannot be read.
  case keptState = 25
  /// A seizure goes on for five minutes.
  case lasting = 26
  /// Another seizure begins within an event that is still open.
  case another = 27
  /// Muscle activity on half of the montage follows the evidence of a seizure.
  case convulsive = 28
  /// The supply's voltage is too low.
  case undervoltage = 29
}

extension ReasonCode {
  /// One more than the highest number.
  public static let end: UInt16 = 30

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
    case .lasting: "lasting"
    case .another: "another"
    case .convulsive: "convulsive"
    case .undervoltage: "undervoltage"
    }
  }
}
