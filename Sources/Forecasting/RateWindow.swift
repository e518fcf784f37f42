/// Lead events by scored hour within the last 90 days: the moving average that a forecast has to beat.
struct RateWindow {
  private static let length: Int64 = 90 * 24
  private var entries: [(hour: Int64, isLead: Bool)] = []
  private var first = 0
  private var leads = 0

  /// Adds a scored hour.
  mutating func add(_ hour: Int64, isLead: Bool) {
    entries.append((hour, isLead))
    if isLead { leads += 1 }
  }

  /// The rate an hour before `hour`; 0 with nothing seen.
  mutating func rate(at hour: Int64) -> Double {
    while first < entries.count && entries[first].hour < hour - Self.length {
      if entries[first].isLead { leads -= 1 }
      first += 1
    }
    return first == entries.count ? 0 : Double(leads) / Double(entries.count - first)
  }
}
