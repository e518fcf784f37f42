import Text

/// What a detector made of a recording, in a part of an evaluation: everything that scores and reports are made from.
/// Traces and other settings of the alarm, which only a page shows, are not kept.
public struct StoredRecording: Sendable {
  /// Its path in the dataset.
  public let path: String
  /// The outcome, or why there is none.
  public let result: Result<RecordingOutcome, StoredFault>
}

extension StoredRecording: JSONDocument, Decodable {
  private enum CodingKeys: String, CodingKey {
    case type, path, error, outcome
  }

  /// Writes all keys; the outcome or the error is `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let (outcome, error): (RecordingOutcome?, String?) =
      switch result {
      case .success(let outcome): (outcome, nil)
      case .failure(let fault): (nil, fault.description)
      }
    try container.encode("recording", forKey: .type)
    try container.encode(path, forKey: .path)
    try container.encode(error, forKey: .error)
    try container.encode(outcome, forKey: .outcome)
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(String.self, forKey: .path)
    if let error = try container.decode(String?.self, forKey: .error) {
      result = .failure(StoredFault(error))
    } else {
      result = .success(try container.decode(RecordingOutcome.self, forKey: .outcome))
    }
  }
}
