import ArgumentParser
import Bundle
import Configuration
import Text

/// `prodrome bundle verify`.
struct BundleVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a bundle as the board does: every offset, sum, size and constant.",
    discussion: """
      Example: prodrome bundle verify detector.bundle && echo good
               prodrome bundle verify detector.bundle --public-key clinic.key.pub --at-least 7 --board pieeg-rpi5

      With --public-key the bundle must be signed by one of the keys: only that proves where it comes from. Without it a
      signature is not checked, and an unsigned bundle is good. A board with trusted keys refuses unsigned bundles.

      With --json: {"file":…,"valid":…,"reason":…,"detail":…,"digest":…,"signature":…,"signer":…}; reason and detail are
      null of a good bundle, the others of a bad one; signer is null of an unsigned one.

      Exit codes: 0 good, 1 bad (the reason is named), 64 wrong usage, 74 the file cannot be read.
      """)

  @Argument(help: "A bundle.", completion: .file(extensions: ["bundle"]))
  var file: String

  @OptionGroup var demands: TrustOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let trust = try demands.trust()
    let bytes = try BundleCommand.read(file)
    let verdict = Verdict(file: file, bytes: bytes, trust: trust)
    print(json ? try JSONText.line(verdict) : verdict.text)
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
    @OrNull var signer: String?

    init(file: String, bytes: [UInt8], trust: Trust = Trust()) {
      self.file = file
      do {
        let report = try BundleReport(file: file, bytes: bytes, trust: trust)
        valid = true
        digest = report.digest
        signature = report.signature
        signer = report.signer
      } catch {
        valid = false
        reason = (error as? BundleFault)?.reason ?? "content"
        detail = "\(error)"
      }
    }

    var text: String {
      valid
        ? "\(file.shown): good, \(BundleReport.signatureText(signature ?? "", signer)), SHA-256 \(digest ?? "")"
        : "\(file.shown): refused: \(detail ?? "")"
    }
  }
}
