/// How the bias electrode is driven.
public struct BiasSettings: Equatable, Sendable {
  /// Whether the bias amplifier is on.
  public var isOn: Bool
  /// Whether its reference is the chip's own mid-supply, in place of the pin BIASREF.
  public var usesInternalReference: Bool
  /// Whether inputs whose source is the bias signal can measure it.
  public var isMeasurable: Bool
  /// Whether the bias electrode is watched for being off.
  public var detectsLeadOff: Bool

  /// Creates settings; off unless said otherwise.
  public init(
    isOn: Bool = false, usesInternalReference: Bool = false, isMeasurable: Bool = false, detectsLeadOff: Bool = false
  ) {
    self.isOn = isOn
    self.usesInternalReference = usesInternalReference
    self.isMeasurable = isMeasurable
    self.detectsLeadOff = detectsLeadOff
  }
}
