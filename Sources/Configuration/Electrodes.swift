/// The electrodes of the extended 10-20 system (10-10), with earlobes and mastoids.
enum Electrodes {
  /// Every name.
  static let names: [String] =
    ["Nz", "Fp1", "Fpz", "Fp2", "O1", "Oz", "O2", "I1", "Iz", "I2", "A1", "A2", "M1", "M2"]
    + row("AF", [9, 7, 5, 3, 1]) + row("F", [9, 7, 5, 3, 1]) + row("FT", [9, 7], midline: false)
    + row("FC", [5, 3, 1]) + row("T", [9, 7], midline: false) + row("C", [5, 3, 1])
    + row("TP", [9, 7], midline: false) + row("CP", [5, 3, 1]) + row("P", [9, 7, 5, 3, 1])
    + row("PO", [9, 7, 5, 3, 1])

  /// Names of the older 10-20 system, and what they are called since.
  private static let renamed = ["T3": "T7", "T4": "T8", "T5": "P7", "T6": "P8"]

  private static func row(_ prefix: String, _ left: [Int], midline: Bool = true) -> [String] {
    left.map { "\(prefix)\($0)" } + (midline ? ["\(prefix)z"] : []) + left.reversed().map { "\(prefix)\($0 + 1)" }
  }

  /// Says what is wrong with a label.
  ///
  /// - Parameter label: An electrode, such as `Fp1`, or the difference of two, such as `F7-T7`.
  /// - Returns: What would be right, or nil if nothing is wrong.
  static func objection(to label: String) -> String? {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { return "one electrode, such as \"Fp1\", or two, such as \"F7-T7\"" }
    guard Set(parts).count == parts.count else { return "two different electrodes" }
    for part in parts where !names.contains(part) {
      if let name = renamed[part] { return "\"\(name)\" instead of \"\(part)\", as the 10-10 system calls it" }
      let nearest = NearestName.find(part, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
      return "electrodes of the 10-10 system, which has no \"\(part)\"\(nearest)"
    }
    return nil
  }
}
