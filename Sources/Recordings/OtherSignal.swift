import Vocabulary

/// A signal of the heart or of a muscle, which may be watched beside the EEG.
struct OtherSignal {
  /// How many there may be beside the EEG.
  static let limit = 4
  /// Samples per second that beats need.
  static let leastHertz = 80.0

  /// Index of the signal in the file.
  let signal: Int
  let header: SignalHeader
  let role: InputRole
  /// What its label names, in a word.
  let kind: String

  /// Why it cannot be watched.
  struct Objection: Error {
    /// What follows the kind.
    let words: String
  }

  /// The signal as an input, or why it is none.
  func input(
    label: String, hertz: Double, sameRate: Bool, besides taken: [RecordedSignal], hasRoom: Bool,
    codes: ClosedRange<Int32>
  ) -> Result<RecordedSignal, Objection> {
    func refused(_ words: String) -> Result<RecordedSignal, Objection> { .failure(Objection(words: words)) }
    guard sameRate else { return refused(", \(hertz) Hz, while the EEG has another rate") }
    if role == .ecg && taken.contains(where: { $0.role == .ecg }) { return refused(", one ECG is watched") }
    if role == .ecg && hertz < Self.leastHertz { return refused(", \(hertz) Hz, too slow for beats") }
    guard hasRoom && taken.count < Self.limit else { return refused(", no room beside the others") }
    guard let unit = VoltageUnit(dimension: header.dimension), header.defect == nil,
      let calibration = Calibration(header, unit: unit, codes: codes)
    else { return refused(", no voltage") }
    return .success(
      RecordedSignal(
        label: label, recordedLabel: header.label, signal: signal, calibration: calibration, role: role))
  }
}
