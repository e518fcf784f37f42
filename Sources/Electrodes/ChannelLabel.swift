/// What the label of a channel says: `EEG Fp1-REF`, `FP1-F7`, `Fp1:A1`, `EEGFp1`, `P8-CS2`, `Fc5.`, `EEG1`, `EEG TRIG`.
public struct ChannelLabel: Equatable, Sendable {
  /// The label without surrounding blanks.
  public let text: String
  /// The label without its type and decorations.
  public let body: String
  /// The electrode measured, if the label names one.
  public let plus: Electrode?
  /// The electrode it is measured against, if the label names one.
  public let minus: Electrode?
  /// What it is measured against: an electrode's label, the name that synonyms such as `AVG` and `CAR` share, else the
  /// second part in capitals; empty where there is none, and where it is only called a reference.
  public let reference: String
  /// Whether the label says `EEG`.
  public let isTyped: Bool
  /// What the label names that is no EEG, in a word or two; nil for an electrode and where it says nothing of the kind.
  public let otherKind: String?
  /// The label's parts as written: one or two, more where it has another form.
  let parts: [String]
  /// Whether its type says that the electrodes lie inside the head.
  public let isIntracranial: Bool

  /// Reads a label on its own.
  ///
  /// - Parameter label: The label as a file or a site has it.
  public init(_ label: String) {
    let text = LabelText(label)
    self.init(text, isContact: text.isIntracranial)
  }

  /// Reads a recording's labels together: which of them name contacts of a grid shows only in all of them.
  ///
  /// - Parameter labels: All labels of EEG.
  /// - Returns: As many labels; those of contacts name no electrodes.
  public static func reading(_ labels: [String]) -> [ChannelLabel] {
    let labels = withoutNumbers(withoutCommonWord(labels))
    let alone = labels.map(ChannelLabel.init)
    let grid = ContactGrid(alone)
    guard !grid.isEmpty else { return alone }
    return zip(labels, alone).map { label, read in
      grid.holds(read) ? ChannelLabel(LabelText(label), isContact: true) : read
    }
  }

  /// Labels without a word that stands before or behind at least three different electrodes, as in `ch_Fp1`,
  /// `Channel Fp1`, `Fp1_EEG` and `Fp1.raw`; a word that names something else stays, and so does one behind which is
  /// something made of the electrodes: `aEEG Fp1` where another label names Fp1 without it.
  private static func withoutCommonWord(_ labels: [String]) -> [String] {
    var labels = labels
    for parted in [labels.map(LabelText.behindWord), labels.map(LabelText.beforeWord)] {
      var electrodes: [String: Set<Electrode>] = [:]
      for part in parted.compactMap({ $0 }) { electrodes[part.word, default: []].insert(part.electrode) }
      let plain = Set(zip(labels, parted).compactMap { $1 == nil ? ChannelLabel($0).plus : nil })
      let words = electrodes.filter { word, named in
        named.count >= 3 && plain.isDisjoint(with: named)
          && electrodes.allSatisfy { $0.key == word || $0.value.isDisjoint(with: named) }
      }
      labels = zip(labels, parted).map { label, part in
        part.flatMap { words[$0.word] != nil ? $0.rest : nil } ?? label
      }
    }
    return labels
  }

  /// Labels without the numbers by which their recorder counts channels: at least three, each once. `01-Cz` and `02-Cz`
  /// alone are O1 and O2 against Cz.
  private static func withoutNumbers(_ labels: [String]) -> [String] {
    var labels = labels
    for numbered in [labels.map(LabelText.numbered), labels.map(LabelText.numberedBehind)] {
      let numbers = numbered.compactMap { $0?.number }
      guard numbers.count >= 3, Set(numbers).count == numbers.count else { continue }
      // `F1-2`, `F2-3`: pairs of contacts.
      if numbered.compactMap({ $0 }).allSatisfy({ $0.rest.hasSuffix("\($0.number - 1)") }) { continue }
      labels = zip(labels, numbered).map { $1?.rest ?? $0 }
    }
    return labels
  }

  private init(_ text: LabelText, isContact: Bool) {
    let parts = text.parts
    let second = parts.count > 1 ? parts[1] : ""
    let told = isContact || parts.count != 2 ? nil : SignalName.otherKind(bySecond: second)
    let first = isContact || parts.count > 2 || told != nil ? nil : Electrode(parts[0])
    let against = first == nil ? nil : Electrode(second)
    // `T7/T3` is one electrode by both its names.
    let isTwice = against != nil && against == first
    self.text = text.text
    body = text.body
    plus = first
    minus = isTwice ? nil : against
    reference = isTwice ? "" : against?.label ?? LabelText.reference(second) ?? second.uppercased()
    isTyped = text.isTyped
    let isReferred = parts.count == 2 && LabelText.reference(second, isOfElectrode: false) != nil
    // The eyes' electrodes of a sleep recording.
    let isEye =
      parts.count == 2 && ["E1", "E2"].contains(parts[0].uppercased()) && Electrode(second)?.isReferenceSite == true
    let kind =
      isEye ? "eyes" : SignalName.otherKind(text.body) ?? (isReferred ? SignalName.otherKind(parts[0]) : nil)
    otherKind = first == nil ? told ?? kind : nil
    self.parts = parts
    isIntracranial = text.isIntracranial
  }

  /// The canonical name: the derivation or the electrode, else the label itself.
  public var name: String {
    guard let plus else { return text }
    return minus.map { "\(plus.label)-\($0.label)" } ?? plus.label
  }

  /// Whether the channel is one electrode against a common reference, ear lobes and mastoids included.
  public var isReferential: Bool { plus != nil && minus?.isReferenceSite != false }

  /// The second part in capitals, empty where there is none or where it stands for a reference, such as `REF`.
  public var second: String {
    guard parts.count == 2, LabelText.reference(parts[1]) == nil else { return "" }
    return parts[1].uppercased()
  }

  /// The electrode of the cap, no ear lobe or mastoid, that all others are recorded against: there are at least
  /// two.
  ///
  /// - Parameter labels: A recording's labels.
  /// - Returns: The electrode; nil where there is none.
  public static func commonElectrode(_ labels: [ChannelLabel]) -> Electrode? {
    let electrodes = labels.filter { $0.plus != nil }
    guard Set(electrodes.map(\.plus)).count >= 2, let common = electrodes.first?.minus, !common.isReferenceSite else {
      return nil
    }
    return electrodes.allSatisfy { $0.minus == common } ? common : nil
  }

  /// The label as montages name it: `EEG FP1-REF` gives `Fp1`, `T3-C3` gives `T7-C3`, `T8-P8-1` gives `T8-P8`; what is
  /// no electrode stays as it is.
  ///
  /// - Parameters:
  ///   - commonReference: A second part, in capitals, that is left off.
  ///   - keepsReference: Whether the name of a reference stays, as `AVG` in `Fp1-AVG`: where others have another.
  /// - Returns: The label.
  public func normalised(without commonReference: String? = nil, keepsReference: Bool = false) -> String {
    if isIntracranial { return text }
    guard let plus else {
      return parts.count == 2 && LabelText.reference(parts[1], isOfElectrode: false) != nil ? parts[0] : body
    }
    if keepsReference && minus == nil && second.isEmpty && !reference.isEmpty { return "\(plus.label)-\(reference)" }
    if parts.count < 2 || second.isEmpty || second == commonReference || minus == nil && reference.isEmpty {
      return plus.label
    }
    return "\(plus.label)-\(minus?.label ?? parts[1])"
  }
}
