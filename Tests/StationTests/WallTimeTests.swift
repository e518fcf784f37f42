import Station
import Testing

/// A moment is the same second wherever it is shown, and every number of nanoseconds is one.
@Suite struct WallTimeTests {
  @Test(
    arguments: [
      (1_772_348_649_000_000_000, "2026-03-01 07:04:09", "2026-03-01 07:04:09"),
      (1_772_348_649_499_999_999, "2026-03-01 07:04:09", "2026-03-01 07:04:09.499999"),
      (1_772_348_649_500_000_000, "2026-03-01 07:04:10", "2026-03-01 07:04:09.5"),
      (1_772_348_649_996_000_000, "2026-03-01 07:04:10", "2026-03-01 07:04:09.996"),
      (-500_000_001, "1969-12-31 23:59:59", "1969-12-31 23:59:59.499999"),
      (-500_000_000, "1970-01-01 00:00:00", "1969-12-31 23:59:59.5"),
    ] as [(Int64, String, String)])
  func momentsAreShownToTheNearestSecondOrWithTheirFraction(nanoseconds: Int64, text: String, precise: String) {
    #expect(WallTime(nanoseconds: nanoseconds).text == text)
    #expect(WallTime(nanoseconds: nanoseconds).preciseText == precise)
  }

  /// The ends of the clock: 292 years before and after 1970.
  @Test func noMomentEndsTheProgram() {
    #expect(WallTime(nanoseconds: .max).text == "2262-04-11 23:47:17")
    #expect(WallTime(nanoseconds: .min).text == "1677-09-21 00:12:43")
    #expect(WallTime(nanoseconds: .min).preciseText == "1677-09-21 00:12:43.145224")
    #expect(WallTime(nanoseconds: .max).adding(seconds: .max) == WallTime(nanoseconds: .max))
  }
}
