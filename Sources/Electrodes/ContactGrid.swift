/// Contacts of grids, strips and depth electrodes among a recording's labels: letters numbered through, such as A1 to
/// A16, whose names are no electrodes of a cap although some look like it (A1, F3, O2, T7).
public struct ContactGrid: Sendable {
  /// The letters whose numbers are contacts.
  let letters: Set<String>
  /// Each grid from its first contact to its last, such as `A1 to A16`, in alphabetical order.
  public let ranges: [String]

  /// Whether there is none.
  public var isEmpty: Bool { letters.isEmpty }

  /// Finds the contacts.
  ///
  /// Numbers that run from 1 to at least 4 are contacts if one of them is no electrode, if two name the same electrode
  /// (T3 and T7), if the recording has no electrode of the midline, or if nothing but Fz, Cz, Pz and such rows tells of
  /// a cap (`tellsOfCap`), unless all rows are as short as around an electrode of the midline, 6 at most. Without a
  /// midline some may be missing from a row that has others than electrodes or two names of one. Beside such a grid,
  /// three in a row are enough where there is no midline. A difference of two electrodes with other letters, such as
  /// F3-C3, is a cap's and tells of no contact.
  ///
  /// - Parameter labels: All labels of a recording, each read on its own.
  public init(_ labels: [ChannelLabel]) {
    var numbers: [String: Set<Int>] = [:]
    var hasMidline = false
    for label in labels where label.otherKind == nil {
      for contact in ContactGrid.contacts(label) { numbers[contact.letters, default: []].insert(contact.number) }
      for part in label.parts.prefix(2) {
        if let electrode = Electrode(part), electrode.column == 0 { hasMidline = true }
      }
    }
    let ambiguous = numbers.filter { ContactGrid.looksLikeElectrode($0.key) }
    let runs = ambiguous.filter { $0.value == Set(1...$0.value.count) }
    var certain = ambiguous.filter { letters, numbers in
      guard numbers.count >= 4 else { return false }
      let electrodes = numbers.compactMap { Electrode(ContactGrid.name(letters, $0)) }
      let isStrange = electrodes.count < numbers.count || Set(electrodes).count < electrodes.count
      guard runs[letters] != nil else { return isStrange && !hasMidline }
      return isStrange || !hasMidline && letters != "T"
    }
    let rows = runs.filter { $0.value.count >= 4 && certain[$0.key] == nil && $0.key != "T" }
    if hasMidline && !ContactGrid.tellsOfCap(labels, numbers, grids: certain) {
      let isShort = rows.allSatisfy { $0.value.count <= 6 } && !ContactGrid.hasPairsInARow(labels)
      if !isShort || !certain.isEmpty { certain.merge(rows) { own, _ in own } }
    }
    let hasGrid = !certain.isEmpty || numbers.contains { $0.key.count <= 2 && $0.value.isSuperset(of: 1...11) }
    let likely = hasGrid && !hasMidline ? runs.filter { $0.value.count >= 3 } : [:]
    letters = Set(certain.keys).union(likely.keys)
    ranges = letters.sorted().map { letters in
      let own = numbers[letters] ?? [1]
      return "\(ContactGrid.name(letters, own.min() ?? 1)) to \(ContactGrid.name(letters, own.max() ?? 1))"
    }
  }

  /// Whether a label names a contact of these grids.
  public func holds(_ label: ChannelLabel) -> Bool {
    ContactGrid.contacts(label).contains { letters.contains($0.letters) }
  }

  /// The contacts that a label may name: none where it is the difference of two electrodes of a cap.
  private static func contacts(_ label: ChannelLabel) -> [(letters: String, number: Int)] {
    let contacts = label.parts.prefix(2).compactMap(contact)
    // `T7/T3`: one electrode by both its names.
    if label.parts.count == 2, let first = Electrode(label.parts[0]), first == Electrode(label.parts[1]) { return [] }
    let isOfCap = label.plus?.isReferenceSite == false && label.minus?.isReferenceSite == false
    return isOfCap && Set(contacts.map(\.letters)).count > 1 ? [] : contacts
  }

  /// The letters and the number of a contact; the numbers `01`, `02`, `03` have no letters.
  private static func contact(_ part: String) -> (letters: String, number: Int)? {
    let letters = part.prefix { $0.isLetter && $0.isASCII }
    let digits = part.dropFirst(letters.count)
    guard let number = Int(digits), number > 0, letters.count <= 3 else { return nil }
    guard letters.isEmpty ? digits.count == 2 : String(number) == digits else { return nil }
    return (letters.uppercased(), number)
  }

  private static func name(_ letters: String, _ number: Int) -> String {
    letters.isEmpty && number < 10 ? "0\(number)" : "\(letters)\(number)"
  }

  /// Whether anything tells of a cap: an electrode of the midline beside Fz, Cz and Pz, one that is measured against
  /// one of the midline, or electrodes that are no row from 1 on, such as Fp1 and Fp2, C3 and C4, T7 and T8.
  private static func tellsOfCap(
    _ labels: [ChannelLabel], _ numbers: [String: Set<Int>], grids: [String: Set<Int>]
  ) -> Bool {
    let electrodes = labels.flatMap { [$0.plus, $0.minus].compactMap { $0 } }
    if electrodes.contains(where: { $0.column == 0 && !["Fz", "Cz", "Pz"].contains($0.label) }) { return true }
    let isAcross = labels.contains { label in
      guard let plus = label.plus, let minus = label.minus, !plus.isReferenceSite, !minus.isReferenceSite else {
        return false
      }
      return (plus.column == 0) != (minus.column == 0)
    }
    return isAcross
      || numbers.contains { letters, own in
        guard grids[letters] == nil, !["A", "M", "SP"].contains(letters) else { return false }
        let isRow = own.count >= 3 && own == Set(1...own.count)
        return !isRow && own.contains { Electrode(name(letters, $0)) != nil }
      }
  }

  /// Whether contacts that follow each other are subtracted, as F2-F3 is in no montage of a cap.
  private static func hasPairsInARow(_ labels: [ChannelLabel]) -> Bool {
    labels.contains { label in
      let pair = label.parts.prefix(2).compactMap(contact)
      return pair.count == 2 && pair[0].letters == pair[1].letters && abs(pair[0].number - pair[1].number) == 1
        && min(pair[0].number, pair[1].number) > 1
    }
  }

  /// Whether any of these letters' numbers could be taken for an electrode.
  private static func looksLikeElectrode(_ letters: String) -> Bool {
    (1...10).contains { Electrode(name(letters, $0)) != nil }
  }
}
