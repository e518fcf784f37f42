import Inference
import Testing

@testable import ModelCompiler

@Suite struct RequantisationRealTests {
  @Test func isTheNearestThirtyOneBitFraction() {
    #expect(Requantisation(factor: 0.5) == Requantisation(multiplier: 1 << 30, exponent: 0))
    #expect(Requantisation(factor: 1) == Requantisation(multiplier: 1 << 30, exponent: 1))
    #expect(Requantisation(factor: 0.75) == Requantisation(multiplier: 3 << 29, exponent: 0))
    #expect(Requantisation(factor: 0) == Requantisation(multiplier: 0, exponent: 0))
  }

  @Test func aFractionThatRoundsUpToOneMovesTheExponent() {
    #expect(Requantisation(factor: 1 - 0x1p-40) == Requantisation(multiplier: 1 << 30, exponent: 1))
  }

  @Test func theEndsOfTheRangeAreZeroAndRefusal() {
    #expect(Requantisation(factor: 0x1p-32) == Requantisation(multiplier: 1 << 30, exponent: -31))
    #expect(Requantisation(factor: 0x1p-34) == Requantisation(multiplier: 0, exponent: 0))
    #expect(Requantisation(factor: 0x1p30) == nil)
    #expect(Requantisation(factor: 0x1p29) == Requantisation(multiplier: 1 << 30, exponent: 30))
    #expect(Requantisation(factor: .infinity) == nil)
    #expect(Requantisation(factor: .nan) == nil)
    #expect(Requantisation(factor: -1) == nil)
  }
}
