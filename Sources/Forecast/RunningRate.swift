/// Lead events and scored hours within the last 90 days, by the day.
struct RunningRate: Sendable {
  static let days = 90

  /// Lead events of each day, in Q8.
  var leads: InlineArray<90, UInt16> = InlineArray(repeating: 0)
  /// Scored hours of each day.
  var hours: InlineArray<90, UInt8> = InlineArray(repeating: 0)
  /// Lead events of all days, in Q8.
  var sumOfLeads: Int64 = 0
  /// Scored hours of all days.
  var sumOfHours: Int64 = 0

  /// Whether no day has more than its hours, and the sums are those of the days.
  var isSound: Bool {
    var sums: (leads: Int64, hours: Int64) = (0, 0)
    for day in 0..<Self.days {
      guard hours[day] <= 24, leads[day] <= 24 * 256 else { return false }
      sums.leads += Int64(leads[day])
      sums.hours += Int64(hours[day])
    }
    return sums.leads == sumOfLeads && sums.hours == sumOfHours
  }

  /// The rate an hour in Q30, with two lead events in ten days added.
  var rate: Int64 { ((sumOfLeads + 512) << 30) / ((sumOfHours + 240) << 8) }

  /// Forgets the day that this one takes the place of.
  mutating func beginDay(_ day: Int) {
    let place = day % Self.days
    sumOfLeads -= Int64(leads[place])
    sumOfHours -= Int64(hours[place])
    leads[place] = 0
    hours[place] = 0
  }

  /// Adds a scored hour.
  mutating func add(day: Int, outcome: Int64) {
    let place = day % Self.days
    leads[place] += UInt16(truncatingIfNeeded: outcome)
    hours[place] += 1
    sumOfLeads += outcome
    sumOfHours += 1
  }
}
