import Electrodes
import Vocabulary

/// What a signal is, by its label.
public enum SignalKind: Equatable, Sendable {
  /// Scalp or intracranial EEG, or a signal with a name that says nothing else.
  case eeg
  /// Annotations of EDF+ or BDF+.
  case annotations
  /// Something else, in words.
  case other(String)

  /// What it measures, where that can be watched beside the EEG.
  var role: InputRole? {
    switch self {
    case .eeg: .eeg
    case .other("heart"): .ecg
    case .other("muscle"): .emg
    case .annotations, .other: nil
    }
  }

  /// Judges one signal.
  ///
  /// - Parameter header: The signal's header.
  public init(_ header: SignalHeader) {
    if header.isAnnotations {
      self = .annotations
    } else if header.isDummy {
      self = .other("dummy")
    } else if let kind = ChannelLabel(header.label).otherKind {
      self = .other(kind)
    } else {
      self = .eeg
    }
  }
}
