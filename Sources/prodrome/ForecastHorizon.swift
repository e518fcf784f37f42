import ArgumentParser

/// Hours that a forecast is for: `1h`.
struct ForecastHorizon: ExpressibleByArgument, CustomStringConvertible {
  let hours: Int

  init(hours: Int) {
    self.hours = hours
  }

  init?(argument: String) {
    guard argument.hasSuffix("h"), let hours = Int(argument.dropLast()), (1...168).contains(hours) else { return nil }
    self.hours = hours
  }

  var description: String { "\(hours)h" }
  var defaultValueDescription: String { description }
}
