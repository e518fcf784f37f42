import Electrodes
import Vocabulary

/// Which signals of a recording are taken as inputs, and why the others are not.
struct InputSelection {
  /// A signal that is no input.
  struct LeftOut: Equatable {
    /// Index of the signal in the file.
    let signal: Int
    /// Its label as the file has it.
    let label: String
    /// Why, in a few words.
    let reason: String
  }

  /// The inputs: the EEG in the file's order, then what else is watched in the file's order.
  let inputs: [RecordedSignal]
  /// Samples in each data record, the same for all inputs.
  let samplesPerRecord: Int
  /// Every other signal but the annotations.
  let leftOut: [LeftOut]
  /// What was left out and what was decided, in sentences.
  let notes: [String]
  /// What makes the choice doubtful, in sentences.
  let cautions: [String]

  /// A signal that may become an input.
  private struct Candidate {
    let signal: Int
    let header: SignalHeader
    let label: ChannelLabel
    var unit = VoltageUnit.microvolt
    var calibration: Calibration?
    var isKnown: Bool { label.plus != nil }
    /// Whether the label names an electrode of the brain, not only an ear lobe or mastoid.
    var isNeeded: Bool { label.plus.map { !$0.isReferenceSite } ?? false }
  }

  /// Chooses a recording's inputs: identity comes before counting.
  ///
  /// 1. Annotations, dummies and what a label names as something else are left out.
  /// 2. A label that names an electrode, or a difference of two, is EEG, whatever the others say. Of the rest, where
  ///    an electrode's label says `EEG`, or as many others do as do not, only such signals and those from inside the
  ///    head are EEG.
  /// 3. The unit must be a voltage. Where none is stated, a signal whose label is a known electrode or pair of
  ///   electrodes
  ///    is taken as microvolts, the unit nearly all EEG files use; any other signal is left out. Both are noted.
  /// 4. Of several rates the one most known electrodes have is used (without known electrodes: most signals); of
  ///   equally
  ///    many, the highest.
  /// 5. Of more signals than the device has inputs, electrodes of the 10-20 system come first, then other known ones,
  ///    then the rest.
  /// 6. A signal whose samples have no value is left out if it is not an electrode; a broken electrode is refused,
  ///    unless the same is recorded twice or the montage needs it for no derivation.
  /// 7. Where they are wanted, a heart's signal and muscles' follow, with a voltage, the same rate, and if there is
  ///   room.
  /// 8. Where a montage is asked for by name, it says what is needed and comes first: what it is made of is EEG
  ///    whatever its type, has the rate and the inputs, and nothing else that is broken refuses the file.
  /// 9. Contacts that, without others of their grid, would be taken for a cap's electrodes are left out.
  ///
  /// - Parameters:
  ///   - header: The recording's header.
  ///   - file: The file's path, for errors.
  ///   - takesOthers: Whether the heart's and muscles' signals are inputs, too.
  ///   - montage: The channels that are asked for; none: what the recording has.
  /// - Throws: `noUsableSignal`, or `brokenScaling` or `badField` for a broken electrode.
  init(
    _ header: RecordingHeader, file: String, takesOthers: Bool = false, montage: [String] = []
  ) throws(RecordingError) {
    var choice = Choice(header, takesOthers: takesOthers, montage: montage)
    let candidates = try choice.candidates(file: file)
    guard let first = candidates.first else {
      throw RecordingError(
        .noUsableSignal, file: file, offset: 256,
        found: "no EEG signal among \(header.signals.count)"
          + (choice.notes.isEmpty ? ", all of annotations" : " (\(choice.notes.joined(separator: "; ")))"),
        expected: "at least one signal with a voltage that is not named as something else")
    }
    samplesPerRecord = first.header.samplesPerRecord
    let (labels, reference) = ElectrodeLabel.normalised(candidates.map(\.header.label))
    if let reference {
      choice.remarks.append("all inputs share the reference \(reference), which is left off their labels")
    }
    var inputs: [RecordedSignal] = []
    for (candidate, label) in zip(candidates, labels) {
      guard let calibration = candidate.calibration else { continue }
      inputs.append(
        RecordedSignal(
          label: label, recordedLabel: candidate.header.label, signal: candidate.signal, calibration: calibration))
      if label.contains("#") && !candidate.header.label.contains("#") {
        choice.remarks.append("signal \(candidate.signal + 1) repeats a label and is called \(label)")
      }
    }
    let others = choice.otherInputs(like: first.header, besides: inputs.count)
    if !others.isEmpty {
      choice.remarks.append(
        "watched beside the EEG and in no score: \(others.map(\.recordedLabel).joined(separator: ", "))")
    }
    inputs += others
    self.inputs = inputs
    leftOut = choice.leftOut.sorted { $0.signal < $1.signal }
    notes = choice.notes
    cautions = choice.cautions
  }

