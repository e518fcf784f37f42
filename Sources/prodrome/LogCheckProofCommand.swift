import ArgumentParser
import Bundle
import Foundation
import Station
import Vocabulary

/// `prodrome log check-proof`: what such a proof proves.
struct LogCheckProofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-proof",
    abstract: "Check a proof that a record stands in a log, and print the record.",
    discussion: """
      Needs the proof and the public key of who signed the checkpoint in it; nothing else of the log.

      Example: prodrome log check-proof record120.proof --public-key station.key.pub

      Prints the record as a line of JSON, as `log export --format jsonl` does without its session.

      Exit codes: 0 the proof holds, 1 it does not, 64 wrong usage, 65 it is no proof, or the key is none, 74 a file cannot
      be read.
      """)

  @Argument(help: "The proof's file.", completion: .file())
  var proof: String

  @Option(help: "The public key's file, or its 64 hexadecimal digits.", completion: .file())
  var publicKey: String

  func run() throws {
    let bytes = try BundleCommand.read(proof, atMost: 1 << 20)
    var trust = Trust()
    try trust.appendKeys(fileOrDigits: publicKey)
    let read: InclusionProof
    do throws(InclusionProof.Refusal) {
      read = try InclusionProof(reading: String(decoding: bytes, as: UTF8.self))
    } catch {
      Console.note("Error: \(proof): \(error)")
      throw BundleCommand.badData
    }
    var refusal: InclusionProof.Refusal?
    for index in 0..<trust.keyCount {
      do throws(InclusionProof.Refusal) {
        let (record, checkpoint) = try read.check(signedBy: trust.keys[index])
        print(record.json(in: nil).line)
        Console.note(
          "\(proof): record \(record.envelope.sequence) stands at place \(read.index) of \(checkpoint.size) in "
            + "\(checkpoint.origin)")
        return
      } catch { refusal = error }
    }
    Console.note("Error: \(proof): \(refusal?.description ?? "no key")")
    throw BundleCommand.refused
  }
}
