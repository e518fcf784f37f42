import ArgumentParser
import Configuration
import Foundation
import Station

/// `prodrome log prove`: a proof that a record stands in a log.
struct LogProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove to another party that a record stands in a log, without giving the log away.",
    discussion: """
      Signs a checkpoint of the log as it is here (origin, size, root over all records; C2SP tlog-checkpoint) and writes the
      record with the hashes that lead to that root (C2SP tlog-proof). Who has the public key checks it with
      `prodrome log check-proof`: that this record, unchanged, stood at this place of a log that the key's holder signed.

      Example: prodrome log prove ward3 --record 120 --key station.key --output record120.proof
               prodrome log check-proof record120.proof --public-key station.key.pub

      Exit codes: 0 written, 1 the log is not intact (nothing is written), 64 wrong usage, 65 there is no log or no such
      record, 74 a file cannot be read or written.
      """)

  @Argument(help: "The log's folder.", completion: .directory)
  var log: String

  @Option(help: "The record's number.")
  var record: UInt64

  @Option(help: "The private key that signs the checkpoint, made by `prodrome key new`.", completion: .file())
  var key: String

  @Option(help: "What the log is called in the checkpoint; by default its folder's name.")
  var origin: String?

  @Option(name: .shortAndLong, help: "The proof's file.")
  var output: String

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log, isDirectory: true))
      let summary = try file.summary { LogCommand.note("\($0)") }
      guard summary.isIntact else { throw ExitCode(1) }
      let tree = try LogTree(file)
      var found: LogRecord?
      try file.forEachRecord { item, _ in if item.envelope.sequence == record { found = item } }
      guard let found, let index = tree.index(of: record) else {
        LogCommand.note(
          "Error: \(log): found no record \(record), expected one of \(summary.firstSequence) to "
            + "\(summary.lastSequence)")
        throw ExitCode(65)
      }
      let checkpoint = tree.checkpoint(origin: origin ?? file.url.lastPathComponent)
        .text(signedBy: try LogCommand.signingKey(key))
      let proof = InclusionProof(of: found, at: index, in: tree, checkpoint: checkpoint)
      try Data(proof.text.utf8).write(to: URL(fileURLWithPath: output))
      LogCommand.note("\(output): record \(record) of \(tree.tree.count)")
    }
  }
}
