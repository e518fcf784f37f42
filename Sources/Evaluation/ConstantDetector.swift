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
  ///   - durationSeconds: Gives the length of a recording in seconds.
  public init(
    _ kind: ReferenceDetector, durationSeconds: @escaping @Sendable (URL) throws -> Double
  ) {
    self.kind = kind
    self.durationSeconds = durationSeconds
  }

  /// `always-on` or `always-off`.
  public var name: String { kind.rawValue }

  /// An outcome without windows.
  public func outcome(of recording: URL) throws -> RecordingOutcome {
    kind.outcome(durationSeconds: try durationSeconds(recording))
  }
}
