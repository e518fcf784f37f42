import Bundle

extension SectionKind {
  /// The kind as the tool's text and JSON name it.
  public var word: String {
    switch self {
    case .board: "board"
    case .site: "site"
    case .model: "model"
    case .signalDesign: "signal_design"
    case .alarmPolicy: "alarm_policy"
    case .forecaster: "forecaster"
    }
  }
}
