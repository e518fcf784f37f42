import ArgumentParser
import Bundle
import Configuration
import Foundation
import Text

/// `prodrome bundle build`.
struct BundleBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Pack a board, a site and models into a bundle, and check it as the board will.",
    discussion: """
      Example: prodrome bundle build --board Boards/virtual.toml --site Boards/site.toml \\
                 --model Models/epilepsy-detector --key clinic.key --output detector.bundle

      A model is a folder with model.tflite and model.json; exactly one of the models is a detector, at most one a
      forecaster of the EEG. What is left out is the virtual board, the default site and the default detector. Without --key the bundle is unsigned: good for replay
      and demonstrations on this computer, and for a board without trusted keys; a board with trusted keys refuses it.

      What a board can do but should not is a warning on standard error, what the detector was not made for a caution.

      Exit codes: 0 written, 64 wrong usage, 65 a description or a model is refused (every finding with its file and line
      on standard error), 74 a file cannot be read or written.
      """)

  @Option(help: "The board's description.", completion: .file(extensions: ["toml"]))
  var board: String?

  @Option(help: "The site's description.", completion: .file(extensions: ["toml"]))
  var site: String?

  @Option(name: .customLong("model"), parsing: .upToNextOption, help: "Folders of models.", completion: .directory)
  var models: [String] = []

  @Option(help: "A board refuses a bundle with a lower counter than it has run.")
  var versionCounter: UInt64 = 1

  @Option(help: "The private key to sign with, made by 'prodrome key new'.", completion: .file(extensions: ["key"]))
  var key: String?

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["bundle"]))
  var output: String

  @Flag(help: "Print one JSON object: file, bytes, digest, signature, signer.")
  var json = false

  func run() throws {
    let (bytes, report) = try build()
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      Console.note("Error: \(output): cannot be written: \(error.localizedDescription)")
      throw BundleCommand.inputOutput
    }
    let calling = report.calling
    if calling.quorumChannels > calling.channels {
      Console.note(
        "caution: no hop would ever be judged on this board: found \(calling.channels) of the detector's channels, expected "
          + "at least \(calling.quorumChannels), the site's quorum")
    }
    let written = Written(
      file: output, bytes: bytes.count, digest: report.digest, signature: report.signature, signer: report.signer)
    print(
      json
        ? try JSONText.line(written)
        : "\(output): \(written.bytes) bytes, \(report.signatureText), SHA-256 \(written.digest)")
  }

  /// The bundle's bytes and what they are.
  func build() throws -> (bytes: [UInt8], report: BundleReport) {
    try BundleCommand.reading {
      let resources = Result { try DefaultResources() }
      let builder = try BundleBuilder(
        board: BoardDescription(at: board ?? resources.get().board.path),
        site: SiteDescription(at: site ?? resources.get().site.path), versionCounter: versionCounter,
        modelFolders: models.isEmpty
          ? [resources.get().defaultDetector] : models.map { URL(fileURLWithPath: $0, isDirectory: true) })
      let key = try key.map { try KeyFile.read($0) }
      let bytes = try builder.build(signedBy: key)
      for warning in builder.board.warnings { Console.note("Warning: \(warning)") }
      for caution in builder.cautions { Console.note("caution: \(caution)") }
      var trust = Trust()
      if let key { trust.append(key.publicKey) }
      return (bytes, try BundleReport(file: output, bytes: bytes, trust: trust))
    }
  }

  private struct Written: Encodable {
    let file: String
    let bytes: Int
    let digest: String
    let signature: String
    @OrNull var signer: String?
  }
}
