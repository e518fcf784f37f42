import CVersion
import Vocabulary

/// What `prodrome --version` prints.
enum VersionText {
  /// The version and the commit, as in "0.1.0 (commit 277fd14)".
  static var text: String {
    // The C function returns a constant that lives as long as the program.
    let commit = unsafe String(cString: prodrome_commit())
    return "\(Version.major).\(Version.minor).\(Version.patch) (commit \(commit))"
  }
}
