import Signal

extension Biquad {
  /// A second-order Butterworth high-pass by the bilinear transform, warped so that −3 dB lie at `hertz`.
  ///
  /// Its zeros lie exactly at 0 Hz, so that no offset passes.
  static func highPass(hertz: Double, rate: Double) -> Biquad {
    let k = DeterministicMath.tangent(turns: hertz / rate / 2)
    let scale = 1 / (1 + 2.0.squareRoot() * k + k * k)
    let b0 = quantised(scale)
    return Biquad(
      b0: b0, b1: -2 * b0, b2: b0, a1: quantised(2 * (k * k - 1) * scale),
      a2: quantised((1 - 2.0.squareRoot() * k + k * k) * scale))
  }

  /// A notch at `hertz`, −3 dB `bandwidth` apart.
  static func notch(hertz: Double, bandwidth: Double, rate: Double) -> Biquad {
    let alpha = DeterministicMath.tangent(turns: bandwidth / rate / 2)
    let cosine = DeterministicMath.cosine(turns: hertz / rate)
    let b0 = quantised(1 / (1 + alpha))
    let b1 = quantised(-2 * cosine / (1 + alpha))
    return Biquad(b0: b0, b1: b1, b2: b0, a1: b1, a2: quantised((1 - alpha) / (1 + alpha)))
  }

  /// What `notch` takes away: a band-pass of gain one at `hertz`, with zeros exactly at 0 Hz and half the rate.
  static func resonator(hertz: Double, bandwidth: Double, rate: Double) -> Biquad {
    let alpha = DeterministicMath.tangent(turns: bandwidth / rate / 2)
    let cosine = DeterministicMath.cosine(turns: hertz / rate)
    let b0 = quantised(alpha / (1 + alpha))
    return Biquad(
      b0: b0, b1: 0, b2: -b0, a1: quantised(-2 * cosine / (1 + alpha)), a2: quantised((1 - alpha) / (1 + alpha)))
  }

  /// A fourth-order Butterworth band-pass as two sections, −3 dB at `low` and `high`, gain one in the middle.
  static func bandPass(low: Double, high: Double, rate: Double) -> (Biquad, Biquad) {
    let lower = DeterministicMath.tangent(turns: low / rate / 2)
    let upper = DeterministicMath.tangent(turns: high / rate / 2)
    let half = (upper - lower) / 2
    let root = 0.5.squareRoot()
    // One pole of the second-order prototype; the other is its conjugate and gives the conjugate poles.
    let prototype = Complex(real: -root * half, imaginary: root * half)
    let offset = (prototype * prototype - Complex(real: lower * upper, imaginary: 0)).squareRoot
    let first = section(pole: prototype + offset)
    let second = section(pole: prototype - offset)
    let centre = middle(lower * upper)
    return (normalised(first, at: centre), normalised(second, at: centre))
  }

  /// Denominator of the pole pair that the bilinear transform makes of an analogue pole and its conjugate.
  private static func section(pole: Complex) -> (a1: Double, a2: Double) {
    let one = Complex(real: 1, imaginary: 0)
    let z = (one + pole) / (one - pole)
    return (-2 * z.real, z.squaredMagnitude)
  }

  /// The point of the unit circle whose half angle has the tangent √`product`: cos = (1 − product) / (1 + product).
  private static func middle(_ product: Double) -> Complex {
    let cosine = (1 - product) / (1 + product)
    return Complex(real: cosine, imaginary: (1 - cosine * cosine).squareRoot())
  }

  /// Zeros at 0 Hz and half the rate, and gain one at the point `z` of the unit circle.
  private static func normalised(_ denominator: (a1: Double, a2: Double), at z: Complex) -> Biquad {
    let inverse = Complex(real: z.real, imaginary: -z.imaginary)
    let one = Complex(real: 1, imaginary: 0)
    let numerator = one - inverse * inverse
    let below =
      one + Complex(real: denominator.a1, imaginary: 0) * inverse
      + Complex(real: denominator.a2, imaginary: 0) * inverse * inverse
    let gain = (below.squaredMagnitude / numerator.squaredMagnitude).squareRoot()
    let b0 = quantised(gain)
    return Biquad(b0: b0, b1: 0, b2: -b0, a1: quantised(denominator.a1), a2: quantised(denominator.a2))
  }

  private static func quantised(_ value: Double) -> Int32 {
    Int32((value * Double(Biquad.one)).rounded())
  }
}