  /// The steps of a choice, and what each leaves out.
  private struct Choice {
    let header: RecordingHeader
    let takesOthers: Bool
    let montage: [String]
    var others: [OtherSignal] = []
    var leftOut: [LeftOut] = []
    var remarks: [String] = []
    var cautions: [String] = []

    init(_ header: RecordingHeader, takesOthers: Bool, montage: [String]) {
      self.header = header
      self.takesOthers = takesOthers
      self.montage = montage
    }

    /// The channels that matter: those that are asked for, else a cap's.
    private var names: [String] { montage.isEmpty ? Electrode.doubleBananaNames : montage }

    /// What a montage can be made of, the candidates' labels read as a montage's designer will.
    private func derivations(_ candidates: [Candidate]) -> RecordedDerivations {
      RecordedDerivations(ChannelLabel.reading(ElectrodeLabel.normalised(candidates.map(\.header.label)).labels))
    }

    /// The signals that channels of a montage are made of.
    private func signals(_ candidates: [Candidate], of names: [String]) -> Set<Int> {
      Set(derivations(candidates).sources(of: names).map { candidates[$0].signal })
    }

    /// What was left out, then what was decided.
    var notes: [String] { sentences + remarks }

    mutating func candidates(file: String) throws(RecordingError) -> [Candidate] {
      let named = withUnits(eeg())
      noteContacts()
      let whole = try withValues(named, file: file)
      return agreeing(limited(ofOneRate(whole)))
    }

    /// Signals without the contacts that, others of their grid being left out, would be taken for a cap's electrodes,
    /// such as T1 and T2 of ten.
    private mutating func agreeing(_ candidates: [Candidate]) -> [Candidate] {
      let labels = ChannelLabel.reading(candidates.map(\.header.label))
      let strange = zip(candidates, labels).filter { !$0.isKnown && $1.plus != nil }.map(\.0)
      guard !strange.isEmpty else { return candidates }
      for candidate in strange { leave(candidate, "a contact of a grid whose others are left out") }
      return agreeing(candidates.filter { candidate in !strange.contains { $0.signal == candidate.signal } })
    }

    private mutating func leave(_ candidate: Candidate, _ reason: String) {
      leftOut.append(LeftOut(signal: candidate.signal, label: candidate.header.label, reason: reason))
    }

