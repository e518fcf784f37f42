/// Why a `.tflite` or the JSON beside it cannot become a model of a bundle.
public enum ModelImportError: Error, Equatable, CustomStringConvertible {
  /// The bytes at `offset` of the `.tflite` are not what the format says.
  case malformed(offset: Int, expected: String)
  /// The network asks for something the device does not run.
  case unsupported(subject: String, found: String, supported: String)
  /// A key of the JSON beside the `.tflite` is missing or wrong.
  case metadata(key: String, problem: String)
  /// The compiled section was refused by the device's own checks: a mistake in this compiler.
  case rejected(String)

  /// What was found where, and what would be right.
  public var description: String {
    switch self {
    case .malformed(let offset, let expected):
      "malformed .tflite at byte \(offset): expected \(expected)"
    case .unsupported(let subject, let found, let supported):
      "\(subject): \(found); supported: \(supported)"
    case .metadata(let key, let problem):
      "model.json, \"\(key)\": \(problem)"
    case .rejected(let reason):
      "the compiled section fails the device's checks: \(reason)"
    }
  }
}
