import EventLog
import Vocabulary

// The words for what the log holds as numbers, in everything that is exported: explicit, so that no renaming in the
// program changes a format. They are never changed or used again for something else; new numbers get new words.

extension AlarmEvent.Kind {
  /// The word in exports.
  public var word: String {
    switch self {
    case .seizure: "seizure"
    case .technical: "technical"
    case .forecast: "forecast"
    }
  }
}

extension AlarmEvent.Phase {
  /// The word in exports.
  public var word: String {
    switch self {
    case .raised: "raised"
    case .cleared: "cleared"
    case .escalated: "escalated"
    }
  }
}

extension EvidenceBody.Cause {
  /// The word in exports.
  public var word: String {
    switch self {
    case .alarm: "alarm"
    case .request: "request"
    }
  }
}

extension PolygraphBody.Cause {
  /// The word in exports.
  public var word: String {
    switch self {
    case .minute: "minute"
    case .event: "event"
    }
  }
}

extension InputNoteBody.Cause {
  /// The word in exports.
  public var word: String {
    switch self {
    case .referential: "referential"
    case .unused: "unused"
    case .filled: "filled"
    case .caution: "caution"
    case .leftOut: "left_out"
    }
  }
}

extension InputRole {
  /// The word in exports and in a board's file.
  public var word: String {
    switch self {
    case .eeg: "eeg"
    case .ecg: "ecg"
    case .emg: "emg"
    }
  }
}

extension SessionBody.EvidenceKind {
  /// The word in exports.
  public var word: String {
    switch self {
    case .channel: "channel"
    case .wholeMontage: "whole_montage"
    case .filledMontage: "filled_montage"
    }
  }
}

extension ReasonCode {
  /// The word in exports.
  public var word: String { "\(name)" }
}

extension Verdict.State {
  /// The word in exports.
  public var word: String {
    switch self {
    case .unknown: "unknown"
    case .normal: "normal"
    case .suspected: "suspected"
    case .seizure: "seizure"
    }
  }
}

extension WallState {
  /// The word in exports.
  public var word: String {
    switch self {
    case .unset: "unset"
    case .freeRunning: "free_running"
    case .synchronised: "synchronised"
    }
  }
}

extension RecordKind {
  /// The word in exports: the type of a record's line.
  public var word: String {
    switch self {
    case .boot: "boot"
    case .session: "session"
    case .decision: "decision"
    case .alarm: "alarm"
    case .evidence: "evidence"
    case .acknowledgement: "acknowledgement"
    case .fault: "fault"
    case .health: "health"
    case .clip: "clip"
    case .features: "features"
    case .closing: "closing"
    case .person: "person"
    case .forecast: "forecast"
    case .learned: "learned"
    case .polygraphy: "polygraphy"
    case .seal: "seal"
    case .inputNote: "input_note"
    }
  }
}

extension PersonBody.Act {
  /// The word in exports.
  public var word: String {
    switch self {
    case .admission: "admission"
    case .discharge: "discharge"
    case .standby: "standby"
    case .standbyEnd: "standby_end"
    case .outputTest: "output_test"
    case .electrodeCheck: "electrode_check"
    }
  }
}

extension PersonBody.Source {
  /// The word in exports.
  public var word: String {
    switch self {
    case .board: "board"
    case .button: "button"
    case .station: "station"
    }
  }
}

extension ForecastBody.Change {
  /// The word in exports.
  public var word: String {
    switch self {
    case .hour: "hour"
    case .warning: "warning"
    case .warningEnd: "warning_end"
    }
  }
}

extension ForecastBody.Level {
  /// The word in exports.
  public var word: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }
}

extension ForecastBody.Withheld {
  /// The word in exports; nil where nothing is withheld.
  public var word: String? {
    switch self {
    case .no: nil
    case .tooFewEvents: "too_few_events"
    case .tooShort: "too_short"
    case .clockNotSynchronised: "clock_not_synchronised"
    case .notBetterThanChance: "not_better_than_chance"
    case .stoppedWorking: "stopped_working"
    }
  }
}

extension ForecastBody.Evidence.Gate {
  /// The word in exports.
  public var word: String {
    switch self {
    case .shut: "shut"
    case .open: "open"
    case .stoppedWorking: "stopped_working"
    }
  }
}

extension LearnedBody.Cause {
  /// The word in exports.
  public var word: String {
    switch self {
    case .day: "day"
    case .start: "start"
    case .historyWaiting: "history_waiting"
    case .historyBegun: "history_begun"
    case .historyTaken: "history_taken"
    case .historyKnown: "history_known"
    case .historyRefused: "history_refused"
    }
  }
}

extension LearnedBody.Refusal {
  /// The word in exports; nil where nothing was refused.
  public var word: String? {
    switch self {
    case .none: nil
    case .unreadable: "unreadable"
    case .torn: "torn"
    case .notSigned: "not_signed"
    case .forged: "forged"
    case .untrusted: "untrusted_key"
    case .person: "another_person"
    case .future: "ends_in_the_future"
    case .old: "ended_too_long_ago"
    case .lacksEvents: "lacks_what_the_board_saw"
    }
  }
}
