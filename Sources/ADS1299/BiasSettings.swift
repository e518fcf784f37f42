/// How the bias electrode is driven.
public struct BiasSettings: Equatable, Sendable {
  /// Whether the bias amplifier is on.
  public var isOn: Bool
  /// Whether its reference is the chip's own mid-supply, in place of the pin BIASREF.
  public var usesInternalReference: Bool
  /// Whether the bias electrode is watched for being off.
  public var detectsLeadOff: Bool

  /// Creates settings; off unless said otherwise.
  public init(isOn: Bool = false, usesInternalReference: Bool = false, detectsLeadOff: Bool = false) {
    self.isOn = isOn
    self.usesInternalReference = usesInternalReference
    self.detectsLeadOff = detectsLeadOff
  }
}
