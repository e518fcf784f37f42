import Evaluation

/// Turns evidence into one of a few colours, the same for all recordings of a page.
struct EvidenceColours: Equatable {
  /// Colours on either side of the threshold.
  static let levels = 4

  /// Evidence above or below the threshold from which on the strongest colour is used.
  let top: Int

  /// Takes the scale from what is to be shown: a twentieth of the cells has the strongest colours.
  init(_ traces: [RecordingTrace]) {
    self.init(
      magnitudes: traces.flatMap { $0.columns }.flatMap { $0.cells }.compactMap { $0.meanExcess.map { abs($0) } })
  }

  /// Takes the scale from magnitudes: a twentieth of them has the strongest colours.
  init(magnitudes: [Int]) {
    let magnitudes = magnitudes.sorted()
    top = max(EvidenceColours.levels, magnitudes.isEmpty ? 0 : magnitudes[magnitudes.count * 19 / 20])
  }

  /// The colour of an excess over the threshold: 1 to 4 from the threshold up, -1 to -4 below it.
  func level(_ excess: Int) -> Int {
    let steps = min(EvidenceColours.levels - 1, abs(excess) * EvidenceColours.levels / top) + 1
    return excess < 0 ? -steps : steps
  }
}
