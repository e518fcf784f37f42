/// One channel of a montage: an input minus another, an input as it is, or an input turned over: the reference it was
/// recorded against minus the electrode.
public struct Derivation: Equatable, Sendable {
  /// What `minus` holds where nothing is subtracted, and `plus` where something is subtracted from nothing.
  public static let none: UInt8 = 0xFF

  /// Index of the input taken, or `none`.
  public var plus: UInt8
  /// Index of the input subtracted, or `none`.
  public var minus: UInt8

  /// Creates a derivation; without `minus` the input is taken as it is.
  public init(plus: UInt8, minus: UInt8 = Derivation.none) {
    self.plus = plus
    self.minus = minus
  }
}
