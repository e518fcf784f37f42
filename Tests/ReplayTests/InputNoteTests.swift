import Configuration
import EventLog
import Foundation
import Recordings
import Runtime
import Station
import Testing
import Vocabulary

@testable import Replay

/// A log says of a session's inputs what the replay said: channels that are no derivations, what was left out, and why.
@Suite struct InputNoteTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
  private var recording: URL { folder.appending(path: "a.edf") }
  private var log: URL { folder.appending(path: "log") }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ signals: [(label: String, dimension: String)]) throws {
    let headers = signals.map {
      SignalHeader(
        label: $0.label, dimension: $0.dimension, physicalMinimum: Ratio(-2_048), physicalMaximum: Ratio(2_047),
        digitalMinimum: -2_048, digitalMaximum: 2_047, samplesPerRecord: 250)
    }
    var writer = try EDFWriter(url: recording, signals: headers, recordDuration: Ratio(1), identity: .init(start: nil))
    for second in 0..<12 {
      let samples = signals.indices.flatMap { signal in
        (0..<250).map { index in Int32((250 * second + index) * (signal + 61) % 97 - 48) }
      }
      try writer.write(samples.span)
    }
    try writer.finish()
    // A writer takes ASCII alone; recorders write what they like.
    var bytes = try Data(contentsOf: recording)
    while let place = bytes.firstRange(of: Data("~~".utf8)) { bytes.replaceSubrange(place, with: [0xF6, 0xDF]) }
    try bytes.write(to: recording)
  }

  /// Plays the recording into a log.
  private func played(
    gain: Double = 1, logged: Bool = true
  ) throws -> (cautions: [String], notes: [String], digest: Digest) {
    let session = try ReplaySession(
      recording: recording, bundle: DetectorBundle.makeDefault(), logFolder: logged ? log : nil, gain: gain
    ) { _ in }
    try session.run()
    return (session.cautions, session.notes, try session.finish())
  }

  @Test func theLogNamesWhatTheReplayDoes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([
      ("EEG F7-REF", "uV"), ("EEG T7-REF", "uV"), ("EEG Cz-REF", "uV"), ("EEG C4-REF", "degC"), ("Temp", "degC"),
      ("SpO2", "%"), ("Gr~~e", "uV"),
    ])
    let found = try played(gain: 2)
    #expect(found.cautions.count == 3)
    var kinds: [RecordKind?] = []
    try LogFile(log).forEachRecord { record, _ in kinds.append(record.kind) }
    // Behind the session, whose inputs they are about, and before anything that is decided.
    let notes = kinds.count { $0 == .inputNote }
    #expect(kinds[..<(2 + notes)] == [.boot, .session] + Array(repeating: .inputNote, count: notes))
    let summary = try LogFile(log).summary()
    let session = try #require(summary.sessions.first)
    #expect(summary.isIntact && session.inputNotes.count == notes)
    #expect(
      session.cautions == [
        "Cz: taken as recorded against the reference; the detector was made for differences of neighbours",
        "EEG C4-REF is an electrode, but its unit degC is no voltage: left out", "all inputs were multiplied by 2.0",
      ])
    let leftOut = session.inputNotes.filter { $0.cause == .leftOut }
    #expect(Set(leftOut.flatMap(\.labels)) == ["EEG C4-REF", "Temp", "SpO2", "Gr??e"])
    for note in leftOut {
      let first = try #require(note.labels.first).replacing("Gr??e", with: "Größe")
      #expect(found.notes.contains { $0.hasPrefix("left out (") && $0.contains(first) })
    }
    #expect(summary.text.contains("caution: Cz: taken as recorded against the reference"))
    #expect(summary.json.line.contains("\"cautions\":[\"Cz: taken as recorded"))
    // Nothing is decided otherwise.
    #expect(try played(gain: 2, logged: false).digest == found.digest)
  }

  @Test func whereAllIsWellNothingIsNoted() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([("EEG F7-REF", "uV"), ("EEG T7-REF", "uV"), ("EEG P7-REF", "uV")])
    #expect(try played().cautions.isEmpty)
    #expect(try LogFile(log).summary().sessions.map(\.inputNotes.count) == [0])
  }

  /// A label of other letters stands in the session's record as it can: the record stays readable.
  @Test func aLabelOfOtherLettersKeepsTheSessionReadable() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([("EEG Gr~~e", "uV"), ("EEG H~~", "uV")])
    let found = try played()
    #expect(found.cautions.count == 1 && found.cautions[0].hasPrefix("no electrode of the 10-10 system"))
    let session = try #require(try LogFile(log).summary().sessions.first)
    #expect(session.settings.positive[0].label.contains("Gr??e"))
    #expect(session.cautions.contains { $0.hasPrefix("no electrode of the 10-10 system was recognised") })
  }

  /// A long reason is cut where a letter ends, and more signals than a note holds make another.
  @Test func whatIsLongIsCutAndWhatAreManyAreSeveral() throws {
    let signals = (0..<70).map { (signal: $0, label: "X\($0)", reason: "no voltage") }
    let notes = InputNoteBody.all(
      InputNotes(), cautions: [String(repeating: "ö", count: 600), "a\u{7}b"], leftOut: signals)
    #expect(notes.map(\.cause) == [.caution, .caution, .leftOut, .leftOut, .leftOut])
    #expect(notes[0].sentence == String(repeating: "ö", count: 510) + "..." && notes[1].sentence == "a?b")
    #expect(notes[2...].flatMap(\.labels) == signals.map(\.label))
    #expect(notes[2...].allSatisfy { $0.sentence.hasPrefix("left out (no voltage): X") })
  }
}
