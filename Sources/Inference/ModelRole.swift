/// What a model's evidence is about.
public enum ModelRole: UInt8, Sendable {
  /// Ictal activity now.
  case detector = 1
  /// Artefact that a detector could take for ictal activity.
  case artefact = 2
  /// A seizure to come.
  case forecaster = 3
}
