/// Takes a forecaster through a checked history, an hour or less at a time.
public struct HistoryReplay: Sendable {
  /// Monday 1970-01-05 00:00, in seconds since 1970: hours count from a Monday's midnight.
  static let monday: Int64 = 345_600

  private let count: Int
  private let saysObserved: Bool
  private let endHour: Int64
  private var next = 0
  private var observedFrom: Int64 = 0
  private var observedUntil: Int64 = 0
  private var last: Int64 = 0

  /// Begins.
  ///
  /// - Parameters:
  ///   - image: The history.
  ///   - forecaster: Begins anew; means nothing until nothing is left to do.
  ///   - local: The local second, since 1970, of a second of UTC.
  public init(_ image: HistoryImage, into forecaster: inout HazardForecaster, local: (Int64) -> Int64) {
    forecaster = HazardForecaster(firstHour: Self.hour(max(local(image.first), Self.monday)))
    forecaster.history = HistoryMark(image)
    endHour = Self.hour(max(local(image.end - 1), Self.monday)) + 1
    count = image.count
    saysObserved = image.saysObserved
  }

  /// Does a slice of the work.
  ///
  /// - Parameters:
  ///   - bytes: The history's bytes.
  ///   - forecaster: The forecaster that was begun.
  ///   - local: The local second, since 1970, of a second of UTC.
  /// - Returns: Whether anything is left.
  public mutating func advance(
    _ bytes: Span<UInt8>, into forecaster: inout HazardForecaster, local: (Int64) -> Int64
  ) -> Bool {
    if forecaster.isWorking {
      _ = forecaster.work()
      return forecaster.isWorking || forecaster.hour < endHour
    }
    guard forecaster.hour < endHour else { return false }
    let start = forecaster.hour * 3_600
    // A stretch counts for the hours that lie in it whole; it may have ended before this one.
    while next < count, let entry = HistoryImage.entry(next, of: bytes) {
      let second = max(local(entry.second) - Self.monday, max(last, start))
      guard second < start + 3_600 else { break }
      if entry.kind == .observed {
        // Two stretches that touch are one.
        if second > observedUntil { observedFrom = second }
        observedUntil = second + Int64(entry.length)
      } else {
        last = second
        do throws(EventRefusal) {
          try forecaster.noteEvent(atSecond: second, weight: Int64(entry.weight))
        } catch {}
      }
      next += 1
    }
    let isObserved = !saysObserved || (observedFrom <= start && observedUntil >= start + 3_600)
    forecaster.close(observed: isObserved)
    return true
  }

  private static func hour(_ local: Int64) -> Int64 { (local - monday) / 3_600 }
}
