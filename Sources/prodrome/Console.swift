import ArgumentParser
import Evaluation
import Foundation

/// What goes to standard error: notes, and why a command ends early.
enum Console {
  /// Writes a line to standard error.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Says why input is refused.
  ///
  /// - Parameters:
  ///   - subject: The file, or what stands for it.
  ///   - error: What is wrong with it.
  ///   - code: The exit code.
  /// - Returns: What to throw.
  static func refusal(_ subject: String, _ error: any Error, code: Int32 = 65) -> ExitCode {
    let text = FaultText.of(error)
    note("Error: " + (text.hasPrefix(subject) ? text : "\(subject): \(text)"))
    return ExitCode(code)
  }
}
