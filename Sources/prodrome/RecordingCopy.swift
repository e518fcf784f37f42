import ArgumentParser
import Foundation
import Recordings
import Text

/// `prodrome recording copy`: a recording written anew as EDF+ or BDF+.
struct RecordingCopy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Write a recording anew as EDF+ (or BDF+, for 24-bit recordings), samples and annotations unchanged.",
    discussion: """
      Mends what other programs stumble over: a number of data records that is open or wrong, plain EDF without a
      place for annotations, and, with --keep-whole-records, a file that was cut. Notes say what could not be kept as it
      was, header texts included; with --json they stand in one object on standard output.

      Example: prodrome recording copy cut.edf whole.edf --keep-whole-records

      Exit codes: 0 fine, 64 wrong usage, 65 a recording that is broken or cannot be held by EDF+, 74 a file that cannot
      be read or written.
      """
  )

  @Argument(help: "The recording.", completion: .file(extensions: ["edf", "bdf"]))
  var input: String

  @Argument(help: "The file to write, which must not exist yet: .edf, or .bdf for 24-bit recordings.")
  var output: String

  @Flag(help: "Copy what is whole of a file that ends too early, instead of refusing it.")
  var keepWholeRecords = false

  @Flag(help: "Print one JSON object: file, copy, notes.")
  var json = false

  func validate() throws {
    if FileManager.default.fileExists(atPath: output) { throw ValidationError("'\(output)' exists already.") }
  }

  func run() throws {
    do throws(RecordingError) {
      let notes = try RecordingReader.copy(
        URL(fileURLWithPath: input), to: URL(fileURLWithPath: output),
        truncation: keepWholeRecords ? .keepWholeRecords : .refuse)
      for note in notes { Console.note("note: \(note.shown)") }
      guard json else { return }
      var line = JSONObject(type: "copy")
      line.set("file", input)
      line.set("copy", output)
      line.set("notes", notes)
      print(line.line)
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
  }
}
