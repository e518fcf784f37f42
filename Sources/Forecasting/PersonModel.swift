import Foundation

/// What a generated person's seizures follow.
public struct PersonModel: Sendable {
  /// A cycle of the hazard: the exponential of a cosine, so that events keep von Mises' distribution over its phase.
  public struct Cycle: Sendable {
    /// Its period in hours.
    public let hours: Double
    /// The mean resultant length of events over its phase, from 0 to 0.9.
    public let resultant: Double

    /// Names a cycle.
    public init(hours: Double, resultant: Double) {
      self.hours = hours
      self.resultant = resultant
    }

    /// The concentration that gives the resultant length (Best and Fisher 1981).
    var concentration: Double {
      let r = resultant
      if r < 0.53 { return 2 * r + r * r * r + 5 * pow(r, 5) / 6 }
      return r < 0.85 ? -0.4 + 1.39 * r + 0.43 / (1 - r) : 1 / (r * r * r - 4 * r * r + 3 * r)
    }
  }

  /// Days of the record.
  public var days: Int
  /// Events a day, of the person or the mean over persons; clusters come on top.
  public var perDay: Double
  /// The shape of the gamma distribution of persons' rates; nil where all have the same.
  public var rateShape: Double?
  /// Cycles, each with a phase of the person's own.
  public var cycles: [Cycle] = []
  /// Events that follow an event within hours, on average.
  public var followers = 0.0
  /// Hours after the event that a follower comes, on average; exponentially distributed from event to event.
  public var followerHours = 2.0
  /// What the rate is multiplied by within the record, evenly in its logarithm.
  public var trend = 1.0
  /// A change of drug: the day, and by how much the rate is multiplied from then on.
  public var drugChange: (day: Int, factor: Double)?
  /// The share of events that the detector misses.
  public var missed = 0.0
  /// False events a day.
  public var falsePerDay = 0.0
  /// A change of the clock, by travel or daylight saving: the day, and hours that cycles come later from then on.
  public var clockChange: (day: Int, hours: Double)?
  /// Holidays from the diary: how many, and days of each. No event in them is written down, and nobody says so.
  public var holidays: (count: Int, days: Int) = (0, 0)

  /// Starts with a constant rate.
  public init(days: Int, perDay: Double) {
    self.days = days
    self.perDay = perDay
  }
}
