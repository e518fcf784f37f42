/// An electrode of the 10-10 system or one of its usual neighbours, by its canonical label: `Fp1`, `T7`, `FCz`, `A1`.
///
/// The one place that knows the electrodes' names, what else they are called, and where they lie.
public struct Electrode: Hashable, Sendable {
  /// The label with its usual capitals, temporal electrodes by their newer names.
  public let label: String
  /// Position from front (Nz, -1; Fp, 0) to back (I, 9).
  public let row: Int
  /// Distance from the midline in steps, from 0 (z) to 5 (9, 10); negative on the left. Fp1, O1 and I1 count as column
  /// 2.
  public let column: Int
  /// Whether it is an ear lobe, a mastoid or a sphenoidal electrode: a place that others are measured against, which
  /// has no neighbours in a montage.
  public let isReferenceSite: Bool

  /// Reads a label, whatever its capitals; older names (T3, T4, T5, T6) and zeros typed for O are understood.
  public init?(_ text: some StringProtocol) {
    let typed = text.uppercased()
    let upper = typed.allSatisfy(\.isASCII) ? typed : String(typed.map { Electrode.latin[$0] ?? $0 })
    guard let electrode = Electrode.table[Electrode.olderNames[upper]?.uppercased() ?? upper] else { return nil }
    self = electrode
  }

  private init(_ label: String, row: Int) {
    let digits = label.drop { !$0.isNumber }
    let letters = label.uppercased().prefix { $0.isLetter && $0 != "Z" }
    let number = Int(digits) ?? 0
    let isPole = ["FP", "O", "I"].contains(letters) && number <= 2
    let step = number == 0 ? 0 : isPole ? 2 : letters == "T" && number <= 2 ? 5 : (number + 1) / 2
    self.label = label
    self.row = row
    column = number % 2 == 1 ? -step : step
    isReferenceSite = ["A", "M", "SP"].contains(letters)
  }

  /// All labels, from front to back.
  public static let labels: [String] = rows.flatMap { $0.labels.split(separator: " ").map(String.init) }

  /// The 19 electrodes of the 10-20 system.
  public static let tenTwenty: Set<String> = [
    "Fp1", "Fp2", "F7", "F3", "Fz", "F4", "F8", "T7", "C3", "Cz", "C4", "T8", "P7", "P3", "Pz", "P4", "P8", "O1", "O2",
  ]

  /// The longitudinal bipolar montage ("double banana"): both temporal and parasagittal chains and the midline.
  public static let doubleBananaNames = [
    "Fp1-F7", "F7-T7", "T7-P7", "P7-O1", "Fp1-F3", "F3-C3", "C3-P3", "P3-O1", "Fp2-F4", "F4-C4", "C4-P4", "P4-O2",
    "Fp2-F8", "F8-T8", "T8-P8", "P8-O2", "Fz-Cz", "Cz-Pz",
  ]

  /// Letters of other scripts that look like those of electrodes, and what cp1251 has in their places when it is read
  /// as Latin: Cyrillic А, М, О, Р, С, Т, Greek Α, Ζ, Ι, Μ, Ν, Ο, Ρ, Τ.
  private static let latin: [Character: Character] = [
    "\u{410}": "A", "\u{41C}": "M", "\u{41E}": "O", "\u{420}": "P", "\u{421}": "C", "\u{422}": "T", "\u{C0}": "A",
    "\u{CC}": "M", "\u{CE}": "O", "\u{D0}": "P", "\u{D1}": "C", "\u{D2}": "T", "\u{391}": "A", "\u{396}": "Z",
    "\u{399}": "I", "\u{39C}": "M", "\u{39D}": "N", "\u{39F}": "O", "\u{3A1}": "P", "\u{3A4}": "T",
  ]

  /// Names of 1958 and slips that occur in published data (CHB-MIT has `01` for O1), with today's names.
  public static let olderNames = ["T3": "T7", "T4": "T8", "T5": "P7", "T6": "P8", "01": "O1", "02": "O2"]

  /// Ear lobes, mastoids and sphenoidal electrodes stand in the row they lie nearest to.
  private static let rows: [(row: Int, labels: String)] = [
    (-1, "Nz"), (0, "Fp1 Fpz Fp2"), (1, "AF9 AF7 AF5 AF3 AF1 AFz AF2 AF4 AF6 AF8 AF10"),
    (2, "F9 F7 F5 F3 F1 Fz F2 F4 F6 F8 F10"), (3, "FT9 FT7 FC5 FC3 FC1 FCz FC2 FC4 FC6 FT8 FT10 T1 T2 Sp1 Sp2"),
    (4, "T9 T7 C5 C3 C1 Cz C2 C4 C6 T8 T10 A1 A2"), (5, "TP9 TP7 CP5 CP3 CP1 CPz CP2 CP4 CP6 TP8 TP10 M1 M2"),
    (6, "P9 P7 P5 P3 P1 Pz P2 P4 P6 P8 P10"), (7, "PO9 PO7 PO5 PO3 PO1 POz PO2 PO4 PO6 PO8 PO10"),
    (8, "O9 O1 Oz O2 O10"), (9, "I1 Iz I2"),
  ]

  private static let table: [String: Electrode] = {
    var table: [String: Electrode] = [:]
    for (row, labels) in rows {
      for label in labels.split(separator: " ") {
        table[label.uppercased()] = Electrode(String(label), row: row)
      }
    }
    return table
  }()
}
