import Vocabulary

extension Quality {
  /// The names of the defects; empty if none was found.
  public var names: [String] {
    let known: [(Quality, String)] = [
      (.flat, "flat"), (.saturated, "saturated"), (.leadOff, "lead_off"), (.mains, "mains"), (.muscle, "muscle"),
      (.gap, "gap"), (.settling, "settling"), (.invalid, "invalid"), (.unknown, "unknown"),
    ]
    return known.filter { contains($0.0) }.map(\.1)
  }
}
