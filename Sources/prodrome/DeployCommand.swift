import ArgumentParser
import Bundle
import Configuration
import Crypto
import Foundation
import Station
import Text
import Vocabulary

/// `prodrome deploy`.
struct DeployCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Put a bundle on a board over SSH, in place of the one there.",
    discussion: """
      The bundle is verified here first, as with `prodrome bundle verify`. It is then written beside the old one, made
      durable, compared by its SHA-256 and renamed: after a cut at any time the board has the old bundle or the new one.
      prodromed reads it when it starts the next time. The account needs a shell with cat, sync, sha256sum and mv, and the
      right to write there: not the one that fetches the log.

      Example: prodrome deploy root@bedside.local --bundle detector.bundle --public-key clinic.key.pub --board pieeg-rpi5

      Exit codes: 0 in place, 1 the bundle is refused or arrived damaged, 64 wrong usage, 65 the board's answers make no
      sense, 74 a file cannot be read or the board not be reached.
      """)

  @OptionGroup var remote: RemoteOptions

  @Option(help: "The bundle.", completion: .file(extensions: ["bundle"]))
  var bundle: String

  @Option(help: "Its path on the board.")
  var path = "/etc/prodrome/board.bundle"

  @OptionGroup var demands: TrustOptions

  @Flag(help: "Print one JSON object: file, path, bytes, digest, signature, signer.")
  var json = false

  func run() throws {
    guard let file = RemoteFile(path: path, shell: remote.shell) else {
      throw ValidationError("--path: expected an absolute path of letters, digits and ._-/")
    }
    let trust = try demands.trust()
    let bytes = try BundleCommand.read(bundle)
    let verdict = BundleVerifyCommand.Verdict(file: bundle, bytes: bytes, trust: trust)
    guard verdict.valid else {
      Console.note("Error: \(verdict.text)")
      throw BundleCommand.refused
    }
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    do throws(PullFault) {
      try file.replace(with: URL(fileURLWithPath: bundle), digest: hasher.finish().hexadecimal)
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
    let placed = Placed(
      file: bundle, path: path, bytes: bytes.count, digest: verdict.digest ?? "", signature: verdict.signature ?? "",
      signer: verdict.signer)
    print(json ? try BundleCommand.line(placed) : "\(remote.destination):\(path): in place; \(verdict.text)")
  }

  private struct Placed: Encodable {
    let file: String
    let path: String
    let bytes: Int
    let digest: String
    let signature: String
    @OrNull var signer: String?
  }
}
