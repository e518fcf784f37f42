/// Electrode labels as montages name them, from the many spellings in files.
public enum ElectrodeLabel {
  /// The electrodes of the 10-10 system with their usual neighbours (ear lobes, mastoids, sphenoidal).
  static let electrodes: [String: String] = {
    let rows = [
      "Nz Fp1 Fpz Fp2 AF9 AF7 AF5 AF3 AF1 AFz AF2 AF4 AF6 AF8 AF10 F9 F7 F5 F3 F1 Fz F2 F4 F6 F8 F10",
      "FT9 FT7 FC5 FC3 FC1 FCz FC2 FC4 FC6 FT8 FT10 T9 T7 C5 C3 C1 Cz C2 C4 C6 T8 T10",
      "TP9 TP7 CP5 CP3 CP1 CPz CP2 CP4 CP6 TP8 TP10 P9 P7 P5 P3 P1 Pz P2 P4 P6 P8 P10",
      "PO9 PO7 PO5 PO3 PO1 POz PO2 PO4 PO6 PO8 PO10 O9 O1 Oz O2 O10 I1 Iz I2 A1 A2 M1 M2 T1 T2 Sp1 Sp2",
    ]
    var table: [String: String] = [:]
    for name in rows.joined(separator: " ").split(separator: " ") { table[name.uppercased()] = String(name) }
    return table
  }()

  /// The 19 electrodes of the 10-20 system.
  static let tenTwenty: Set<String> = [
    "Fp1", "Fp2", "F7", "F3", "Fz", "F4", "F8", "T7", "C3", "Cz", "C4", "T8", "P7", "P3", "Pz", "P4", "P8", "O1", "O2",
  ]

  /// Names of 1958 and slips that occur in published data (CHB-MIT has `01` for O1).
  private static let olderNames = [
    "T3": "T7", "T4": "T8", "T5": "P7", "T6": "P8", "01": "O1", "02": "O2",
  ]

  /// What stands for a common reference behind a dash.
  private static let references: Set<String> = [
    "REF", "LE", "AVG", "AV", "AVE", "AR", "CAR", "G2", "GND", "REF1", "REF2",
  ]

  /// Takes the file's decorations off a label: the type `EEG ` or Nihon Kohden's `POL ` before it, dots and spaces around
  /// it.
  static func undecorated(_ label: String) -> String {
    let isTyped = ["EEG ", "POL "].contains(String(label.prefix(4)).uppercased())
    var rest = isTyped ? label.dropFirst(4) : label[...]
    while let last = rest.last, last == "." || last == " " { rest = rest.dropLast() }
    while rest.first == " " { rest = rest.dropFirst() }
    return String(rest)
  }

  /// The electrode a label names, or nil if it names none that is known.
  static func electrode(_ name: some StringProtocol) -> String? {
    let upper = name.uppercased()
    return olderNames[upper] ?? electrodes[upper]
  }

  /// A label as montages name it, on its own: `EEG FP1-REF` gives `Fp1`, `FP1-F7` gives `Fp1-F7`, `T3-C3` gives
  /// `T7-C3`, `Fc5.` gives `FC5`, `T8-P8-1` gives `T8-P8`; what is no electrode stays as it is.
  ///
  /// - Parameter label: The label as the file has it.
  /// - Returns: The normalised label.
  public static func normalised(_ label: String) -> String {
    normalised(label, commonReference: nil)
  }

  /// Whether a normalised label is an electrode or a pair of them.
  ///
  /// - Parameter label: A normalised label.
  /// - Returns: Whether it is known.
  public static func isKnown(_ label: String) -> Bool {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { electrodes[$0.uppercased()] == String($0) }
  }

  /// The labels of a recording's inputs as montages name them, unique.
  ///
  /// Beyond `normalised(_:)`: a reference that all labels share, and there are at least two, is taken off (`FZ-CS2`,
  /// `C3-CS2` … give `Fz`, `C3` …), because they are then one referential montage. Of labels that are equal in the end
  /// the first keeps the name and the others get `#2`, `#3`.
  ///
  /// - Parameter labels: The labels as the file has them.
  /// - Returns: As many labels, and the common reference that was taken off, if any.
  public static func normalised(_ labels: [String]) -> (labels: [String], commonReference: String?) {
    let reference = commonReference(labels)
    var uses: [String: Int] = [:]
    var taken: Set<String> = []
    var result: [String] = []
    for label in labels {
      let base = ascii(normalised(label, commonReference: reference))
      var name: String
      repeat {
        let use = uses[base, default: 0] + 1
        uses[base] = use
        let suffix = use == 1 ? "" : "#\(use)"
        name = base.prefix(16 - suffix.count) + suffix
      } while !taken.insert(name).inserted
      result.append(name)
    }
    return (result, reference)
  }

  private static func normalised(_ label: String, commonReference: String?) -> String {
    let bare = undecorated(label)
    if let electrode = electrode(bare) { return electrode }
    var parts = bare.split(separator: "-", omittingEmptySubsequences: false).map { part in
      String(part).trimmingSpaces
    }
    // Readers that number equal labels leave `T8-P8-0` and `T8-P8-1`.
    if parts.count == 3, parts[2].count == 1, parts[2].allSatisfy(\.isNumber) { parts.removeLast() }
    if parts.count == 2, references.contains(parts[1].uppercased()) || parts[1].uppercased() == commonReference {
      parts.removeLast()
    }
    guard (1...2).contains(parts.count) else { return bare }
    return parts.map { electrode($0) ?? $0 }.joined(separator: "-")
  }

  /// The second electrode of every label, in capitals, if there are at least two labels and it is the same in all.
  private static func commonReference(_ labels: [String]) -> String? {
    let seconds = labels.map { label in
      let parts = undecorated(label).split(separator: "-", omittingEmptySubsequences: false)
      return parts.count == 2 ? String(parts[1]).trimmingSpaces.uppercased() : ""
    }
    guard labels.count >= 2, let first = seconds.first, !first.isEmpty, !references.contains(first) else { return nil }
    return seconds.allSatisfy { $0 == first } ? first : nil
  }

  private static func ascii(_ text: String) -> String {
    let visible = text.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F ? Character(scalar) : "?"
    }
    return visible.isEmpty ? "?" : String(visible)
  }
}

extension String {
  /// The text without the spaces around it.
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
