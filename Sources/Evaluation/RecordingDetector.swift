import Foundation

/// Something that listens to a whole recording. It is called from several threads at once.
public protocol RecordingDetector: Sendable {
  /// What the report calls it.
  var name: String { get }

  /// Runs over one recording.
  ///
  /// - Parameter recording: The file.
  /// - Returns: What was detected.
  /// - Throws: Whatever makes the recording unreadable; the report names the file and quotes the error.
  func outcome(of recording: URL) throws -> RecordingOutcome
}
