/// The receiver operating characteristic of windows within each person, and its mean over persons at equal false
/// positive rates.
public struct OperatingCharacteristic: Equatable, Sendable {
  /// A point of a curve; rates from 0 to 1.
  public struct Point: Equatable, Sendable {
    /// Part of the non-ictal windows at or above the threshold.
    public var falsePositiveRate: Double
    /// Part of the ictal windows at or above the threshold.
    public var truePositiveRate: Double
  }

  /// One person's curve.
  public struct Person: Equatable, Sendable {
    /// The person's name.
    public let name: String
    /// The true positive rate at each of `falsePositiveRates`.
    public let truePositiveRates: [Double]
    /// Area under the person's whole curve.
    public let areaUnderCurve: Double
    /// Where the detector's threshold lies; nil if it has none.
    public let operatingPoint: Point?
  }

  /// The false positive rates at which curves are taken: 0 to 1 in hundredths.
  public static let falsePositiveRates = (0...100).map { Double($0) / 100 }

  /// Those persons who have ictal and non-ictal windows, in order.
  public let persons: [Person]

  /// Computes the curves.
  ///
  /// - Parameters:
  ///   - subjects: By person.
  ///   - threshold: The detector's threshold, if it has one.
  init(_ subjects: [SubjectReport], threshold: Double?) {
    persons = subjects.compactMap { subject in
      let windows = subject.tally.windows
      guard let area = windows.areaUnderCurve else { return nil }
      let curve = Self.curve(windows)
      return Person(
        name: subject.subject, truePositiveRates: Self.falsePositiveRates.map { Self.rate(of: curve, at: $0) },
        areaUnderCurve: area,
        operatingPoint: threshold.map { threshold in
          Point(
            falsePositiveRate: Self.share(of: windows.nonIctal, from: threshold),
            truePositiveRate: Self.share(of: windows.ictal, from: threshold))
        })
    }
  }

  /// The mean over persons at each of `falsePositiveRates`; empty without persons.
  public var meanTruePositiveRates: [Double] {
    persons.isEmpty
      ? []
      : Self.falsePositiveRates.indices.map { index in
        persons.reduce(0) { $0 + $1.truePositiveRates[index] } / Double(persons.count)
      }
  }

  /// The mean of the persons' operating points; nil without one.
  public var operatingPoint: Point? {
    let points = persons.compactMap(\.operatingPoint)
    guard let rate = Statistics.mean(points.map(\.falsePositiveRate)),
      let found = Statistics.mean(points.map(\.truePositiveRate))
    else { return nil }
    return Point(falsePositiveRate: rate, truePositiveRate: found)
  }

  private static func share(of scores: [Double], from threshold: Double) -> Double {
    Double(scores.count { $0 >= threshold }) / Double(scores.count)
  }

  /// All corners, from nothing found to everything found; windows of one score come together.
  private static func curve(_ windows: WindowScores) -> [Point] {
    let scores = windows.ictal.map { ($0, true) } + windows.nonIctal.map { ($0, false) }
    let sorted = scores.sorted { $0.0 > $1.0 }
    var points = [Point(falsePositiveRate: 0, truePositiveRate: 0)]
    var (found, wrong) = (0, 0)
    for (index, (score, isIctal)) in sorted.enumerated() {
      if isIctal { found += 1 } else { wrong += 1 }
      if index + 1 < sorted.count && sorted[index + 1].0 == score { continue }
      points.append(
        Point(
          falsePositiveRate: Double(wrong) / Double(windows.nonIctal.count),
          truePositiveRate: Double(found) / Double(windows.ictal.count)))
    }
    return points
  }

  /// The curve's height at a false positive rate; the upper end where it rises there.
  private static func rate(of curve: [Point], at falsePositiveRate: Double) -> Double {
    guard let next = curve.firstIndex(where: { $0.falsePositiveRate > falsePositiveRate }) else { return 1 }
    let (left, right) = (curve[next - 1], curve[next])
    let share =
      (falsePositiveRate - left.falsePositiveRate) / (right.falsePositiveRate - left.falsePositiveRate)
    return left.truePositiveRate + share * (right.truePositiveRate - left.truePositiveRate)
  }
}
