import Foundation

/// A detector that follows a person: what it heard of them changes how it judges what comes. It is called from several
/// threads at once.
public protocol LearningDetector: RecordingDetector {
  /// What is kept of a recording for those that come after it.
  associatedtype Heard: Sendable
  /// What was learned of a person.
  associatedtype Learned: Sendable

  /// Runs over one recording, nothing being known of the person.
  ///
  /// - Parameter recording: The file.
  /// - Returns: What was detected, and what is kept.
  /// - Throws: Whatever makes the recording unreadable.
  func hear(_ recording: URL) throws -> (outcome: RecordingOutcome, heard: Heard)

  /// Learns from a person's time in bed before a recording.
  ///
  /// - Parameters:
  ///   - before: The person's recordings before it, or other ones, in order.
  ///   - judged: The recording that will be judged: nothing of it is learned, only that it fits those before.
  ///   - hours: How long the time in bed lasts.
  /// - Returns: What was learned; nil if there is nothing to learn from.
  func learn(from before: [HeardRecording<Heard>], for judged: Heard, hours: Double) -> LearnedPerson<Learned>?

  /// Runs over one recording of a person of whom something was learned.
  ///
  /// - Parameters:
  ///   - recording: The file.
  ///   - learned: What was learned.
  /// - Returns: What was detected.
  /// - Throws: Whatever makes the recording unreadable.
  func outcome(of recording: URL, knowing learned: Learned) throws -> RecordingOutcome
}
