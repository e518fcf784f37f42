import Electrodes

/// Finds the derivations of a montage among recorded channels.
///
/// Labels are compared without regard to capitals; T3, T4, T5, T6 are T7, T8, P7, P8. A derivation is taken as
/// recorded, as recorded the other way round, or as the difference of two channels with the same reference. Of channels
/// recorded twice (`T8-P8` in CHB-MIT) the first is used. So channels against an electrode of the cap, such as Cz, give
/// its own derivations: Fz against Cz is Fz-Cz, and Pz against Cz turned over is Cz-Pz.
///
/// `auto` does this:
/// 1. If at least half of the double banana's 18 derivations exist, it is those, and nothing else.
/// 2. Otherwise it is those that exist; each electrode that these leave out is derived against its nearest neighbour
///    behind, else in front, on the same side: at most 3 rows and 1 column away in the 10-10 system (an Emotiv headset
///    gives F7-T7, T7-P7, P7-O1, AF3-F3, F3-FC5, FC5-T7 and the same on the right); what then remains is taken as
///    recorded.
/// 3. If no label names an electrode, it is each channel as recorded, without those whose label says that they are no
///   EEG.
///
/// Contacts of grids (`ContactGrid`) are no electrodes of a cap: no derivations are made of them.
struct MontageResolver {
  private let labels: [ChannelLabel]

  private let grid: ContactGrid

  /// The electrode of the cap that all others are recorded against, if there is one.
  private let common: Electrode?

  /// Electrodes of the 10-20 system that a cap lacks but for these, whose names are contacts' as well.
  private let ambiguous: [String]

  init(labels: [String]) {
    let alone = labels.map(ChannelLabel.init)
    let read = ChannelLabel.reading(labels)
    self.labels = read
    grid = ContactGrid(alone)
    common = ChannelLabel.commonElectrode(read)
    let isCap = read.contains { $0.plus?.column == 0 }
    let judged = Set(read.flatMap { [$0.plus, $0.minus] }.compactMap { $0?.label })
    ambiguous = zip(alone, read).filter { isCap && $1.plus == nil && $0.isOfTenTwenty && !$0.isNamed(in: judged) }
      .map(\.0.name)
  }

  /// A montage found.
  struct Resolution {
    var channels: [ResolvedChannel]
    /// What a person may want to know.
    var notes: [String] = []
    /// What the detector was not made for, by the inputs' names and by the channels.
    var inputCautions: [String] = []
    var montageCautions: [String] = []
  }

  /// Resolves a montage.
  ///
  /// - Throws: `DesignError.missingChannel` or `.noChannels`.
  func resolve(_ montage: MontageDefinition) throws(DesignError) -> Resolution {
    switch montage {
    case .auto: try resolveAuto()
    case .doubleBanana: Resolution(channels: try resolve(names: MontageDefinition.doubleBananaNames))
    case .referential: try resolveAsRecorded()
    case .named(let names): Resolution(channels: try resolve(names: names))
    case .available(let names): resolve(available: names)
    }
  }

  private func resolve(names: [String]) throws(DesignError) -> [ResolvedChannel] {
    var channels: [ResolvedChannel] = []
    for name in names {
      guard let channel = named(name) else { throw .missingChannel(name, recorded: recordedLabels) }
      channels.append(channel)
    }
    return channels
  }

  private func resolve(available names: [String]) -> Resolution {
    let missing = names.filter { named($0) == nil }
    return Resolution(
      channels: names.compactMap(named),
      montageCautions: missing.isEmpty
        ? []
        : [
          "not there, so filled with zero for the detector, which says that it may be: "
            + missing.joined(separator: ", ")
        ])
  }

  private func resolveAsRecorded() throws(DesignError) -> Resolution {
    let eeg = asRecorded(where: { $0.otherKind == nil })
    guard !eeg.isEmpty else { throw .noChannels(recorded: recordedLabels) }
    return Resolution(channels: eeg, notes: leftOut(used: Set(eeg.flatMap(\.sources))))
  }

