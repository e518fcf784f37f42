import ArgumentParser
import Configuration
import Foundation

/// Which bundle a command works with.
struct BundleOption: ParsableArguments {
  @Option(
    help: "The bundle; left out: the virtual board, the default site and the default detector, built in memory.",
    completion: .file(extensions: ["bundle"]))
  var bundle: String?

  /// Reads the bundle, or builds the default one and says so on standard error.
  ///
  /// - Returns: The bundle's detector.
  /// - Throws: `ExitCode` 65, after the reason went to standard error.
  func load() throws -> DetectorBundle {
    do {
      if let bundle { return try DetectorBundle(BundleFile(at: bundle)) }
      let detector = try DetectorBundle.makeDefault()
      Console.note(
        "bundle: the default one, built in memory (\(detector.file.image.board.identity.text), "
          + "\(detector.model.name.text), \(detector.file.image.site.operatingPoint.name.text))")
      return detector
    } catch {
      throw Console.refusal(bundle ?? "default bundle", error)
    }
  }
}
