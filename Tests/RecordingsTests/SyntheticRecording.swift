import Foundation

@testable import Recordings

/// A recording's bytes, made in the test, every field of which a test can break.
struct SyntheticRecording {
  /// One signal: header fields as text, and samples.
  struct Signal {
    var label = "Fp1"
    var transducer = "AgCl"
    var dimension = "uV"
    var physicalMinimum = "-800"
    var physicalMaximum = "800"
    var digitalMinimum = "-2048"
    var digitalMaximum = "2047"
    var samplesPerRecord = 4
    var samplesText: String?
    /// Samples of all records in turn; those that are missing are 0.
    var samples: [Int32] = []

    static func annotations(bytes: Int, isBDF: Bool = false) -> Signal {
      Signal(
        label: isBDF ? "BDF Annotations" : "EDF Annotations", dimension: "", physicalMinimum: "-1",
        physicalMaximum: "1", digitalMinimum: isBDF ? "-8388608" : "-32768",
        digitalMaximum: isBDF ? "8388607" : "32767", samplesPerRecord: bytes / (isBDF ? 3 : 2))
    }
  }

  var isBDF = false
  var identification: [UInt8]?
  var startDate = "02.03.04"
  var startTime = "05.06.07"
  var patient = "X X X X"
  var recording = "Startdate 02-MAR-2004 X X X"
  var reserved = "EDF+C"
  var headerBytes: String?
  var recordCount: String?
  var recordDuration = "1"
  var signalCount: String?
  var signals: [Signal] = [Signal()]
  var records = 2
  /// Text of each record's annotation signals in turn, `\u{14}` and all; those that are missing are empty.
  var annotations: [[String]] = []

  private static func field(_ text: String, _ width: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(width))
    return bytes + [UInt8](repeating: 0x20, count: width - bytes.count)
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    var out = identification ?? (isBDF ? [0xFF] + Array("BIOSEMI".utf8) : Self.field("0", 8))
    out += Self.field(patient, 80) + Self.field(recording, 80)
    out += Self.field(startDate, 8) + Self.field(startTime, 8)
    out += Self.field(headerBytes ?? "\(256 * (signals.count + 1))", 8) + Self.field(reserved, 44)
    out += Self.field(recordCount ?? "\(records)", 8) + Self.field(recordDuration, 8)
    out += Self.field(signalCount ?? "\(signals.count)", 4)
    for signal in signals { out += Self.field(signal.label, 16) }
    for signal in signals { out += Self.field(signal.transducer, 80) }
    for signal in signals { out += Self.field(signal.dimension, 8) }
    for signal in signals { out += Self.field(signal.physicalMinimum, 8) }
    for signal in signals { out += Self.field(signal.physicalMaximum, 8) }
    for signal in signals { out += Self.field(signal.digitalMinimum, 8) }
    for signal in signals { out += Self.field(signal.digitalMaximum, 8) }
    for _ in signals { out += Self.field("HP:0.1Hz", 80) }
    for signal in signals { out += Self.field(signal.samplesText ?? "\(signal.samplesPerRecord)", 8) }
    for _ in signals { out += Self.field("", 32) }
    for record in 0..<records { out += recordBytes(record) }
    return out
  }

  private func recordBytes(_ record: Int) -> [UInt8] {
    var out: [UInt8] = []
    var texts = annotations.indices.contains(record) ? annotations[record][...] : []
    let width = isBDF ? 3 : 2
    for signal in signals {
      if signal.label.hasSuffix("Annotations") {
        let text = Array((texts.popFirst() ?? "").utf8)
        out += text + [UInt8](repeating: 0, count: signal.samplesPerRecord * width - text.count)
        continue
      }
      for index in (record * signal.samplesPerRecord)..<((record + 1) * signal.samplesPerRecord) {
        let sample = signal.samples.indices.contains(index) ? signal.samples[index] : 0
        for place in 0..<width { out.append(UInt8(truncatingIfNeeded: sample >> Int32(8 * place))) }
      }
    }
    return out
  }

  /// Calls `body` with a file that holds these bytes and is removed afterwards.
  func withFile<Result>(_ body: (URL) throws -> Result) throws -> Result {
    try Self.withFile(bytes, body)
  }

  /// Calls `body` with a file that holds `bytes` and is removed afterwards.
  static func withFile<Result>(_ bytes: [UInt8], _ body: (URL) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url)
  }
}