  private func resolveAuto() throws(DesignError) -> Resolution {
    guard labels.contains(where: { $0.plus.map { !$0.isReferenceSite } ?? false }) else {
      var resolution = try resolveAsRecorded()
      resolution.inputCautions = withoutElectrodes(resolution.channels)
      return resolution
    }
    var channels = MontageDefinition.doubleBananaNames.compactMap(named)
    if !RecordedDerivations(labels).isCap { addNeighbours(&channels) }
    let used = Set(channels.flatMap(\.sources))
    let referential = channels.filter { channel in
      guard let plus = channel.plus, channel.minus == nil else { return false }
      return isReferential(labels[plus]) && !MontageDefinition.doubleBananaNames.contains(channel.name)
    }
    var cautions: [String] = []
    if !referential.isEmpty {
      cautions.append(
        "taken as recorded against its reference, for want of a neighbour to derive it against: "
          + "\(referential.map(\.name).joined(separator: ", ")); the detector was made for differences of neighbours")
    }
    cautions += unjudged(used: used, beside: channels.count)
    return Resolution(
      channels: channels, notes: leftOut(used: used), inputCautions: gridCaution, montageCautions: cautions)
  }

  /// What is lost with signals that may be EEG and are in no channel: electrodes of the 10-20 system, and others where
  /// they are many.
  private func unjudged(used: Set<Int>, beside count: Int) -> [String] {
    let judged = Set(used.flatMap { [labels[$0].plus, labels[$0].minus] }.compactMap { $0?.label })
    let unused = labels.indices.filter { !used.contains($0) && labels[$0].otherKind == nil }.map { labels[$0] }
    let electrodes = unused.filter { label in
      label.plus.map { Electrode.tenTwenty.contains($0.label) && !judged.contains($0.label) } ?? false
    }
    var others = unused.filter { $0.plus == nil && !grid.holds($0) }
    // Beside a whole cap spare inputs are usual.
    if RecordedDerivations(labels).isCap { others.removeAll { $0.isSpareInput } }
    let lost = electrodes + (4 * others.count > count ? others : [])
    guard !lost.isEmpty else { return [] }
    return [
      "in no channel, so that what they may show of the brain is not judged: \(lost.map(\.text).joined(separator: ", "))"
    ]
  }

  private func withoutElectrodes(_ channels: [ResolvedChannel]) -> [String] {
    let names = channels.map(\.name).joined(separator: ", ")
    return gridCaution + [
      "no electrode of the 10-10 system was recognised: each channel is taken as recorded (\(names)), which the "
        + "detector was not made for"
    ]
  }

  private var gridCaution: [String] {
    guard !grid.isEmpty else { return [] }
    let contacts =
      "\(grid.ranges.joined(separator: ", ")): contacts of a grid, no 10-20 cap; no derivations are made of them"
    guard !ambiguous.isEmpty else { return [contacts] }
    return [
      contacts,
      "\(ambiguous.joined(separator: ", ")): cannot be told from contacts of that name, so that the cap is judged without",
    ]
  }

  private func addNeighbours(_ channels: inout [ResolvedChannel]) {
    let derived = Set(channels.flatMap(\.sources))
    let electrodes = firstIndices { isReferential($0) && $0.plus?.isReferenceSite == false }
      .sorted { key($0) < key($1) }
    var covered = derived
    for index in electrodes where !derived.contains(index) {
      guard let other = neighbour(of: index, among: electrodes) else { continue }
      let (plus, minus) = isBehind(other, index) ? (index, other) : (other, index)
      let name = "\(electrodeName(plus))-\(electrodeName(minus))"
      covered.formUnion([plus, minus])
      // Recorded as such, too: counted once.
      guard !channels.contains(where: { $0.name == name }) else { continue }
      channels.append(ResolvedChannel(name: name, plus: plus, minus: minus))
    }
    channels += asRecorded(where: { $0.plus?.isReferenceSite == false }).filter { covered.isDisjoint(with: $0.sources) }
  }

