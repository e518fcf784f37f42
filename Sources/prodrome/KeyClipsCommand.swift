import ArgumentParser
import Foundation
import Station
import Text

/// `prodrome key clips`.
struct KeyClipsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clips",
    abstract: "Make the key pair that boards seal their EEG clips to.",
    discussion: """
      The public key goes, as the first of `station_keys`, into the site's file that bundles are built with. From then on a
      board's EEG clips are sealed (HPKE, RFC 9180) as they are written: nobody reads them from the board, its card or a
      pulled log, but who has the secret key.

      Example: prodrome key clips --output ward.clipkey
               prodrome log export ward3 --format edf --output event1.edf --clip-key ward.clipkey

      A secret key that is lost makes every clip sealed to it unreadable for good. One that became known is replaced by
      another in a new bundle; clips sealed before can be read by whoever has it.

      Exit codes: 0 made, 64 wrong usage, 74 a file is there already or cannot be written; nothing is ever overwritten.
      """)

  @Option(name: .shortAndLong, help: "The secret key's file; the public one's has .pub added.")
  var output = "prodrome.clipkey"

  @Flag(help: "Print one JSON object: type, file, public_key_file, public_key.")
  var json = false

  func run() throws {
    let key = ClipKey()
    do throws(SecretFile.Refusal) {
      try key.write(to: URL(fileURLWithPath: output))
    } catch {
      Console.note("Error: \(error)")
      throw BundleCommand.inputOutput
    }
    Console.note("\(output): the secret key; keep it to yourself\n\(output).pub: the public key, for station_keys")
    var object = JSONObject(type: "clip-key")
    object.set("file", output)
    object.set("public_key_file", "\(output).pub")
    object.set("public_key", key.publicText)
    print(json ? object.line : key.publicText)
  }
}
