import Electrodes

extension Electrode {
  /// Says what is wrong with a label in a board's or a site's description.
  ///
  /// - Parameter label: An electrode, such as `Fp1`, or the difference of two, such as `F7-T7`.
  /// - Returns: What would be right, or nil if nothing is wrong.
  static func objection(to label: String) -> String? {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { return "one electrode, such as \"Fp1\", or two, such as \"F7-T7\"" }
    guard Set(parts).count == parts.count else { return "two different electrodes" }
    for part in parts where !labels.contains(part) {
      if let name = olderNames[part] { return "\"\(name)\" instead of \"\(part)\", as the 10-10 system calls it" }
      let nearest = NearestName.find(part, among: labels).map { "; did you mean \"\($0)\"?" } ?? ""
      return "electrodes of the 10-10 system, which has no \"\(part)\"\(nearest)"
    }
    return nil
  }
}