    /// Says which signals that were left out for their type are numbered through as contacts are.
    private mutating func noteContacts() {
      let untyped = leftOut.filter { $0.reason == Self.untyped }.compactMap { Self.contact($0.label) }
      let contacts = Dictionary(grouping: untyped, by: \.letters).filter { letters, row in
        !["X", "DC", "E", "EVENT", "MARK"].contains(letters) && Set(row.map(\.number)).isSuperset(of: 1...4)
      }
      guard !contacts.isEmpty else { return }
      cautions.append(
        "\(Self.untyped), but numbered as contacts are, so that what they may show of the brain is not judged: "
          + contacts.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.label) }.joined(separator: ", "))
    }

    private static func contact(_ label: String) -> (letters: String, number: Int, label: String)? {
      let body = ChannelLabel(label).body
      let letters = body.prefix { $0.isLetter && $0.isASCII }
      guard !letters.isEmpty, let number = Int(body.dropFirst(letters.count)) else { return nil }
      return (letters.uppercased(), number, label)
    }

    private static let untyped = "not labelled EEG while others are"

    /// Signals that are EEG by their labels.
    private mutating func eeg() -> [Candidate] {
      var signals: [Int] = []
      for (signal, signalHeader) in header.signals.enumerated() {
        let kind = SignalKind(signalHeader)
        switch kind {
        case .annotations: continue
        case .other(let word):
          if takesOthers, let role = kind.role {
            others.append(OtherSignal(signal: signal, header: signalHeader, role: role, kind: word))
            continue
          }
          leftOut.append(LeftOut(signal: signal, label: signalHeader.label, reason: word))
        case .eeg: signals.append(signal)
        }
      }
      let labels = ChannelLabel.reading(signals.map { header.signals[$0].label })
      let candidates = zip(signals, labels).map { Candidate(signal: $0, header: header.signals[$0], label: $1) }
      // An ear lobe or mastoid alone says nothing of the others, nor do a few labels that name no electrode.
      let grid = ContactGrid(signals.map { ChannelLabel(header.signals[$0].label) })
      let typed = labels.filter { $0.isTyped && $0.plus?.isReferenceSite != true }
      let others = candidates.count { !$0.isKnown && !$0.label.isTyped }
      let isTyped = typed.contains { $0.plus != nil } || !typed.isEmpty && typed.count >= others
      let asked = self.signals(candidates, of: montage)
      return candidates.filter { candidate in
        if asked.contains(candidate.signal) { return true }
        // Some recorders type only those contacts whose names are electrodes', too.
        let isEEG = candidate.isKnown || candidate.label.isTyped || candidate.label.isIntracranial
        if !isTyped || isEEG || grid.holds(candidate.label) { return true }
        leave(candidate, Self.untyped)
        return false
      }
    }

    /// The heart's and muscles' signals that can be watched beside the EEG.
    mutating func otherInputs(like eeg: SignalHeader, besides count: Int) -> [RecordedSignal] {
      var taken: [RecordedSignal] = []
      let labels = ElectrodeLabel.normalised(others.map(\.header.label)).labels
      for (other, label) in zip(others, labels) {
        let hertz = header.rate(ofSignal: other.signal)?.value ?? 0
        let hasRoom = count + taken.count < Limits.inputs
        let found = other.input(
          label: label, hertz: hertz, sameRate: other.header.samplesPerRecord == eeg.samplesPerRecord,
          besides: taken, hasRoom: hasRoom, codes: header.format.codeRange)
        switch found {
        case .success(let input): taken.append(input)
        case .failure(let objection):
          leftOut.append(
            LeftOut(signal: other.signal, label: other.header.label, reason: "\(other.kind)\(objection.words)"))
        }
      }
      return taken
    }

    /// Signals that have a voltage.
    private mutating func withUnits(_ candidates: [Candidate]) -> [Candidate] {
      var kept: [Candidate] = []
      var withoutUnit: [String] = []
      let asked = signals(candidates, of: montage)
      for var candidate in candidates {
        let dimension = candidate.header.dimension
        if let unit = VoltageUnit(dimension: dimension) {
          candidate.unit = unit
          kept.append(candidate)
        } else if dimension.isEmpty && candidate.isKnown {
          kept.append(candidate)
          withoutUnit.append(candidate.header.label)
        } else {
          leave(candidate, dimension.isEmpty ? "no unit" : "unit \(dimension) is no voltage")
          if montage.isEmpty ? candidate.isNeeded : asked.contains(candidate.signal) {
            cautions.append(
              "\(candidate.header.label) is an electrode, but its unit \(dimension) is no voltage: left out")
          }
        }
      }
      if !withoutUnit.isEmpty {
        remarks.append(
          "no unit stated, taken as uV because the label is an electrode's: " + withoutUnit.joined(separator: ", "))
      }
      return kept
    }

    /// Signals whose samples have a value.
    private mutating func withValues(
      _ candidates: [Candidate], file: String
    ) throws(RecordingError) -> [Candidate] {
      let hasKnown = candidates.contains(where: \.isNeeded)
      var whole: [Candidate] = []
      for var candidate in candidates where candidate.header.defect == nil {
        let codes = header.format.codeRange
        candidate.calibration = Calibration(candidate.header, unit: candidate.unit, codes: codes)
        if candidate.calibration != nil { whole.append(candidate) }
      }
      // Of several broken ones each is held against all others that are not given up yet.
      var remaining = candidates
      for candidate in candidates where !whole.contains(where: { $0.signal == candidate.signal }) {
        let defect = candidate.header.defect ?? tooLarge(candidate, file: file)
        remaining.removeAll { $0.signal == candidate.signal }
        let isTwin = candidate.isKnown && whole.contains { $0.label.name == candidate.label.name }
        let mayBeNeeded = montage.isEmpty ? (hasKnown ? candidate.isNeeded : true) && !isTwin : true
        if mayBeNeeded && !isSpare(candidate, beside: remaining, whole: whole) { throw defect }
        leave(candidate, "byte \(defect.offset): found \(defect.found), expected \(defect.expected)")
      }
      return whole
    }

    private func tooLarge(_ candidate: Candidate, file: String) -> RecordingError {
      RecordingError(
        .brokenScaling, file: file, offset: UInt64(256 + 104 * header.signals.count + 8 * candidate.signal),
        found:
          "a physical range of signal \(candidate.signal + 1) (\(candidate.header.label)) too large for microvolts",
        expected: "a range that fits")
    }

    /// Whether the montage is the same without a signal: what is asked for, else a cap's derivations. Where no cap is
    /// whole and nothing is asked for, any signal may be needed.
    private func isSpare(_ candidate: Candidate, beside others: [Candidate], whole: [Candidate]) -> Bool {
      guard !montage.isEmpty || RecordedDerivations(whole.map(\.label)).isCap else { return false }
      return derivations(others).given(of: names) == derivations(others + [candidate]).given(of: names)
    }

    /// Signals of the rate that gives most of the montage that is asked for; without one, or of equally many, of the
    /// rate that most of the known electrodes have.
    private mutating func ofOneRate(_ candidates: [Candidate]) -> [Candidate] {
      let isKnown = candidates.contains(where: \.isNeeded)
      let rates = Dictionary(grouping: candidates, by: \.header.samplesPerRecord).map { samples, own in
        (
          own: own, samples: samples, asked: derivations(own).given(of: montage).count,
          count: isKnown ? own.count(where: \.isNeeded) : own.count
        )
      }
      let best = rates.max { ($0.asked, $0.count, $0.samples) < ($1.asked, $1.count, $1.samples) }
      guard rates.count > 1, let best else { return candidates }
      let majority =
        best.asked > 0
        ? "the montage's signals have"
        : candidates.contains { isKnown && !$0.isNeeded } ? "the known electrodes have" : "most signals have"
      let lost = candidates.filter { $0.header.samplesPerRecord != best.samples }
      for candidate in lost {
        let hertz = header.rate(ofSignal: candidate.signal)?.value ?? 0
        leave(candidate, "\(hertz) Hz, while \(majority) another rate")
      }
      let missed = missed(lost, beside: best.own)
      if !missed.isEmpty {
        cautions.append(
          "electrodes of another rate are left out, so that a part of the head may not be judged: "
            + missed.map(\.header.label).joined(separator: ", "))
      }
      return best.own
    }

    /// Signals of another rate without which the montage lacks something: what is asked for, or a derivation of a cap.
    /// Without either it is every electrode that is not recorded at the rate used, too.
    private func missed(_ lost: [Candidate], beside kept: [Candidate]) -> [Candidate] {
      guard !montage.isEmpty || RecordedDerivations(kept.map(\.label)).isCap else {
        return lost.filter { candidate in
          candidate.isNeeded
            && !kept.contains {
              $0.label.name == candidate.label.name && $0.label.reference == candidate.label.reference
            }
        }
      }
      let given = Set(derivations(kept).given(of: names))
      let needed = signals(kept + lost, of: names.filter { !given.contains($0) })
      return lost.filter { needed.contains($0.signal) }
    }

    /// At most as many signals as the device has inputs.
    private mutating func limited(_ candidates: [Candidate]) -> [Candidate] {
      guard candidates.count > Limits.inputs else { return candidates }
      let needed = signals(candidates, of: names)
      func rank(_ candidate: Candidate) -> Int {
        if needed.contains(candidate.signal) { return -1 }
        guard let plus = candidate.label.plus else { return 2 }
        let isTenTwenty = [plus, candidate.label.minus].allSatisfy {
          $0.map { Electrode.tenTwenty.contains($0.label) } ?? true
        }
        return isTenTwenty ? 0 : 1
      }
      let ranked = candidates.sorted { (rank($0), $0.signal) < (rank($1), $1.signal) }
      let lost = ranked.dropFirst(Limits.inputs)
      for candidate in lost { leave(candidate, "the device has \(Limits.inputs) inputs") }
      let unknown = lost.filter { rank($0) == 2 }
      // A few are a recorder's spare inputs.
      if unknown.count > 4 && montage.isEmpty {
        cautions.append(
          "beyond the device's \(Limits.inputs) inputs, so that what they may show of the brain is not judged: "
            + unknown.map(\.header.label).joined(separator: ", "))
      }
      return ranked.prefix(Limits.inputs).sorted { $0.signal < $1.signal }
    }

    /// One sentence for each reason, in the order they were found.
    private var sentences: [String] {
      var reasons: [String] = []
      for signal in leftOut where !reasons.contains(signal.reason) { reasons.append(signal.reason) }
      return reasons.map { reason in
        let labels = leftOut.filter { $0.reason == reason }.map { $0.label.isEmpty ? "(no label)" : $0.label }
        return "left out (\(reason)): \(labels.joined(separator: ", "))"
      }
    }
  }
}
