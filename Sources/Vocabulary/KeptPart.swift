/// A part of what the board keeps over restarts, in two copies of its own. Numbers are never reused.
public enum KeptPart: UInt8, BitwiseCopyable, Sendable {
  /// Alarms that nobody has acknowledged, and the version counter.
  case alarms = 0
  /// Whose pseudonym is in force, since when, and a standby.
  case person = 1
  /// The person's own level.
  case level = 2
  /// What was learned of when the person's seizures come.
  case forecast = 3
  /// The key that the log is sealed with; a form of its own (`SealState`).
  case seal = 4
  /// The person's history that the station brought; one file of a form of its own, read at the start.
  case history = 5
  /// What was learned of the person's EEG for forecasts, where the bundle has a model for it.
  case evidence = 6
  /// Says, by being there, that the log's last flush failed; one copy, of a byte.
  case doubt = 13
  /// What somebody asks the board for; one copy, gone once it is answered.
  case request = 14
  /// The board's answer; one copy.
  case answer = 15

  /// Whether a board that once kept it always does.
  public var isNeverForgotten: Bool { self == .alarms || self == .person }

  /// Bytes of its content: a copy of another length is none.
  public var contentBytes: Int {
    switch self {
    case .alarms: 36
    case .person: 64
    case .level: 528
    case .forecast: 16_400
    case .seal: 56
    case .history: 0
    case .evidence: 3_072
    case .doubt: 1
    case .request, .answer: 4
    }
  }
}
