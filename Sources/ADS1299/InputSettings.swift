/// How one input is set up.
public struct InputSettings: Equatable, Sendable {
  /// Whether the input is in use; one that is not is powered down and always marked as invalid.
  public var isOn: Bool
  /// What its converter measures.
  public var source: InputSource
  /// Its amplification.
  public var gain: Gain
  /// Whether its positive side is connected to SRB2, too.
  public var usesSRB2: Bool
  /// Whether its positive side is part of the bias signal.
  public var biasPositive: Bool
  /// Whether its negative side is part of the bias signal.
  public var biasNegative: Bool
  /// Whether its positive side is watched for an electrode that is off.
  public var leadOffPositive: Bool
  /// Whether its negative side is watched for an electrode that is off.
  public var leadOffNegative: Bool
  /// Whether the direction of its lead-off current is reversed.
  public var leadOffFlipped: Bool

  /// Creates an input that measures its electrode.
  public init(gain: Gain = .x24) {
    isOn = true
    source = .electrode
    self.gain = gain
    usesSRB2 = false
    biasPositive = false
    biasNegative = false
    leadOffPositive = false
    leadOffNegative = false
    leadOffFlipped = false
  }
}
