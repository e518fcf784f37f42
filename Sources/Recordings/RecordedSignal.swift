import Vocabulary

/// One input of a recording: its electrode label and how its codes become microvolts.
public struct RecordedSignal: Equatable, Sendable {
  /// The normalised label (`ElectrodeLabel`), ASCII, at most `Limits.nameBytes` bytes, unique among the inputs.
  public var label: String
  /// The label as the file has it.
  public var recordedLabel: String
  /// Index of the signal in the file.
  public var signal: Int
  /// From codes to microvolts, computed from the header exactly.
  public var calibration: Calibration
  /// What it measures.
  public var role: InputRole

  /// Creates a description.
  public init(
    label: String, recordedLabel: String, signal: Int, calibration: Calibration, role: InputRole = .eeg
  ) {
    self.label = label
    self.recordedLabel = recordedLabel
    self.signal = signal
    self.calibration = calibration
    self.role = role
  }
}
