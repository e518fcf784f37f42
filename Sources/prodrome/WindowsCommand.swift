import ArgumentParser
import Configuration
import Foundation
import Replay
import Text

/// `prodrome windows`.
struct WindowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windows",
    abstract:
      "Write what the device's signal chain makes of recordings, for training: a model sees the same bits on the board.",
    discussion: """
      Example: prodrome windows sub-*/ses-01/eeg/*_eeg.edf --output windows.bin

      The file holds a block for each recording: a line of JSON (file, duration_s, input_rate_hz, rate_hz, window_samples, \
      hop_samples, channels, samples, hops, notes, cautions and, where the heart's or muscles' signals were recorded, polygraph with name, role, unit \
      and a value for each hop, null where it cannot be judged), then, little-endian and without padding: \
      int32 samples[channels][samples] in 2^-8 microvolt (-2^31 where one was lost), uint64 hop_index[hops], \
      uint64 input_sample[hops] (the last frame used), uint32 usable[hops] (bit i for channel i), \
      uint16 quality[hops][channels]. Hop h ends after (h + 1) * hop_samples samples; its window is the window_samples \
      before that. A recording that is refused is named on standard error and left out.

      Exit code: 0 all recordings were read, 64 usage, 65 a recording or the site was refused, 74 the output could not be \
      written.
      """)

  @Argument(help: "EDF or BDF files.", completion: .file(extensions: ["edf", "bdf"]))
  var files: [String]

  @Option(help: "The file to write, - for standard output.", completion: .file())
  var output: String

  @Option(help: ArgumentHelp("Rate of the conditioned samples.", valueName: "hertz"))
  var rate: UInt32 = 128

  @Option(help: ArgumentHelp("Length of a window; a whole number of hops.", valueName: "samples"))
  var window: UInt32 = 512

  @Option(help: ArgumentHelp("From one window to the next.", valueName: "samples"))
  var hop: UInt32 = 128

  @Option(
    help: "Montage, mains and quality thresholds; left out: the default site.", completion: .file(extensions: ["toml"]))
  var site: String?

  func run() throws {
    let site = try loadSite()
    let sink = try openOutput()
    var refused = 0
    for (place, file) in files.enumerated() {
      let block: Data
      do {
        block = try condition(file, site: site)
      } catch {
        _ = Console.refusal(file, error)
        refused += 1
        continue
      }
      do { try sink.write(contentsOf: block) } catch { throw Console.refusal(output, error, code: 74) }
      if (place + 1) % 20 == 0 || place + 1 == files.count { Console.note("\(place + 1) of \(files.count) recordings") }
    }
    if refused > 0 { throw ExitCode(65) }
  }

  private func condition(_ file: String, site: SiteDescription) throws -> Data {
    let windows = WindowShape(rate: rate, windowSamples: window, hopSamples: hop)
    let recording = try ConditionedRecording(URL(filePath: file), site: site, windows: windows)
    recording.cautions.forEach { Console.note("\(file.shown): caution: \($0.shown)") }
    return try recording.encoded(file: file)
  }

  private func loadSite() throws -> SiteDescription {
    do {
      return try SiteDescription(at: site ?? DefaultResources().site.path)
    } catch {
      throw Console.refusal(site ?? "default site", error)
    }
  }

  private func openOutput() throws -> FileHandle {
    if output == "-" { return .standardOutput }
    do {
      try Data().write(to: URL(filePath: output))
      return try FileHandle(forWritingTo: URL(filePath: output))
    } catch {
      throw Console.refusal(output, error, code: 74)
    }
  }
}
