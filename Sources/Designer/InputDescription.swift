import Vocabulary

/// One input of a recording or a board: its label, its calibration and what it measures.
public struct InputDescription: Equatable, Sendable {
  /// The electrode's or the derivation's label, as the file or the board's description has it.
  public var label: String
  /// From its codes to microvolts.
  public var calibration: Calibration
  /// What it measures.
  public var role: InputRole

  /// Creates a description.
  public init(label: String, calibration: Calibration, role: InputRole = .eeg) {
    self.label = label
    self.calibration = calibration
    self.role = role
  }
}
