/// A change of the acknowledge button's level.
public struct ButtonChange: BitwiseCopyable, Equatable, Sendable {
  /// Whether it is pressed from then on.
  public var isPressed: Bool
  /// When, by the monotonic clock.
  public var monotonicNanoseconds: UInt64

  /// Creates a change.
  public init(isPressed: Bool, monotonicNanoseconds: UInt64) {
    self.isPressed = isPressed
    self.monotonicNanoseconds = monotonicNanoseconds
  }
}
