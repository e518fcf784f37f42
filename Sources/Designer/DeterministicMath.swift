/// Sine, cosine and the modified Bessel function from `+ − × ÷` alone, which IEEE 754 rounds the same everywhere: a
/// design made on any host has the same bits. (The C library's functions differ from host to host.)
public enum DeterministicMath {
  static let pi = 3.14159265358979323846

  /// The sine of `turns` full turns.
  static func sine(turns: Double) -> Double {
    let fraction = turns - turns.rounded(.down)
    // Fold into the first quarter, where the series converges at once.
    let (folded, sign) = fraction < 0.5 ? (fraction, 1.0) : (fraction - 0.5, -1.0)
    let quarter = folded <= 0.25 ? folded : 0.5 - folded
    let angle = 2 * pi * quarter
    let square = angle * angle
    var term = angle
    var sum = angle
    for index in 1...14 {
      let n = Double(2 * index)
      term = -term * square / (n * (n + 1))
      sum += term
    }
    return sign * sum
  }

  /// The cosine of `turns` full turns.
  static func cosine(turns: Double) -> Double {
    sine(turns: turns + 0.25)
  }

  /// The tangent of `turns` full turns.
  static func tangent(turns: Double) -> Double {
    sine(turns: turns) / cosine(turns: turns)
  }

  /// The modified Bessel function of the first kind and order zero, for arguments up to about 20.
  public static func besselI0(_ argument: Double) -> Double {
    let quarterSquare = argument * argument / 4
    var term = 1.0
    var sum = 1.0
    for index in 1...60 {
      term = term * quarterSquare / Double(index * index)
      sum += term
    }
    return sum
  }
}
