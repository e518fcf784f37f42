/// SzCORE's sample-based figures at 1 Hz, subject means. Undefined figures are nil, `null` in JSON.
public struct SampleFigures: Equatable, Sendable {
  /// Sensitivity.
  public let sensitivity: Double?
  /// Precision.
  public let precision: Double?
  /// F1.
  public let f1: Double?

  init(_ persons: [ScoreTally]) {
    sensitivity = Statistics.mean(persons.map(\.samples.sensitivity))
    precision = Statistics.mean(persons.map(\.samples.precision))
    f1 = Statistics.mean(persons.map(\.samples.f1))
  }
}

extension SampleFigures: Encodable {
  private enum CodingKeys: CodingKey {
    case sensitivity, precision, f1
  }

  /// Writes all keys, undefined figures as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sensitivity, forKey: .sensitivity)
    try container.encode(precision, forKey: .precision)
    try container.encode(f1, forKey: .f1)
  }
}
