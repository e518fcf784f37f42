/// The scores of windows that are clearly in or clearly out of a seizure.
///
/// A window is **ictal** if at least half of it lies in annotated seizures and **non-ictal** if none of it does; the
/// ones between are left out, and so are windows without a score. Kept are 8 bytes a hop.
public struct WindowScores: Equatable, Sendable {
  /// Scores of ictal windows.
  public private(set) var ictal: [Double] = []
  /// Scores of non-ictal windows.
  public private(set) var nonIctal: [Double] = []
  /// Windows that a seizure covers by less than half.
  public private(set) var mixedCount = 0
  /// Windows without enough usable signal for a score.
  public private(set) var unscoredCount = 0

  /// No windows, to add others to.
  public init() {}

  /// Sorts the windows of one recording.
  ///
  /// - Parameters:
  ///   - outcome: Its windows.
  ///   - seizures: Annotated seizures, in order, without overlap.
  public init(_ outcome: RecordingOutcome, seizures: [Interval]) {
    for window in outcome.windows {
      guard let score = window.score else {
        unscoredCount += 1
        continue
      }
      let span = Interval(window.endSeconds - outcome.windowSeconds, window.endSeconds)
      let overlap = seizures.reduce(0) { $0 + $1.overlap(with: span) }
      if overlap == 0 {
        nonIctal.append(score)
      } else if overlap * 2 >= span.duration {
        ictal.append(score)
      } else {
        mixedCount += 1
      }
    }
  }

  /// The same windows as a detector sees them that scores all alike.
  var levelled: WindowScores {
    var levelled = self
    levelled.ictal = ictal.map { _ in 0 }
    levelled.nonIctal = nonIctal.map { _ in 0 }
    return levelled
  }

  /// Ictal against non-ictal windows; nil if either is missing.
  public var areaUnderCurve: Double? {
    RankStatistic.areaUnderCurve(positives: ictal, negatives: nonIctal)
  }

  /// All windows.
  public var count: Int { ictal.count + nonIctal.count + mixedCount + unscoredCount }

  /// Adds the windows of another recording.
  public static func += (left: inout WindowScores, right: WindowScores) {
    left.ictal += right.ictal
    left.nonIctal += right.nonIctal
    left.mixedCount += right.mixedCount
    left.unscoredCount += right.unscoredCount
  }
}
