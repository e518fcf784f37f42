/// A sampling rate as a ratio of whole numbers in lowest terms, in hertz: exact for every rate a file can declare.
public struct Rate: Equatable, Sendable {
  /// Samples in `denominator` seconds.
  public let numerator: UInt32
  /// Seconds in which `numerator` samples are taken.
  public let denominator: UInt32

  /// Creates a rate of `numerator / denominator` hertz, reduced.
  ///
  /// - Precondition: neither is zero.
  public init(_ numerator: UInt32, per denominator: UInt32 = 1) {
    precondition(numerator > 0 && denominator > 0)
    let divisor = Rate.greatestCommonDivisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// The rate in hertz, for people; decisions count samples.
  public var hertz: Double { Double(numerator) / Double(denominator) }

  /// The greatest common divisor of two positive numbers.
  public static func greatestCommonDivisor(_ first: UInt32, _ second: UInt32) -> UInt32 {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
