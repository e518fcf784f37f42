import Alarms
import Bundle
import Inference

extension SectionKind {
  /// The version of the section's form that this program writes and reads.
  public var version: UInt16 {
    switch self {
    case .board: BoardSection.version
    case .site: SiteSection.version
    case .model: ModelInformation.version
    // The design has the version of its form inside.
    case .signalDesign: 1
    case .alarmPolicy: UInt16(AlarmPolicy.sectionVersion)
    case .forecaster: ForecasterSection.version
    }
  }
}
