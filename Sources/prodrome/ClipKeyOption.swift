import ArgumentParser
import Foundation
import Station

/// The secret key that a log's clips are opened with.
struct ClipKeyOption: ParsableArguments {
  @Option(help: "The secret key that clips are sealed to, made by `prodrome key clips`.", completion: .file())
  var clipKey: String?

  /// The key, if one is named.
  ///
  /// - Throws: `ExitCode` 74 after the reason went to standard error.
  func key() throws -> ClipKey? {
    guard let clipKey else { return nil }
    return try BundleCommand.secret { () throws(SecretFile.Refusal) in
      try ClipKey(reading: URL(fileURLWithPath: clipKey))
    }
  }
}
