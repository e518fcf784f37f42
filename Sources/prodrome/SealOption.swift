import ArgumentParser
import Foundation
import Station

/// The secret that a log's seals are checked with.
struct SealOption: ParsableArguments {
  @Option(help: "The board's secret, made by `prodrome key log-seal`.", completion: .file())
  var sealKey: String?

  /// The secret, if one is named.
  ///
  /// - Throws: `ExitCode` 74 after the reason went to standard error.
  func secret() throws -> SealSecret? {
    guard let sealKey else { return nil }
    return try BundleCommand.secret { () throws(SecretFile.Refusal) in
      try SealSecret(reading: URL(fileURLWithPath: sealKey))
    }
  }
}
