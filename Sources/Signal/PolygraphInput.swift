import Vocabulary

/// An input that is no EEG: what is measured there is recorded beside the EEG and decides nothing.
public struct PolygraphInput: Equatable, Sendable {
  /// How many there may be, at most one of them an ECG.
  public static let limit = 4

  /// Index of the input.
  public var input: UInt8
  /// What it measures: not the EEG.
  public var role: InputRole
  /// Its label.
  public var name: ChannelName

  /// Creates an input.
  public init(input: UInt8, role: InputRole, name: ChannelName) {
    self.input = input
    self.role = role
    self.name = name
  }
}
