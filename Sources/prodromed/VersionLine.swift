import CVersion
import Linux
import Vocabulary

/// What `prodromed --version` prints.
enum VersionLine {
  /// Prints the version and the commit, as in "0.1.0 (commit 277fd14)".
  static func write() {
    var text = TextOutput.standardOutput()
    // A constant that lives as long as the program, and ends in zero.
    let commit = unsafe prodrome_commit()
    writeNumbers(to: &text)
    text.write(" (commit ")
    var index = 0
    while unsafe commit[index] != 0 {
      text.append(UInt8(bitPattern: unsafe commit[index]))
      index += 1
    }
    text.write(")\n")
    text.flush()
  }

  private static func writeNumbers(to text: inout TextOutput) {
    text.write(Version.major)
    text.write(".")
    text.write(Version.minor)
    text.write(".")
    text.write(Version.patch)
  }
}
