/// A complex number, as far as filter design needs one.
struct Complex {
  var real: Double
  var imaginary: Double

  var squaredMagnitude: Double { real * real + imaginary * imaginary }

  /// The root with a real part that is not negative.
  var squareRoot: Complex {
    let magnitude = squaredMagnitude.squareRoot()
    let real = ((magnitude + self.real) / 2).squareRoot()
    let imaginary = ((magnitude - self.real) / 2).squareRoot()
    return Complex(real: real, imaginary: self.imaginary < 0 ? -imaginary : imaginary)
  }

  static func + (left: Complex, right: Complex) -> Complex {
    Complex(real: left.real + right.real, imaginary: left.imaginary + right.imaginary)
  }

  static func - (left: Complex, right: Complex) -> Complex {
    Complex(real: left.real - right.real, imaginary: left.imaginary - right.imaginary)
  }

  static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      real: left.real * right.real - left.imaginary * right.imaginary,
      imaginary: left.real * right.imaginary + left.imaginary * right.real)
  }

  static func / (left: Complex, right: Complex) -> Complex {
    let scale = right.squaredMagnitude
    let product = left * Complex(real: right.real, imaginary: -right.imaginary)
    return Complex(real: product.real / scale, imaginary: product.imaginary / scale)
  }
}
