import ArgumentParser
import Bundle
import Configuration

/// `prodrome bundle verify`.
struct BundleVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a bundle as the board does: every offset, sum, size and constant.",
    discussion: """
      Example: prodrome bundle verify detector.bundle && echo good

      With --json: {"file":…,"valid":…,"reason":…,"detail":…,"digest":…,"signature":…}; reason and detail are null of a
      good bundle, digest and signature of a bad one.

      Exit codes: 0 good, 1 bad (the reason is named), 64 wrong usage, 74 the file cannot be read.
      """)

  @Argument(help: "A bundle.", completion: .file(extensions: ["bundle"]))
  var file: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let bytes = try BundleCommand.read(file)
    let verdict = Verdict(file: file, bytes: bytes)
    print(json ? try BundleCommand.line(verdict) : verdict.text)
    guard verdict.valid else { throw BundleCommand.refused }
  }

  /// What `verify` has to say.
  struct Verdict: Encodable {
    let file: String
    let valid: Bool
    @OrNull var reason: String?
    @OrNull var detail: String?
    @OrNull var digest: String?
    @OrNull var signature: String?

    init(file: String, bytes: [UInt8]) {
      self.file = file
      do {
        let report = try BundleReport(file: file, bytes: bytes)
        valid = true
        digest = report.digest
        signature = report.signature
      } catch {
        valid = false
        reason = (error as? BundleFault)?.reason ?? "content"
        detail = "\(error)"
      }
    }

    var text: String {
      valid
        ? "\(file): good, \(signature ?? ""), SHA-256 \(digest ?? "")"
        : "\(file): refused: \(detail ?? "")"
    }
  }
}
