import Foundation

/// A detector that knows nothing, on its own: it asks of a recording only how long it is.
public struct ConstantDetector: RecordingDetector {
  /// Always on or always off.
  public let kind: ReferenceDetector
  /// Gives the length of a recording in seconds.
  public let durationSeconds: @Sendable (URL) throws -> Double

  /// Creates a detector.
  ///
  /// - Parameters:
  ///   - kind: Always on or always off.
  ///   - durationSeconds: Gives the length of a recording in seconds; from its annotations if left out.
  public init(
    _ kind: ReferenceDetector,
    durationSeconds: @escaping @Sendable (URL) throws -> Double = ConstantDetector.annotatedDuration
  ) {
    self.kind = kind
    self.durationSeconds = durationSeconds
  }

  /// `always-on` or `always-off`.
  public var name: String { kind.rawValue }

  /// An outcome without windows.
  public func outcome(of recording: URL) throws -> RecordingOutcome {
    kind.outcome(like: RecordingOutcome(durationSeconds: try durationSeconds(recording), windowSeconds: 0))
  }

  /// The length that the annotations beside a recording give it, SzCORE's column `recordingDuration`.
  ///
  /// - Parameter recording: The recording's file.
  /// - Returns: Seconds.
  /// - Throws: `TableFault`, or a file error where there are no annotations.
  public static func annotatedDuration(of recording: URL) throws -> Double {
    let events = Recording.events(of: recording)
    guard let seconds = try EventsFile(events).recordingDurationSeconds else {
      throw TableFault(
        path: events.path, line: 2, found: "no length of the recording", expected: "seconds in `recordingDuration`")
    }
    return seconds
  }
}