  private func electrodeName(_ index: Int) -> String { labels[index].plus?.label ?? labels[index].name }

  /// Front to back, left to right.
  private func key(_ index: Int) -> (Int, Int) {
    guard let electrode = labels[index].plus else { return (0, 0) }
    return (electrode.row, electrode.column)
  }

  private func isBehind(_ other: Int, _ index: Int) -> Bool { key(other).0 > key(index).0 }

  /// The nearest electrode behind, else the nearest in front; of equally near ones that in the straighter line.
  private func neighbour(of index: Int, among electrodes: [Int]) -> Int? {
    let (row, column) = key(index)
    let near = electrodes.filter { other in
      let (otherRow, otherColumn) = key(other)
      return otherRow != row && abs(otherRow - row) <= 3 && abs(otherColumn - column) <= 1
        && otherColumn.signum() * column.signum() >= 0 && labels[other].reference == labels[index].reference
    }
    func distance(_ other: Int) -> (Int, Int, Int) {
      let (otherRow, otherColumn) = key(other)
      return (otherRow > row ? 0 : 1, abs(otherRow - row) + abs(otherColumn - column), abs(otherColumn - column))
    }
    return near.min { distance($0) < distance($1) }
  }

  /// The channel of that name: as recorded, or the difference of two with the same reference.
  private func named(_ name: String) -> ResolvedChannel? {
    let wanted = ChannelLabel(name)
    return RecordedDerivations(labels).channels(of: name).map {
      ResolvedChannel(name: wanted.name, plus: $0.plus, minus: $0.minus)
    }
  }

  /// Whether a channel is an electrode against what all are recorded against.
  private func isReferential(_ label: ChannelLabel) -> Bool {
    label.isReferential || common != nil && label.minus == common
  }

  private func asRecorded(where isWanted: (ChannelLabel) -> Bool) -> [ResolvedChannel] {
    var names: Set<String> = []
    return firstIndices(where: isWanted).map { index in
      let name = ChannelNaming.unique(labels[index].name, among: &names)
      return ResolvedChannel(name: name, plus: index)
    }
  }

  /// Indices of the wanted channels; of those that name the same electrodes against the same reference, or the same two
  /// the other way round, the first.
  private func firstIndices(where isWanted: (ChannelLabel) -> Bool) -> [Int] {
    labels.indices.filter { index in
      let label = labels[index]
      guard isWanted(label) else { return false }
      return label.plus == nil
        || !labels[..<index].contains {
          $0.name == label.name && ($0.reference == label.reference || $0.minus == nil && label.minus == nil)
            || label.minus != nil && $0.plus == label.minus && $0.minus == label.plus
        }
    }
  }

  private var recordedLabels: [String] { labels.map(\.text) }

  private func leftOut(used: Set<Int>) -> [String] {
    let unused = labels.indices.filter { !used.contains($0) }.map { labels[$0].text }
    return unused.isEmpty ? [] : ["recorded but not used: \(unused.joined(separator: ", "))"]
  }
}

extension ChannelLabel {
  /// Whether every electrode that it names is one of the 10-20 system, and there is one.
  fileprivate var isOfTenTwenty: Bool {
    plus != nil && isNamed(in: Electrode.tenTwenty)
  }

  /// Whether it is one of a recorder's spare inputs: a number, or one behind a letter or two: `30`, `X3`, `PG1`.
  fileprivate var isSpareInput: Bool {
    let letters = body.prefix { $0.isLetter }
    return body.dropFirst(letters.count).first?.isNumber == true
      && ["", "X", "C", "PG", "DC"].contains(letters.uppercased())
  }

  /// Whether every electrode that it names is among some.
  fileprivate func isNamed(in labels: Set<String>) -> Bool {
    [plus, minus].compactMap { $0 }.allSatisfy { labels.contains($0.label) }
  }
}
