import ArgumentParser
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
    let text = FaultText.of(error).shown
    note("Error: " + (text.hasPrefix(subject.shown) ? text : "\(subject.shown): \(text)"))
    return ExitCode(code)
  }
}

/// Writes to standard output, without anything that a terminal would obey but ends of lines and tabs: what a command
/// prints comes from files, boards and callers.
func print(_ text: String, terminator: String = "\n") {
  Swift.print(text.shownLines, terminator: terminator)
}
