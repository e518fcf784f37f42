import Testing
import Vocabulary

/// The table of defects: complete, without doubles, and its names and numbers as they have always been.
@Suite struct QualityKindTests {
  private let rows = (0..<QualityKind.count).map(QualityKind.row)

  @Test func bitsAndNamesAreThoseOfTheFiles() {
    let expected: [(UInt16, String)] = [
      (2, "lead_off"), (1, "saturated"), (0, "flat"), (3, "mains"), (4, "muscle"), (9, "excessive"), (8, "weak"),
      (10, "copied"), (11, "repeated"), (13, "pulses"), (12, "spectrum"), (5, "gap"), (6, "settling"), (7, "invalid"),
      (15, "unknown"),
    ]
    #expect(rows.map { "\($0.name)" } == expected.map(\.1))
    #expect(rows.map(\.quality.rawValue) == expected.map { 1 << $0.0 })
    #expect(Quality.all.rawValue == expected.reduce(0) { $0 | 1 << $1.0 })
  }

  @Test func noSiteChoosesToUseWhatCannotBeEEG() {
    let choosable = rows.filter(\.isChoosable).map(\.quality)
    #expect(choosable == [.leadOff, .saturated, .flat, .mains, .muscle])
    for row in rows where !row.isChoosable { #expect(Quality.alwaysUnusable.contains(row.quality)) }
    for quality in choosable { #expect(Quality.alwaysUnusable.intersection(quality).isGood) }
  }

  @Test func muscleIsNeverAReasonForAnything() {
    #expect(rows.filter { $0.quality == .muscle }.map(\.reason) == [.none])
  }
}

@Suite struct ReasonCodeTests {
  @Test func everyNumberHasItsNameOfOldAndNoOther() {
    let names = (0..<ReasonCode.end).map { ReasonCode(rawValue: $0).map { "\($0.name)" } }
    #expect(
      names == [
        "none", "no_data", "frames_lost", "quorum", "lead_off", "saturation", "mains", "flat", "front_end", "clock",
        "storage", "overrun", "self_test", "bundle", "model", "weak", "excessive", "copied", "repeated", "spectrum",
        "pulses", "side_lost", "channels_lost", "line", "button", "kept_state", "lasting", "another", "convulsive",
        "undervoltage",
      ])
    #expect(ReasonCode(rawValue: ReasonCode.end) == nil)
  }

  /// The technical alarm keeps a bit for each reason.
  @Test func reasonsFitThirtyTwoBits() {
    #expect(ReasonCode.end <= 32)
  }
}
