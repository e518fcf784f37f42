/// What of an hour's features is unusual for this person at this hour of day, learned from the hours before it alone.
///
/// Each feature is held against its running mean (two days) and what it usually is above that at the hour of day (two
/// weeks), in running standard deviations (ten days): sleep, the electrodes' ageing and slow drifts fall out. The terms
/// are those deviations of the last hour, then twice their mean over the last six, in steps of 1/32.
public struct FeatureBaseline: Sendable {
  /// How many terms there are.
  public static let terms = 18
  /// Terms have 5 binary places.
  public static let binaryPlaces = 5
  /// Known hours before there are terms: three days.
  static let hoursNeeded: Int64 = 72
  /// Hours of the second half of the terms, and how many of them have to be known.
  static let span = 6
  private static let fewest: Int64 = 3
  static let most: Int64 = 8 << 16

  var known: Int64 = 0
  /// In Q24.
  var means: InlineArray<9, Int64> = InlineArray(repeating: 0)
  /// By hour of day, above the mean, in Q24.
  var usual: InlineArray<216, Int64> = InlineArray(repeating: 0)
  var days: InlineArray<24, Int64> = InlineArray(repeating: 0)
  /// In Q32.
  var variances: InlineArray<9, Int64> = InlineArray(repeating: 0)
  /// Of the last hours, in Q16, and whether each was known.
  var deviations: InlineArray<54, Int64> = InlineArray(repeating: 0)
  var wasKnown: InlineArray<6, Bool> = InlineArray(repeating: false)
  var values: InlineArray<18, Int8> = InlineArray(repeating: 0)
  var hasTerms = false

  /// Begins without a past.
  public init() {}

  /// The terms of the hour that comes next, or nil where the last one is not known or too few were.
  public var next: InlineArray<18, Int8>? { hasTerms ? values : nil }

  /// Ends an hour; hours are to be ended one by one.
  ///
  /// - Parameters:
  ///   - hour: Local hours since a Monday's midnight.
  ///   - found: Its features.
  public mutating func endHour(_ hour: Int64, _ found: borrowing FeatureHour) {
    let place = Int(hour % Int64(Self.span))
    wasKnown[place] = found.isKnown
    hasTerms = false
    guard found.isKnown else { return }
    let ofDay = Int(hour % 24)
    for feature in 0..<FeatureMinute.count { learn(feature, found.mean(feature), place, ofDay) }
    known += 1
    days[ofDay] += 1
    if known > Self.hoursNeeded { setTerms(place) }
  }

  private mutating func learn(_ feature: Int, _ value: Int64, _ place: Int, _ ofDay: Int) {
    let slot = 24 * feature + ofDay
    if known == 0 { means[feature] = value << 8 }
    let rest = value << 8 - means[feature] - usual[slot]
    let spread = max(FixedMath.squareRoot(variances[feature]), 1)
    deviations[Self.span * feature + place] = min(max((rest << 8) / spread, -Self.most), Self.most)
    // The first day is usual as it is; then what changes is shared between the mean and the hour of day.
    if known >= 24 { means[feature] += rest / 48 }
    usual[slot] += rest / min(days[ofDay] + 1, 14)
    guard known >= 48 else { return }
    let square = (rest >> 8) * (rest >> 8)
    variances[feature] += (square - variances[feature]) / min(known - 47, 240)
  }

  private mutating func setTerms(_ place: Int) {
    var hours: Int64 = 0
    for index in 0..<Self.span where wasKnown[index] { hours += 1 }
    guard hours >= Self.fewest else { return }
    for feature in 0..<FeatureMinute.count {
      var sum: Int64 = 0
      for index in 0..<Self.span where wasKnown[index] { sum += deviations[Self.span * feature + index] }
      values[feature] = Self.rounded(deviations[Self.span * feature + place])
      values[FeatureMinute.count + feature] = Self.rounded(2 * sum / hours)
    }
    hasTerms = true
  }

  /// From Q16 to the terms' format.
  private static func rounded(_ value: Int64) -> Int8 { Int8(clamping: (value + 1 << 10) >> 11) }
}
