/// The converters' reference voltage.
public enum Reference: Equatable, Sendable {
  /// The chip's own, 4.5 V.
  case `internal`
  /// An external one of so many microvolts.
  case external(microvolts: UInt32)

  /// The chip's own voltage.
  public static let internalMicrovolts: UInt32 = 4_500_000

  /// The voltage.
  public var microvolts: UInt32 {
    switch self {
    case .internal: Reference.internalMicrovolts
    case .external(let microvolts): microvolts
    }
  }
}
