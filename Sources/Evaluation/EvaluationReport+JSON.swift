import Foundation
import Text

extension EvaluationReport: JSONDocument {
  private enum CodingKeys: String, CodingKey {
    case baselines, cautions, failed, summary, history
    case strictCold = "strict_cold"
    case strictWarm = "strict_warm"
    case strictLabelled = "strict_labelled"
    case withoutReference = "without_reference"
    case perSubject = "per_subject"
    case perRecording = "per_recording"
  }

  /// Writes the detector's figures and beside them the rest; undefined figures are `null`.
  public func encode(to encoder: any Encoder) throws {
    try figures.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(summary, forKey: .summary)
    try container.encode(baselines, forKey: .baselines)
    try container.encode(cautions, forKey: .cautions)
    try container.encode(failures.count, forKey: .failed)
    try container.encode(withoutReference.count, forKey: .withoutReference)
    try container.encode(subjects, forKey: .perSubject)
    try container.encode(recordings, forKey: .perRecording)
    try container.encodeIfPresent(history?.cold, forKey: .strictCold)
    try container.encodeIfPresent(history?.warm, forKey: .strictWarm)
    try container.encodeIfPresent(history?.labelled, forKey: .strictLabelled)
    try container.encodeIfPresent(history, forKey: .history)
  }
}
