import Foundation
import Text

extension EvaluationReport: JSONDocument {
  private enum CodingKeys: String, CodingKey {
    case baselines, cautions, failed, summary
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
  }
}
