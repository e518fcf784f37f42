import Bundle
import Configuration
import Crypto
import Evaluation
import EventLog
import Forecasting
import Foundation
import ModelCompiler
import Recordings
import Station
import Vocabulary

@testable import ADS1299

/// What is fed with anything: each must come to an end without a trap, an over-read or an overflow.
enum FuzzTarget: String, CaseIterable {
  case bundle, tflite, recording, log, site, board, diary, events, frames, listing, proof, state
  case sections, plan, model, records, marks, history, kept, forecast

  /// Takes one input.
  func exercise(_ bytes: [UInt8]) {
    switch self {
    case .bundle:
      _ = try? BundleImage(
        checking: bytes.span, hasher: SHA256Hasher.self, verifier: Ed25519Verifier.self, trust: Trust())
    case .tflite: _ = try? ModelCompiler.compile(file: bytes, metadata: nil)
    case .recording: Self.onDisk(bytes, "edf", Self.readRecording)
    case .log: Self.readLog(bytes)
    case .site: _ = try? SiteDescription(text: String(decoding: bytes, as: UTF8.self), file: "site.toml")
    case .board: _ = try? BoardDescription(text: String(decoding: bytes, as: UTF8.self), file: "board.toml")
    case .diary: Self.onDisk(bytes, "csv") { _ = try? DiaryFile.history(in: $0) }
    case .events: Self.onDisk(bytes, "tsv") { _ = try? EventsFile($0) }
    case .frames: Self.decodeFrames(bytes)
    case .listing:
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { _ = ListedSegment(line: line) }
    case .proof: Self.readProof(String(decoding: bytes, as: UTF8.self))
    case .state: _ = SealState(bytes.span)
    case .sections: Self.decodeSections(bytes)
    case .plan: Self.runPlan(bytes)
    case .model: _ = try? ModelMetadata(json: bytes)
    case .records: Self.readRecords(bytes)
    case .marks: Self.readMarks(bytes)
    case .history: Self.readHistory(bytes)
    case .kept: Self.readKept(bytes)
    case .forecast: Self.forecast(from: bytes)
    }
  }

  static let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-fuzz-\(getpid())")

  /// Readers of files get one.
  private static func onDisk(_ bytes: [UInt8], _ type: String, _ read: (URL) -> Void) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "input.\(type)")
    guard (try? Data(bytes).write(to: file)) != nil else { return }
    read(file)
  }

  private static func readRecording(_ file: URL) {
    guard var reader = try? RecordingReader(url: file, truncation: .refuse) else { return }
    _ = try? reader.readAnnotations()
    for _ in 0..<4 { guard (try? reader.advance()) == true else { return } }
  }

  /// The reader of a station with and without a secret, and the board's own recovery.
  private static func readLog(_ bytes: [UInt8]) {
    let secret = SealSecret(board: "ward3", seed: Array(0..<32))
    for secret in [nil, secret] { read(MemorySegmentStorage(segmentBytes: [1: bytes]), secret) }
    var image = bytes
    image += [UInt8](repeating: 0, count: max(0, 4096 - image.count))
    _ = try? LogWriter<MemorySegmentStorage, SHA256Hasher>(
      opening: MemorySegmentStorage(segmentBytes: [1: image]), seal: secret?.first)
  }

  private static func decodeFrames(_ bytes: [UInt8]) {
    let settings = ADS1299Settings()
    let length = settings.transferBytes
    var start = 0
    while start + length <= bytes.count {
      var frame = Frame()
      _ = try? FrameDecoder.decode(
        bytes.span.extracting(start..<(start + length)), settings: settings, registers: RegisterImage(), firstInput: 0,
        into: &frame)
      start += length
    }
  }

  private static func readProof(_ text: String) {
    var key = PublicKey()
    key.bytes[0] = 1
    _ = try? LogCheckpoint(reading: text, signedBy: key)
    guard let proof = try? InclusionProof(reading: text) else { return }
    _ = try? proof.check(signedBy: key)
  }
}
