import ArgumentParser
import Configuration
import Crypto
import Foundation
import Text

/// `prodrome key new`.
struct KeyNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a private key to sign bundles with, and the public key that boards trust.",
    discussion: """
      Example: prodrome key new --output clinic.key
               prodrome bundle build --key clinic.key --output detector.bundle
               scp clinic.key.pub root@board:/etc/prodrome/trusted-keys

      The private key is for you alone: readable by nobody else, never copied to a board. The public key, one line of 64
      hexadecimal digits, is printed and written beside it, with .pub added to the name. Up to four such lines make a
      board's file of trusted keys; a board that has one refuses every bundle that is not signed by one of them.

      Exit codes: 0 made, 64 wrong usage, 74 a file is there already or cannot be written; nothing is ever overwritten.
      """)

  @Option(name: .shortAndLong, help: "The private key's file.", completion: .file(extensions: ["key"]))
  var output = "prodrome.key"

  @Flag(help: "Print one JSON object: file, public_key_file, public_key.")
  var json = false

  func run() throws {
    let key = SigningKey()
    let publicKey = key.publicKey.hexadecimal
    do {
      try KeyFile.write(key, to: output)
    } catch {
      Console.note("Error: \(error)")
      throw BundleCommand.inputOutput
    }
    Console.note("\(output): the private key; keep it to yourself\n\(output).pub: the public key, for boards")
    print(
      json
        ? try JSONText.line(Made(file: output, publicKeyFile: "\(output).pub", publicKey: publicKey))
        : publicKey)
  }

  private struct Made: Encodable {
    let file: String
    let publicKeyFile: String
    let publicKey: String
  }
}
