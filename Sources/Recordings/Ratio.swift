/// A ratio of whole numbers in lowest terms, its denominator positive: decimals of a header or a time stamp, exactly.
public struct Ratio: Equatable, Hashable, Comparable, Sendable {
  /// The upper number.
  public let numerator: Int64
  /// The lower number, at least 1.
  public let denominator: Int64

  /// Zero.
  public static let zero = Ratio(0)

  /// 1/1000.
  static let thousandth = Ratio(inLowestTerms: 1, 1_000)

  /// A whole number.
  public init(_ whole: Int64) {
    numerator = whole
    denominator = 1
  }

  private init(inLowestTerms numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// `numerator / denominator` in lowest terms, or nil if that does not fit or the denominator is zero.
  ///
  /// - Parameters:
  ///   - numerator: The upper number.
  ///   - denominator: The lower number, of either sign.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, denominator != .min, numerator != .min else { return nil }
    let divisor = Ratio.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    guard
      let upper = Int64(exactly: numerator / Int128(divisor) * sign),
      let lower = Int64(exactly: denominator / Int128(divisor) * sign)
    else { return nil }
    self.numerator = upper
    self.denominator = lower
  }

  /// A decimal number in ASCII, such as `-0.5`, `.25`, `12.` or `1E-3`, without spaces; nil if `text` is not one or is
  /// too large or too fine to be held exactly (18 digits, exponents to ±18).
  public init?(decimal text: some Collection<UInt8>) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var digits: Int128 = 0
    var digitCount = 0
    var exponent = 0
    var isFraction = false
    while let byte = rest.first {
      if byte == UInt8(ascii: ".") && !isFraction {
        isFraction = true
      } else if let digit = Ratio.digit(byte) {
        digits = digits * 10 + Int128(digit)
        digitCount += 1
        if isFraction { exponent -= 1 }
        guard digits < Ratio.powerOfTen(18) else { return nil }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard digitCount > 0 && digitCount <= 64, let shift = Ratio.exponent(rest) else { return nil }
    exponent += shift
    guard abs(exponent) <= 18 else { return nil }
    let signed = isNegative ? -digits : digits
    self.init(
      exponent > 0 ? signed * Ratio.powerOfTen(exponent) : signed,
      over: exponent < 0 ? Ratio.powerOfTen(-exponent) : 1)
  }

  /// The nearest floating-point number, for people.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// The sum, or nil if it does not fit.
  public func adding(_ other: Ratio) -> Ratio? {
    let left = Int128(numerator) * Int128(other.denominator)
    let right = Int128(other.numerator) * Int128(denominator)
    return Ratio(left + right, over: Int128(denominator) * Int128(other.denominator))
  }

  /// The difference, or nil if it does not fit.
  public func subtracting(_ other: Ratio) -> Ratio? {
    let left = Int128(numerator) * Int128(other.denominator)
    let right = Int128(other.numerator) * Int128(denominator)
    return Ratio(left - right, over: Int128(denominator) * Int128(other.denominator))
  }

  /// The product, or nil if it does not fit.
  public func multiplied(by other: Ratio) -> Ratio? {
    Ratio(
      Int128(numerator) * Int128(other.numerator), over: Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient, or nil if it does not fit or `other` is zero.
  public func divided(by other: Ratio) -> Ratio? {
    Ratio(
      Int128(numerator) * Int128(other.denominator), over: Int128(denominator) * Int128(other.numerator))
  }

  /// The nearest whole number, halves rounded up.
  public var rounded: Int64 {
    let doubled = Int128(numerator) * 2 + Int128(denominator)
    let divisor = Int128(denominator) * 2
    let (quotient, remainder) = doubled.quotientAndRemainder(dividingBy: divisor)
    return Int64(remainder < 0 ? quotient - 1 : quotient)
  }

  /// The largest whole number that is not above it.
  var wholePart: Int64 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Whether the left number is smaller.
  public static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : nil
  }

  /// The exponent in `E-3` or `e3`, 0 for no text, nil for anything else.
  private static func exponent(_ text: some Collection<UInt8>) -> Int? {
    guard let letter = text.first else { return 0 }
    guard letter == UInt8(ascii: "E") || letter == UInt8(ascii: "e") else { return nil }
    var rest = text.dropFirst()
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard !rest.isEmpty && rest.count <= 3 else { return nil }
    var value = 0
    for byte in rest {
      guard let digit = digit(byte) else { return nil }
      value = value * 10 + Int(digit)
    }
    return isNegative ? -value : value
  }

  private static func powerOfTen(_ exponent: Int) -> Int128 {
    var value: Int128 = 1
    for _ in 0..<exponent { value *= 10 }
    return value
  }

  private static func greatestCommonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
