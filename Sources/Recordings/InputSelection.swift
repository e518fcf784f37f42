import Vocabulary

/// Which signals of a recording are taken as inputs, and why the others are not.
struct InputSelection {
  /// The inputs, in the file's order.
  let inputs: [InputDescription]
  /// Samples in each data record, the same for all inputs.
  let samplesPerRecord: Int
  /// What was left out and what was decided, in sentences.
  let notes: [String]

  /// A signal that may become an input.
  private struct Candidate {
    let signal: Int
    let header: SignalHeader
    let unit: VoltageUnit
    var isKnown: Bool { ElectrodeLabel.isKnown(ElectrodeLabel.normalised(header.label)) }
  }

  /// Chooses a recording's inputs.
  ///
  /// 1. Annotations, dummies and what a label names as something else are left out.
  /// 2. Where any label says `EEG `, only such signals are EEG.
  /// 3. The unit must be a voltage. Where none is stated, a signal whose label is a known electrode or pair of electrodes
  ///    is taken as microvolts, the unit nearly all EEG files use; any other signal is left out. Both are noted.
  /// 4. Of several rates the one most signals have is used; of equally many, the highest.
  /// 5. Of more signals than the device has inputs, electrodes of the 10-20 system come first, then other known ones,
  ///    then the rest.
  ///
  /// - Parameters:
  ///   - header: The recording's header.
  ///   - file: The file's path, for errors.
  /// - Throws: `noUsableSignal`, or `brokenScaling` if an input's ranges give microvolts that cannot be held.
  init(_ header: RecordingHeader, file: String) throws(RecordingError) {
    var notes: [String] = []
    var candidates = InputSelection.candidates(header, &notes)
    candidates = InputSelection.ofOneRate(candidates, header, &notes)
    candidates = InputSelection.limited(candidates, &notes)
    guard let first = candidates.first else {
      throw RecordingError(
        .noUsableSignal, file: file, offset: 256,
        found: "no EEG signal among \(header.signals.count) (\(notes.joined(separator: "; ")))",
        expected: "at least one signal with a voltage that is not named as something else")
    }
    samplesPerRecord = first.header.samplesPerRecord
    let (labels, reference) = ElectrodeLabel.normalised(candidates.map(\.header.label))
    if let reference { notes.append("all inputs share the reference \(reference), which is left off their labels") }
    var inputs: [InputDescription] = []
    for (candidate, label) in zip(candidates, labels) {
      guard
        let calibration = Calibration(candidate.header, unit: candidate.unit, codes: header.format.codeRange)
      else {
        throw RecordingError(
          .brokenScaling, file: file, offset: UInt64(256 + 104 * header.signals.count + 8 * candidate.signal),
          found:
            "a physical range of signal \(candidate.signal + 1) (\(candidate.header.label)) too large for microvolts",
          expected: "a range that fits")
      }
      inputs.append(
        InputDescription(
          label: label, recordedLabel: candidate.header.label, signal: candidate.signal, calibration: calibration))
      if label.contains("#") && !candidate.header.label.contains("#") {
        notes.append("signal \(candidate.signal + 1) repeats a label and is called \(label)")
      }
    }
    self.inputs = inputs
    self.notes = notes
  }

  /// Signals that are EEG and have a unit.
  private static func candidates(_ header: RecordingHeader, _ notes: inout [String]) -> [Candidate] {
    let isTyped = header.signals.contains { $0.label.uppercased().hasPrefix("EEG ") }
    var candidates: [Candidate] = []
    var leftOut: [(label: String, reason: String)] = []
    var withoutUnit: [String] = []
    for (signal, signalHeader) in header.signals.enumerated() {
      switch SignalKind(signalHeader) {
      case .annotations: continue
      case .other(let kind): leftOut.append((signalHeader.label, kind))
      case .eeg where isTyped && !signalHeader.label.uppercased().hasPrefix("EEG "):
        leftOut.append((signalHeader.label, "not labelled EEG while others are"))
      case .eeg:
        if let unit = VoltageUnit(dimension: signalHeader.dimension) {
          candidates.append(Candidate(signal: signal, header: signalHeader, unit: unit))
          continue
        }
        let candidate = Candidate(signal: signal, header: signalHeader, unit: .microvolt)
        if signalHeader.dimension.isEmpty && candidate.isKnown {
          candidates.append(candidate)
          withoutUnit.append(signalHeader.label)
        } else {
          let dimension = signalHeader.dimension
          leftOut.append((signalHeader.label, dimension.isEmpty ? "no unit" : "unit \(dimension) is no voltage"))
        }
      }
    }
    notes += sentences(leftOut)
    if !withoutUnit.isEmpty {
      notes.append(
        "no unit stated, taken as uV because the label is an electrode's: " + withoutUnit.joined(separator: ", "))
    }
    return candidates
  }

  /// Signals of the rate most of them have.
  private static func ofOneRate(
    _ candidates: [Candidate], _ header: RecordingHeader, _ notes: inout [String]
  ) -> [Candidate] {
    var counts: [Int: Int] = [:]
    for candidate in candidates { counts[candidate.header.samplesPerRecord, default: 0] += 1 }
    let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    let others = candidates.filter { $0.header.samplesPerRecord != most?.key }
    notes += sentences(
      others.map { candidate in
        let hertz = header.rate(ofSignal: candidate.signal)?.value ?? 0
        return (candidate.header.label, "\(hertz) Hz, while most signals have another rate")
      })
    return candidates.filter { $0.header.samplesPerRecord == most?.key }
  }

  /// At most as many signals as the device has inputs.
  private static func limited(_ candidates: [Candidate], _ notes: inout [String]) -> [Candidate] {
    guard candidates.count > Limits.inputs else { return candidates }
    func rank(_ candidate: Candidate) -> Int {
      let label = ElectrodeLabel.normalised(candidate.header.label)
      return ElectrodeLabel.tenTwenty.contains(label) ? 0 : candidate.isKnown ? 1 : 2
    }
    let ranked = candidates.sorted { (rank($0), $0.signal) < (rank($1), $1.signal) }
    notes += sentences(
      ranked.dropFirst(Limits.inputs).map { ($0.header.label, "the device has \(Limits.inputs) inputs") })
    return ranked.prefix(Limits.inputs).sorted { $0.signal < $1.signal }
  }

  /// One sentence for each reason, in the order of the file.
  private static func sentences(_ leftOut: [(label: String, reason: String)]) -> [String] {
    var reasons: [String] = []
    for (_, reason) in leftOut where !reasons.contains(reason) { reasons.append(reason) }
    return reasons.map { reason in
      let labels = leftOut.filter { $0.reason == reason }.map { $0.label.isEmpty ? "(no label)" : $0.label }
      return "left out (\(reason)): \(labels.joined(separator: ", "))"
    }
  }
}
