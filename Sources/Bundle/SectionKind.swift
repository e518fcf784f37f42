/// What a section of the bundle holds. Numbers are never reused.
public enum SectionKind: UInt16, Sendable {
  /// The board's wiring and registers: `BoardSection`.
  case board = 1
  /// The site's choices: `SiteSection`.
  case site = 2
  /// A compiled model; its role is inside. The only kind of which there may be several.
  case model = 3
  /// The signal chain's design for the board's own inputs.
  case signalDesign = 4
  /// When an alarm is raised and cleared.
  case alarmPolicy = 5
  /// From when on the forecaster among the models may be believed: `ForecasterSection`; only beside one.
  case forecaster = 6
}
