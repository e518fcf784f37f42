/// An electrode of the 10-10 system, by its canonical label: `Fp1`, `T7`, `FCz`.
struct Electrode: Hashable {
  /// The label with its usual capitals, temporal electrodes by their newer names.
  let label: String
  /// Position from front (Fp, 0) to back (I, 9).
  let row: Int
  /// Distance from the midline in steps, from 0 (z) to 5 (9, 10); negative on the left. Fp1 and O1 count as column 3.
  let column: Int

  /// Reads a label, whatever its capitals; older names (T3, T4, T5, T6) and zeros typed for O are understood.
  init?(_ text: some StringProtocol) {
    let upper = Electrode.modern(text.uppercased())
    let letters = String(upper.prefix { $0.isLetter && $0 != "Z" })
    let place = String(upper.dropFirst(letters.count))
    guard let row = Electrode.rows.firstIndex(where: { $0.contains(letters) }) else { return nil }
    if place == "Z" {
      guard letters != "T" && letters != "FT" && letters != "TP" else { return nil }
      self.init(label: Electrode.capitals[letters, default: letters] + "z", row: row, column: 0)
      return
    }
    guard let number = Int(place), (1...10).contains(number), String(number) == place else { return nil }
    let isPole = letters == "FP" || letters == "O" || letters == "I"
    guard !isPole || number <= 2 else { return nil }
    let step = isPole ? 2 : (number + 1) / 2
    self.init(
      label: Electrode.capitals[letters, default: letters] + place, row: row, column: number % 2 == 1 ? -step : step)
  }

  private init(label: String, row: Int, column: Int) {
    self.label = label
    self.row = row
    self.column = column
  }

  private static let rows: [Set<String>] = [
    ["FP"], ["AF"], ["F"], ["FC", "FT"], ["C", "T"], ["CP", "TP"], ["P"], ["PO"], ["O"], ["I"],
  ]

  private static let capitals = ["FP": "Fp"]

  private static func modern(_ upper: String) -> String {
    switch upper {
    case "T3": "T7"
    case "T4": "T8"
    case "T5": "P7"
    case "T6": "P8"
    case "01": "O1"
    case "02": "O2"
    default: upper
    }
  }

  static func == (left: Electrode, right: Electrode) -> Bool {
    left.label == right.label
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(label)
  }
}
