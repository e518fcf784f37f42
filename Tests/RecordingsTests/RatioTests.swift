import Testing

@testable import Recordings

@Suite struct RatioTests {
  private func parsed(_ text: String) -> Ratio? { Ratio(decimal: text.utf8) }

  @Test(
    arguments: [
      ("0", 0, 1), ("-0", 0, 1), ("+1", 1, 1), ("0.5", 1, 2), (".25", 1, 4), ("12.", 12, 1), ("-4096", -4096, 1),
      ("4095.875", 32_767, 8), ("1E-3", 1, 1_000), ("2.5e2", 250, 1), ("1E+2", 100, 1), ("0.1", 1, 10),
      ("-800.0000", -800, 1),
    ] as [(String, Int64, Int64)])
  func readsDecimalsExactly(text: String, numerator: Int64, denominator: Int64) {
    #expect(parsed(text)?.numerator == numerator)
    #expect(parsed(text)?.denominator == denominator)
  }

  @Test(arguments: [
    "", "+", "-", ".", "1,5", "1.2.3", "1e", "1e+", "1e5x", "0x10", "nan", "inf", " 1", "1 ", "--1", "1e19", "1e-19",
    "e3",
    "1234567890123456789", "1e999999", "1e18000000000000000000000",
  ])
  func refusesWhatIsNoExactDecimal(text: String) {
    #expect(parsed(text) == nil)
  }

  @Test func saysWhenAResultDoesNotFit() {
    let large = Ratio(.max)
    #expect(large.adding(Ratio(1)) == nil)
    #expect(Ratio(.min).subtracting(Ratio(1)) == nil)
    #expect(large.multiplied(by: Ratio(2)) == nil)
    #expect(Ratio(1).divided(by: .zero) == nil)
    #expect(large.multiplied(by: Ratio(2))?.divided(by: Ratio(2)) == nil)
    #expect(Ratio(.min).multiplied(by: Ratio(-1)) == nil)
    #expect(Ratio(1, over: 0) == nil)
    #expect(Ratio(1, over: .min) == nil)
    #expect(Ratio(.min, over: 1) == nil)
  }

  @Test func keepsLowestTermsAndAPositiveDenominator() throws {
    let ratio = try #require(Ratio(6, over: -4))
    #expect(ratio.numerator == -3)
    #expect(ratio.denominator == 2)
    #expect(try #require(Ratio(1, over: 3)).adding(try #require(Ratio(1, over: 6))) == Ratio(1, over: 2))
  }

  @Test func comparesWithoutOverflow() throws {
    let third = try #require(Ratio(1, over: 3))
    #expect(third < (try #require(Ratio(333_334, over: 1_000_000))))
    #expect(Ratio(.max) > Ratio(.min))
    #expect((try #require(Ratio(1, over: Int128(Int64.max)))) > .zero)
  }

  @Test func roundsHalvesUp() throws {
    #expect(try #require(Ratio(1, over: 2)).rounded == 1)
    #expect(try #require(Ratio(-1, over: 2)).rounded == 0)
    #expect(try #require(Ratio(-3, over: 2)).rounded == -1)
    #expect(try #require(Ratio(-5, over: 3)).rounded == -2)
    #expect(Ratio(.max).rounded == .max)
    #expect(Ratio(.min).rounded == .min)
  }

  @Test(arguments: ["0", "1", "-1", "0.5", "-0.125", "4095.875", "-800", "0.001", "120", "0.0000001"])
  func writesTheDecimalItWasReadFrom(text: String) {
    #expect(parsed(text)?.decimalText() == text)
  }

  @Test func writesNoEndlessDecimals() throws {
    let third = try #require(Ratio(1, over: 3))
    #expect(third.decimalText() == nil)
    #expect(third.billionthsText == "0.333333333")
    #expect(try #require(Ratio(-2, over: 3)).billionthsText == "-0.666666667")
    #expect(try #require(Ratio(1, over: 256)).billionthsText == "0.00390625")
    #expect(try #require(Ratio(1, over: 1024)).billionthsText == "0.000976563")
    #expect(try #require(Ratio(1, over: 1024)).decimalText(decimals: 9) == nil)
  }
}
