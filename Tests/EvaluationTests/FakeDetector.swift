import Evaluation
import Foundation

/// A detector that says of each file what the test wants it to.
struct FakeDetector: RecordingDetector {
  struct Fault: Error, CustomStringConvertible {
    var description: String { "found 12 bytes, expected a header of 256" }
  }

  let name = "fake"
  var outcomes: [String: RecordingOutcome] = [:]

  func outcome(of recording: URL) throws -> RecordingOutcome {
    guard let outcome = outcomes[recording.lastPathComponent] else { throw Fault() }
    return outcome
  }
}
