import ArgumentParser

/// Hours of a forecast, as `1h`: those that it is for, or those before them.
struct ForecastHours: ExpressibleByArgument, CustomStringConvertible {
  let hours: Int

  init(hours: Int) {
    self.hours = hours
  }

  init?(argument: String) {
    guard argument.hasSuffix("h"), let hours = Int(argument.dropLast()), (0...168).contains(hours) else { return nil }
    self.hours = hours
  }

  var description: String { "\(hours)h" }
  var defaultValueDescription: String { description }
}
