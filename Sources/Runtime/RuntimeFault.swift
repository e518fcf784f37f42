import Signal

/// Why a runtime cannot be made of the parts it was given: a bundle whose parts do not fit each other.
public enum RuntimeFault: Error, Equatable, Sendable {
  /// The signal chain's design is refused.
  case signal(SignalFault)
  /// The model's sampling rate is not the signal chain's.
  case rate
  /// The model's window is not the signal chain's.
  case window
  /// The model's hop is not the signal chain's.
  case hop
  /// The model is not a detector.
  case role
  /// The model takes one channel at a time and does not end in an accumulator: its evidence cannot be added up.
  case evidence
  /// The model takes all channels of a montage at once, and they are not those of the signal chain.
  case montage
  /// The model, with its input kept to explain a hop, is larger than there is room for.
  case memory
  /// The model's input is not of int8, to which windows are quantised.
  case input
  /// The clip before an event is longer than the samples kept, or a hop of all channels longer than a record.
  case clip
}
