/// The terms of the hourly hazard, by their place among the weights.
enum ForecastTerms {
  /// How many terms there are.
  static let count = 32
  /// A constant: what the running rate leaves over.
  static let constant = 0
  /// Cosine and sine of the hour of day, first to fourth harmonic.
  static let hours = 1..<9
  /// Cosine and sine of the hour of the week.
  static let week = 9..<11
  /// Time since the last event: triangles over log2 of the hours, at 2 to 9.
  static let since = 11..<19
  /// Recent rates of all events, then of lead events, over 1, 3, 14 and 60 days, as log ratios to the rate so far.
  static let recent = 19..<27
  /// How much this hour of day was preferred within the last 3, 10, 30 and 100 days, as a log ratio.
  static let daily = 27..<31
  /// The mixture of slow cycles and the week.
  static let cycles = 31

  /// The variance of a term's weight before anything was seen, in Q40: what "shrunk to no effect" means here.
  static func variance(_ term: Int) -> Int64 {
    switch term {
    case constant: 274_877_906_944  // 0.5 squared
    case hours: 395_824_185_999 / Int64(harmonic(term) * harmonic(term))  // 0.6 squared over the harmonic squared
    case week: 10_995_116_278  // 0.1 squared
    case since: 274_877_906_944  // 0.5 squared
    case recent: 175_921_860_444  // 0.4 squared
    case daily: 98_956_046_500  // 0.3 squared
    default: 98_956_046_500  // 0.3 squared
    }
  }

  /// The weight before anything was seen, in Q32: the cycles' mixture is believed as it stands, nothing else is.
  static func weight(_ term: Int) -> Int64 {
    term == cycles ? 1 << 32 : 0
  }

  /// What a term is part of when a forecast is explained.
  static func factor(_ term: Int) -> ForecastFactor {
    switch term {
    case constant, recent: .rate
    case hours, daily: .hourOfDay
    case week: .weekday
    case since: .sinceLast
    default: .cycle
    }
  }

  private static func harmonic(_ term: Int) -> Int { (term - hours.lowerBound) / 2 + 1 }
}
