import Evaluation
import Foundation

/// A detector that finds what the test wants it to, cold and after each way of learning, and keeps its file's name.
struct FakeLearner: LearningDetector {
  /// How a recording is judged.
  enum Way { case cold, warm, labelled }

  /// What was learned: from which files, in order, and how.
  struct Learned: Sendable {
    let names: [String]
    let way: Way
  }

  let name = "fake"
  /// By the file's name.
  var outcomes: [String: [Way: RecordingOutcome]] = [:]
  /// By the file's name, the only files that may come before it, in order.
  var expected: [String: [String]] = [:]

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private func outcome(_ recording: URL, _ way: Way) throws -> RecordingOutcome {
    guard let outcome = outcomes[recording.lastPathComponent]?[way] else {
      throw Fault(description: "no \(way) outcome")
    }
    return outcome
  }

  func outcome(of recording: URL) throws -> RecordingOutcome { try outcome(recording, .cold) }

  func hear(_ recording: URL) throws -> (outcome: RecordingOutcome, heard: String) {
    (try outcome(recording, .cold), recording.lastPathComponent)
  }

  func learn(from before: [HeardRecording<String>], for judged: String, hours: Double) -> LearnedPerson<Learned>? {
    guard !before.isEmpty else { return nil }
    let names = before.map(\.heard)
    return LearnedPerson(
      unlabelled: Learned(names: names, way: .warm), labelled: Learned(names: names, way: .labelled),
      unlabelledSteps: -3, labelledSteps: -5, hours: hours, ictalShare: 0.02, recordings: names.count)
  }

  func outcome(of recording: URL, knowing learned: Learned) throws -> RecordingOutcome {
    guard learned.names == expected[recording.lastPathComponent] else {
      throw Fault(description: "learned from \(learned.names)")
    }
    return try outcome(recording, learned.way)
  }
}
