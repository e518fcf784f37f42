/// An annotated seizure that goes on after the recording has ended: the two do not belong together, or the file is cut.
public struct ReferenceMismatch: Error, Equatable, Sendable, CustomStringConvertible {
  /// The seizure.
  public let seizure: Interval
  /// Length of the recording.
  public let durationSeconds: Double

  /// The mismatch in one line.
  public var description: String {
    "annotated seizure from \(seizure.onset) s to \(seizure.end) s, but the recording ends at \(durationSeconds) s"
  }
}
