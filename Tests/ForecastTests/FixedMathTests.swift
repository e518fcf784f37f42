import Forecast
import Foundation
import Testing

/// Whole-number functions against the C library's.
@Suite struct FixedMathTests {
  @Test func logarithmsAgree() {
    var value: Int64 = 2
    while value < 1 << 60 {
      let mine = Double(FixedMath.naturalLogarithm(value)) / 0x1p24
      #expect(abs(mine - log(Double(value))) < 0x1p-20)
      value += value / 7 + 1
    }
    #expect(FixedMath.naturalLogarithm(1) == 0 && FixedMath.naturalLogarithm(-5) == 0)
  }

  @Test func exponentialsAgree() {
    for step in -2_000...300 {
      let argument = Double(step) / 100
      let mine = Double(FixedMath.exponential(Int64(argument * 0x1p24))) / 0x1p30
      #expect(abs(mine - exp(argument)) < exp(argument) * 0x1p-19 + 0x1p-29)
    }
    #expect(FixedMath.exponential(.min) == FixedMath.exponential(-20 << 24))
  }

  @Test func cosinesAndSinesAgree() {
    for step in -8_760...8_760 {
      let turn = 2 * Double.pi * Double(step) / 8_760
      #expect(abs(Double(FixedMath.cosine(Int64(step), of: 8_760)) / 65_536 - cos(turn)) < 4e-5)
      #expect(abs(Double(FixedMath.sine(Int64(step), of: 8_760)) / 65_536 - sin(turn)) < 4e-5)
    }
  }

  @Test func logisticAgrees() {
    for step in -1_400...200 {
      let odds = Double(step) / 100
      let mine = Double(FixedMath.logistic(Int64(odds * 0x1p24))) / 0x1p30
      #expect(abs(mine - 1 / (1 + exp(-odds))) < 1e-6)
    }
  }
}
