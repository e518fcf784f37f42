import EventLog
import Runtime
import Vocabulary

extension InputNoteBody {
  /// The notes of a replay's log: what the chain itself shows, then the cautions of the recording, then what of it is
  /// no input.
  ///
  /// - Parameters:
  ///   - shown: What a board would write, too.
  ///   - cautions: Sentences; one that is too long ends with `...`.
  ///   - leftOut: Signals that are no inputs, with the reason.
  /// - Returns: The notes, of each reason one, or several where they name more signals than one holds.
  static func all(
    _ shown: InputNotes, cautions: [String], leftOut: [(signal: Int, label: String, reason: String)]
  ) -> [InputNoteBody] {
    var notes = (0..<InputNotes.limit).compactMap { shown[$0] }
    notes += cautions.map { InputNoteBody(.caution, text: $0) }
    var reasons: [String] = []
    for signal in leftOut where !reasons.contains(signal.reason) { reasons.append(signal.reason) }
    for reason in reasons {
      var note = InputNoteBody(.leftOut, text: reason)
      for signal in leftOut where signal.reason == reason {
        let name = ChannelName(printable: signal.label.isEmpty ? "(no label)" : signal.label)
        guard !note.append(name) else { continue }
        notes.append(note)
        note = InputNoteBody(.leftOut, text: reason)
        note.append(name)
      }
      notes.append(note)
    }
    return notes
  }

  private init(_ cause: Cause, text sentence: String) {
    self.init(cause)
    let plain = String(sentence.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
    let isWhole = plain.utf8.count <= Self.mostTextBytes
    for scalar in plain.unicodeScalars {
      guard isWhole || Int(textCount) + UTF8.width(scalar) <= Self.mostTextBytes - 3 else { break }
      for byte in scalar.utf8 { append(text: byte) }
    }
    if !isWhole { for byte in "...".utf8 { append(text: byte) } }
  }
}

extension ChannelName {
  /// The first 16 bytes of a label as records hold it: what is no printable ASCII is a question mark.
  init(printable text: String) {
    self.init(
      shortening: String(text.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" }))
  }
}
