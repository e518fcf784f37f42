import Inference
import Testing

@Suite struct InputQuantiserTests {
  /// 0.5 microvolt a step, zero at -3: 2^-8 microvolt times 2^-7.
  private let quantiser = InputQuantiser(multiplier: 1 << 30, shift: 37, zeroPoint: -3)

  @Test func roundsHalfUpAndAddsTheZeroPoint() {
    #expect(quantiser.quantise(0) == -3)
    #expect(quantiser.quantise(256) == -1)
    #expect(quantiser.quantise(63) == -3)
    #expect(quantiser.quantise(64) == -2)
    #expect(quantiser.quantise(-64) == -3)
    #expect(quantiser.quantise(-65) == -4)
  }

  @Test func clampsWhatDoesNotFit() {
    #expect(quantiser.quantise(.max) == 127)
    #expect(quantiser.quantise(.min) == -128)
    let finest = InputQuantiser(multiplier: .max, shift: 1, zeroPoint: 127)
    #expect(finest.quantise(.max) == 127)
    #expect(finest.quantise(.min) == -128)
    let coarsest = InputQuantiser(multiplier: .max, shift: 62, zeroPoint: 0)
    #expect(coarsest.quantise(.max) == 1)
  }
}
