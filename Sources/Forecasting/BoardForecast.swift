/// What a board's own log says of its forecasts, in the words of the log's exports.
public struct BoardForecast: Encodable, Sendable {
  /// The newest forecast.
  public struct Newest: Encodable, Sendable {
    /// Local hours since Monday 1970-01-05 00:00.
    public var localHour: Int64
    /// Of a lead event in the hour.
    public var probability: Double
    /// The level.
    public var level: String
    /// Why it is not shown; nil where it is.
    public var withheld: String?

    /// Names a forecast.
    public init(localHour: Int64, probability: Double, level: String, withheld: String?) {
      self.localHour = localHour
      self.probability = probability
      self.level = level
      self.withheld = withheld
    }

    private enum CodingKeys: String, CodingKey {
      case probability, level, withheld
      case localHour = "local_hour"
    }

    /// Writes all fields, null where there is nothing.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(localHour, forKey: .localHour)
      try container.encode(probability, forKey: .probability)
      try container.encode(level, forKey: .level)
      try container.encode(withheld, forKey: .withheld)
    }
  }

  /// Hours for which a forecast was recorded.
  public var hours = 0
  /// Hours of those for which it was shown.
  public var shownHours = 0
  /// Warnings that began.
  public var warnings = 0
  /// The newest forecast.
  public var newest: Newest?
  /// Lead events that the board had learned from when it last said so; an unsure one counts for less.
  public var leadEvents: Double?
  /// Hours that it had observed.
  public var observedHours: Int?
  /// What became last of a history that was brought, and why it was refused, if so.
  public var history: String?
  public var historyRefused: String?

  /// Begins without any record.
  public init() {}

  /// Whether the log has anything of forecasts.
  public var isEmpty: Bool { newest == nil && leadEvents == nil && history == nil }

  private enum CodingKeys: String, CodingKey {
    case hours, warnings, newest, history
    case shownHours = "shown_hours"
    case leadEvents = "lead_events"
    case observedHours = "observed_hours"
    case historyRefused = "history_refused"
  }

  /// Writes all fields, null where there is nothing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(hours, forKey: .hours)
    try container.encode(shownHours, forKey: .shownHours)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(newest, forKey: .newest)
    try container.encode(leadEvents, forKey: .leadEvents)
    try container.encode(observedHours, forKey: .observedHours)
    try container.encode(history, forKey: .history)
    try container.encode(historyRefused, forKey: .historyRefused)
  }

  /// For people, a line each.
  public var lines: [String] {
    var lines = ["The board recorded \(hours) forecasts, showed \(shownHours) of them, and warned \(warnings) times."]
    if let newest {
      let percent = (10_000 * newest.probability).rounded() / 100
      let held = newest.withheld.map { ", not shown: \(Self.plain($0))" } ?? ""
      lines.append("Its newest: \(newest.level), \(percent) % in the hour\(held).")
    }
    if let leadEvents, let observedHours {
      lines.append("It has learned from \(leadEvents) lead events in \(observedHours) observed hours.")
    }
    if let history {
      lines.append("Of a history: \(Self.plain(history))\(historyRefused.map { ", \(Self.plain($0))" } ?? "").")
    }
    return lines
  }

  private static func plain(_ word: String) -> String { word.replacing("_", with: " ") }
}
