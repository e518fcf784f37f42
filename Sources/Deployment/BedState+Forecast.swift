import EventLog
import Foundation
import Station

extension BedState {
  /// Whether the forecast is not of now: its hour is over and none came after it, or nothing is known of the bed now.
  public var isForecastOld: Bool {
    switch condition {
    case .noContact, .notDeciding: true
    case .seizure, .cannotJudge, .logAtRisk, .watching: forecast?.isOld(at: uptimeSeconds) ?? false
    }
  }

  /// The forecast in words: the risk and the hour that it is for, or why there is none, and since when.
  ///
  /// - Parameter clock: Whose time it says.
  /// - Returns: Words such as `low risk since 11:00: 0.4 % from 14:00 to 15:00, usually 0.5 %`.
  public func forecastWords(by clock: ClockText) -> String {
    guard let forecast else { return "not known: the newest records tell of none" }
    let text = forecast.words(by: clock)
    return isForecastOld ? "OLD, told nothing since: \(text)" : text
  }
}

extension ToldForecast {
  fileprivate func words(by clock: ClockText) -> String {
    let since = sinceWords(by: clock)
    if let reason { return "none\(since): \(reason)" }
    guard let level, let probability, let usualProbability else { return "none" }
    let risk = level == .high ? "HIGH risk, a warning" : "\(level.word) risk"
    let hour = hourStart.map { start in
      " from \(clock.minute(start)) to \(clock.minute(start.adding(seconds: Int64(Self.horizonSeconds))))"
    }
    let usual = Self.percent(usualProbability)
    return "\(risk)\(since): \(Self.percent(probability))\(hour ?? " in an hour"), usually \(usual)"
  }

  private func sinceWords(by clock: ClockText) -> String {
    guard let since else { return "" }
    return " since \(clock.date(since)) \(clock.minute(since))\(isSinceExact ? "" : " or earlier")"
  }

  /// Why it is withheld, for people.
  private var reason: String? {
    switch withheld {
    case nil, .no: nil
    case .tooFewEvents: "too few seizures are known so far"
    case .tooShort: "too few days are known so far"
    case .clockNotSynchronised: "the board's clock is not synchronised"
    case .notBetterThanChance: "not shown to be better than chance and than the person's own rate"
    case .stoppedWorking: "it was better than chance before, and is not any more"
    }
  }

  /// Two digits that count.
  private static func percent(_ probability: Double) -> String {
    let value = probability * 100
    if value > 0 && value < 0.01 { return "below 0.01 %" }
    return String(format: value < 1 ? "%.2f %%" : value < 10 ? "%.1f %%" : "%.0f %%", value)
  }
}
