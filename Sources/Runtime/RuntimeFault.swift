/// Why a runtime cannot be made of the parts it was given: a bundle whose parts do not fit each other.
public enum RuntimeFault: UInt8, Error, Equatable, Sendable {
  /// The model's sampling rate is not the signal chain's.
  case rate = 1
  /// The model's window is not the signal chain's.
  case window = 2
  /// The model's hop is not the signal chain's.
  case hop = 3
  /// The model's evidence cannot be added up over channels.
  case evidence = 4
  /// A hop of all channels is longer than a record of the log.
  case clip = 5
  /// The model is not a detector.
  case role = 6
}
