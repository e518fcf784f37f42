extension RecordingOutcome: Codable {
  private enum CodingKeys: String, CodingKey {
    case events, alarms, gaps, digest, notes, cautions
    case durationSeconds = "duration_s"
    case windowSeconds = "window_s"
    case startSeconds = "start_s"
    case windowEndSeconds = "window_ends_s"
    case scores
  }

  /// Writes everything but the trace and the alternatives.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(durationSeconds, forKey: .durationSeconds)
    try container.encode(windowSeconds, forKey: .windowSeconds)
    try container.encode(startSeconds, forKey: .startSeconds)
    try container.encode(events, forKey: .events)
    try container.encode(alarmSeconds, forKey: .alarms)
    try container.encode(gapCount, forKey: .gaps)
    try container.encode(digest, forKey: .digest)
    try container.encode(notes, forKey: .notes)
    try container.encode(cautions, forKey: .cautions)
    try container.encode(windows.map(\.endSeconds), forKey: .windowEndSeconds)
    try container.encode(windows.map(\.score), forKey: .scores)
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let ends = try container.decode([Double].self, forKey: .windowEndSeconds)
    let scores = try container.decode([Double?].self, forKey: .scores)
    let duration = try container.decode(Double.self, forKey: .durationSeconds)
    guard ends.count == scores.count, duration >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .scores, in: container, debugDescription: "\(scores.count) scores of \(ends.count) windows")
    }
    self.init(
      durationSeconds: duration, events: try container.decode([Event].self, forKey: .events),
      alarmSeconds: try container.decode([Double].self, forKey: .alarms),
      windowSeconds: try container.decode(Double.self, forKey: .windowSeconds),
      windows: zip(ends, scores).map { Window(endSeconds: $0, score: $1) },
      gapCount: try container.decode(Int.self, forKey: .gaps),
      digest: try container.decode(String.self, forKey: .digest))
    startSeconds = try container.decode(Int64?.self, forKey: .startSeconds)
    notes = try container.decode([String].self, forKey: .notes)
    cautions = try container.decode([String].self, forKey: .cautions)
  }
}

extension RecordingOutcome.Event: Codable {
  private enum CodingKeys: String, CodingKey {
    case channels
    case onsetSeconds = "onset_s"
    case endSeconds = "end_s"
  }

  /// Writes all keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(interval.onset, forKey: .onsetSeconds)
    try container.encode(interval.end, forKey: .endSeconds)
    try container.encode(channels, forKey: .channels)
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      Interval(
        try container.decode(Double.self, forKey: .onsetSeconds), try container.decode(Double.self, forKey: .endSeconds)
      ),
      channels: try container.decode([String].self, forKey: .channels))
  }
}
