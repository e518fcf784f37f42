/// A note in a recording, tied to a time.
public struct Annotation: Equatable, Sendable {
  /// Seconds from the header's start time, as written; subtract `RecordingReader.startOffset` for seconds from the
  /// first sample.
  public var onset: Ratio
  /// How long what it describes lasts, in seconds, or nil where the file does not say.
  public var duration: Ratio?
  /// The text.
  public var text: String

  /// Creates an annotation.
  public init(onset: Ratio, duration: Ratio? = nil, text: String) {
    self.onset = onset
    self.duration = duration
    self.text = text
  }
}
