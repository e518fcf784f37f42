import Evaluation
import Foundation
import Text

/// Progress on standard error: one line that changes on a terminal, else a line for every tenth; failures at once.
final class EvaluationProgress: Sendable {
  private let start = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1

  /// Shows that a recording is done.
  func show(_ step: EvaluationStep) {
    if let error = step.report.error {
      print((isTerminal ? "\r" : "") + Self.failure(step.report.recording.path, error))
    }
    if isTerminal {
      print("\r" + line(step))
    } else if step.finished * 10 / step.total > (step.finished - 1) * 10 / step.total {
      print(line(step) + "\n")
    }
  }

  /// What is said of a recording that failed, on a line.
  static func failure(_ path: String, _ error: String) -> String { "\(path): \(error)".shown + "\n" }

  /// Ends the line on a terminal.
  func finish() {
    if isTerminal { print("\n") }
  }

  private func line(_ step: EvaluationStep) -> String {
    let elapsed = start.duration(to: .now) / .seconds(1)
    return "\(step.finished) of \(step.total) recordings, "
      + String(format: "%.2f h of EEG, %.0f times real time", step.seconds / 3600, step.seconds / elapsed)
  }

  private func print(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
