import ArgumentParser
import Foundation

/// A time zone by its name: `Europe/Berlin`.
struct HistoryZone: ExpressibleByArgument, CustomStringConvertible {
  static let utc = HistoryZone(zone: .gmt)

  let zone: TimeZone

  private init(zone: TimeZone) {
    self.zone = zone
  }

  init?(argument: String) {
    guard let zone = TimeZone(identifier: argument) else { return nil }
    self.zone = zone
  }

  var description: String { zone.identifier }
  var defaultValueDescription: String { description }
}
