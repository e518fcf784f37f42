import ArgumentParser
import Configuration
import Evaluation
import Foundation
import Text

/// What goes to standard error: notes, and why a command ends early.
enum Console {
  /// Writes a line to standard error, without anything that a terminal would obey.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text.shownLines + "\n").utf8))
  }

  /// Writes to standard output what the tool itself means a terminal to obey: colours, and a picture over the last one.
  static func draw(_ text: String, terminator: String = "\n") {
    Swift.print(text, terminator: terminator)
  }

  /// Says why input is refused.
  ///
  /// - Parameters:
  ///   - subject: The file, or what stands for it.
  ///   - error: What is wrong with it.
  ///   - code: The exit code.
  /// - Returns: What to throw.
  static func refusal(_ subject: String, _ error: any Error, code: Int32 = 65) -> ExitCode {
    note(complaint(error, of: subject))
    return ExitCode(code)
  }

  /// Why a command ends early, in the one form that there is: `Error: ` and the reason. Where a file has several
  /// faults each has a line of its own.
  ///
  /// - Parameters:
  ///   - error: What is wrong.
  ///   - subject: What it is wrong with, put before what does not begin with it.
  /// - Returns: The lines, without anything that a terminal would obey.
  static func complaint(_ error: any Error, of subject: String = "") -> String {
    let reasons =
      error is ConfigurationError ? "\(error)".components(separatedBy: "\n") : [FaultText.of(error)]
    return reasons.map { reason in
      let text = reason.shown
      return "Error: " + (text.hasPrefix(subject.shown) ? text : "\(subject.shown): \(text)")
    }.joined(separator: "\n")
  }
}

/// Writes to standard output, without anything that a terminal would obey but ends of lines and tabs: what a command
/// prints comes from files, boards and callers.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.shownLines, terminator: terminator)
}
