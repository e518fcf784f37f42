/// Contacts of grids, strips and depth electrodes among a recording's labels: letters numbered through, such as A1 to
/// A16 or A01 to A16, whose names are no electrodes of a cap although some look like it (A1, F3, O2, T7).
public struct ContactGrid: Sendable {
  /// Letters whose numbers are contacts. Rows written with noughts, as T01, are others than those without, as T1.
  struct Row: Hashable {
    let letters: String
    let isPadded: Bool

    func name(_ number: Int) -> String {
      (isPadded || letters.isEmpty) && number < 10 ? "\(letters)0\(number)" : "\(letters)\(number)"
    }

    /// Whether any of its numbers could be taken for an electrode.
    var looksLikeElectrode: Bool {
      (1...10).contains { Electrode("\(letters)\($0)") != nil || Electrode(name($0)) != nil }
    }
  }

  /// The rows whose numbers are contacts.
  let rows: Set<Row>
  /// Each grid from its first contact to its last, such as `A1 to A16`, in alphabetical order.
  public let ranges: [String]

  /// Whether there is none.
  public var isEmpty: Bool { rows.isEmpty }

  /// Finds the contacts.
  ///
  /// Numbers that run from 1 to at least 4 are contacts if one of them is no electrode, if two name the same electrode
  /// (T3 and T7), or if nothing tells of a cap (`tellsOfCap`). Beside an electrode of the midline, rows of at most 6
  /// may be a cap's all the same. Of 7 and more one may be missing, and any where there is no midline and the row has
  /// others than electrodes or two names of one. Beside such a grid, three in a row are enough where there is no
  /// midline, but for T1 to T6 where something tells of a cap. A difference of two electrodes with other letters, such
  /// as F3-C3, is a cap's and tells of no contact. The order of the labels means nothing.
  ///
  /// - Parameter labels: All labels of a recording, each read on its own.
  public init(_ labels: [ChannelLabel]) {
    let numbers = ContactGrid.numbers(labels)
    let hasMidline = labels.contains { label in
      label.otherKind == nil && label.parts.prefix(2).contains { Electrode($0)?.column == 0 }
    }
    let ambiguous = numbers.filter { $0.key.looksLikeElectrode }
    let runs = ambiguous.filter { ContactGrid.isRun($0.value) }
    var certain = ambiguous.filter { row, numbers in
      guard numbers.count >= 4 else { return false }
      let electrodes = numbers.compactMap { Electrode(row.name($0)) }
      let isStrange = electrodes.count < numbers.count || Set(electrodes).count < electrodes.count
      // Numbers without letters may count channels: `10` to `19`.
      return isStrange && (runs[row] != nil || !hasMidline && !row.letters.isEmpty)
    }
    let hasGrid = !certain.isEmpty || numbers.contains { $0.key.letters.count <= 2 && $0.value.isSuperset(of: 1...11) }
    let tellsOfCap = ContactGrid.tellsOfCap(labels, numbers, grids: certain)
    let others = runs.filter { $0.value.count >= 4 && certain[$0.key] == nil && $0.key.letters != "T" }
    if hasMidline && !tellsOfCap {
      let isShort = others.allSatisfy { $0.value.count <= 6 } && !ContactGrid.hasPairsInARow(labels)
      if !isShort || !certain.isEmpty { certain.merge(others) { own, _ in own } }
    } else if !hasMidline && hasGrid {
      let likely = runs.filter { $0.value.count >= 3 && !($0.key.letters == "T" && tellsOfCap) }
      certain.merge(likely) { own, _ in own }
    } else if !hasMidline && !tellsOfCap {
      certain.merge(others) { own, _ in own }
    }
    rows = Set(certain.keys)
    ranges = certain.map { row, own in "\(row.name(own.min() ?? 1)) to \(row.name(own.max() ?? 1))" }.sorted()
  }

  /// Whether a label names a contact of these grids.
  public func holds(_ label: ChannelLabel) -> Bool {
    ContactGrid.contacts(label).contains { letters, number, isPadded in
      rows.contains(Row(letters: letters, isPadded: isPadded))
        || number >= 10 && rows.contains(Row(letters: letters, isPadded: true))
    }
  }

  /// Whether numbers run from 1; of 7 and more one may be missing.
  private static func isRun(_ numbers: Set<Int>) -> Bool {
    let last = numbers.max() ?? 0
    return numbers.count == last || last >= 7 && numbers.count == last - 1
  }

  /// The numbers of each row. Those from 10 on belong to the row with noughts, where there is one.
  private static func numbers(_ labels: [ChannelLabel]) -> [Row: Set<Int>] {
    let contacts = labels.filter { $0.otherKind == nil }.flatMap(contacts)
    let padded = Set(contacts.filter(\.isPadded).map(\.letters))
    var numbers: [Row: Set<Int>] = [:]
    for (letters, number, isPadded) in contacts {
      let row = Row(letters: letters, isPadded: isPadded || number >= 10 && padded.contains(letters))
      numbers[row, default: []].insert(number)
    }
    return numbers
  }

  /// The contacts that a label may name: none where it is the difference of two electrodes of a cap.
  private static func contacts(_ label: ChannelLabel) -> [(letters: String, number: Int, isPadded: Bool)] {
    let contacts = label.parts.prefix(2).compactMap(contact)
    // `T7/T3`: one electrode by both its names.
    if label.parts.count == 2, let first = Electrode(label.parts[0]), first == Electrode(label.parts[1]) { return [] }
    let isOfCap = label.plus?.isReferenceSite == false && label.minus?.isReferenceSite == false
    return isOfCap && Set(contacts.map(\.letters)).count > 1 ? [] : contacts
  }

  /// The letters and the number of a contact; the numbers `01`, `02`, `03` have no letters.
  private static func contact(_ part: String) -> (letters: String, number: Int, isPadded: Bool)? {
    let letters = part.prefix { $0.isLetter && $0.isASCII }
    let digits = part.dropFirst(letters.count)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0, letters.count <= 3,
      letters.isEmpty ? digits.count == 2 : digits.count <= 3
    else { return nil }
    return (letters.uppercased(), number, !letters.isEmpty && digits.first == "0")
  }

  /// Whether anything tells of a cap: an electrode of the midline beside Fz, Cz and Pz, one that is measured against
  /// one of the midline, two rows between those of the 10-20 system, or electrodes that are no row from 1 on, such as
  /// Fp1 and Fp2, C3 and C4, T7 and T8.
  private static func tellsOfCap(
    _ labels: [ChannelLabel], _ numbers: [Row: Set<Int>], grids: [Row: Set<Int>]
  ) -> Bool {
    let electrodes = labels.flatMap { [$0.plus, $0.minus].compactMap { $0 } }
    if electrodes.contains(where: { $0.column == 0 && !["Fz", "Cz", "Pz"].contains($0.label) }) { return true }
    let isAcross = labels.contains { label in
      guard let plus = label.plus, let minus = label.minus, !plus.isReferenceSite, !minus.isReferenceSite else {
        return false
      }
      return (plus.column == 0) != (minus.column == 0)
    }
    let between = numbers.filter { row, own in
      ["AF", "FC", "CP", "PO"].contains(row.letters) && own.allSatisfy { Electrode(row.name($0)) != nil }
    }
    return isAcross || between.count >= 2
      || numbers.contains { row, own in
        guard grids[row] == nil, !["A", "M", "SP"].contains(row.letters) else { return false }
        return !(own.count >= 3 && isRun(own)) && own.contains { Electrode(row.name($0)) != nil }
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
}
