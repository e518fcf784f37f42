import Vocabulary

/// Two copies of the state, written in turn: a cut at any byte of one leaves the other whole.
public enum ForecastStatePair {
  /// What two copies hold.
  public struct Recovered: Sendable {
    /// The newer forecaster.
    public let forecaster: HazardForecaster
    /// How often the state was stored before it.
    public let count: UInt64
    /// Which copy is written next, 0 or 1: the older, or the torn one.
    public let next: Int
    /// Why the other copy is none, if so.
    public let fault: ForecastStateFault?
  }

  /// Takes the newer whole copy.
  ///
  /// - Parameters:
  ///   - first: Copy 0.
  ///   - second: Copy 1.
  ///   - person: Whose state it has to be.
  /// - Returns: The newer one.
  /// - Throws: `ForecastStateFault` of the first where neither is whole: then there is no state, and no forecast until
  ///   there is enough again.
  public static func recover(
    _ first: Span<UInt8>, _ second: Span<UInt8>, person: UInt64
  ) throws(ForecastStateFault) -> Recovered {
    do {
      let one = try HazardForecaster.decode(first, person: person)
      do {
        let two = try HazardForecaster.decode(second, person: person)
        let isFirst = one.count >= two.count
        return Recovered(
          forecaster: isFirst ? one.forecaster : two.forecaster, count: max(one.count, two.count),
          next: isFirst ? 1 : 0, fault: nil)
      } catch {
        return Recovered(forecaster: one.forecaster, count: one.count, next: 1, fault: error)
      }
    } catch {
      do {
        let two = try HazardForecaster.decode(second, person: person)
        return Recovered(forecaster: two.forecaster, count: two.count, next: 0, fault: error)
      } catch _ { throw error }
    }
  }
}
