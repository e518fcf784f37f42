/// Contacts of grids, strips and depth electrodes among a recording's labels: letters numbered through, such as A1 to
/// A16, whose names are no electrodes of a cap although some look like it (A1, F3, O2, T7).
public struct ContactGrid: Sendable {
  /// The letters whose numbers are contacts.
  let letters: Set<String>
  /// Each grid from its first contact to its last, such as `A1 to A16`, in alphabetical order.
  public let ranges: [String]

  /// The electrodes around a cap: without any of them there is none.
  private static let ring: Set<String> = ["Fp1", "Fp2", "T7", "T8", "O1", "O2"]

  /// Whether there is none.
  public var isEmpty: Bool { letters.isEmpty }

  /// Finds the contacts.
  ///
  /// Of at least four numbers two that name the same electrode (T3 and T7) are contacts. Numbers that run from 1 to at
  /// least 4 are, too, if one of them is no electrode, or if the recording has no electrode of the midline, or none of
  /// the ring that every cap has, Fp1, Fp2, T7, T8, O1, O2, beside them; without a midline some may be missing from a
  /// row that has others than electrodes. Beside such a grid, three in a row are enough where there is no midline. A
  /// difference of two electrodes with other letters, such as F3-C3, is a cap's and tells of no contact.
  ///
  /// - Parameter labels: All labels of a recording, each read on its own.
  public init(_ labels: [ChannelLabel]) {
    var numbers: [String: Set<Int>] = [:]
    var hasMidline = false
    var ring: Set<Electrode> = []
    for label in labels where label.otherKind == nil {
      for contact in ContactGrid.contacts(label) { numbers[contact.letters, default: []].insert(contact.number) }
      for part in label.parts.prefix(2) {
        guard let electrode = Electrode(part) else { continue }
        if electrode.column == 0 { hasMidline = true }
        if ContactGrid.ring.contains(electrode.label) { ring.insert(electrode) }
      }
    }
    let ambiguous = numbers.filter { ContactGrid.looksLikeElectrode($0.key) }
    let runs = ambiguous.filter { $0.value == Set(1...$0.value.count) }
    // A grid's own contacts are no ring.
    let grids = ambiguous.filter { letters, numbers in
      numbers.count >= 4 && numbers.contains { Electrode(ContactGrid.name(letters, $0)) == nil }
    }
    ring = ring.filter { electrode in !grids.keys.contains { ContactGrid.isOf($0, electrode) } }
    let certain = ambiguous.filter { letters, numbers in
      guard numbers.count >= 4 else { return false }
      let electrodes = numbers.compactMap { Electrode(ContactGrid.name(letters, $0)) }
      let hasOthers = electrodes.count < numbers.count
      if Set(electrodes).count < electrodes.count { return true }
      guard runs[letters] != nil else { return hasOthers && !hasMidline }
      let isCap = hasMidline && ring.contains { !ContactGrid.isOf(letters, $0) }
      return hasOthers || !isCap && letters != "T"
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

  /// Whether an electrode's name has these letters.
  private static func isOf(_ letters: String, _ electrode: Electrode) -> Bool {
    electrode.label.uppercased().prefix { $0.isLetter } == letters
  }

  /// Whether any of these letters' numbers could be taken for an electrode.
  private static func looksLikeElectrode(_ letters: String) -> Bool {
    (1...10).contains { Electrode(name(letters, $0)) != nil }
  }
}
