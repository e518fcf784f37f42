/// Something text for a person is written to.
public protocol TextSink: ByteSink, ~Copyable {
  /// Shows what was written so far.
  mutating func flush()
}
