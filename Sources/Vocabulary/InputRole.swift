/// What an input of a frame measures.
public enum InputRole: UInt8, Sendable {
  /// The brain's activity: part of the montage, if the montage uses it.
  case eeg = 0
  /// The heart's: its rate is recorded, nothing is decided by it.
  case ecg = 1
  /// A muscle's: its power is recorded, nothing is decided by it.
  case emg = 2
}
