/// The units of voltage that occur in headers.
public enum VoltageUnit: String, Sendable, CaseIterable {
  /// Nanovolt.
  case nanovolt = "nV"
  /// Microvolt.
  case microvolt = "uV"
  /// Millivolt.
  case millivolt = "mV"
  /// Volt.
  case volt = "V"

  /// The unit a header's dimension field names, in any of the spellings that occur, or nil if it is another or none.
  ///
  /// Capitals do not tell units apart: `MV` is millivolt, since nothing in a head has megavolts.
  ///
  /// - Parameter dimension: The field, such as `uV`, `µV`, `[uV]`, `microvolts` or `mV`.
  public init?(dimension: String) {
    let letters = dimension.lowercased().filter { $0.isLetter || $0 == "\u{B5}" || $0 == "?" }
    let marks = dimension.filter { !$0.isLetter && $0 != "\u{B5}" && $0 != "?" }
    guard marks.allSatisfy({ " .[]()\0".contains($0) }), let unit = VoltageUnit.spellings[letters] else { return nil }
    self = unit
  }

  /// Microvolts in one of this unit.
  public var microvolts: Ratio {
    switch self {
    case .nanovolt: .thousandth
    case .microvolt: Ratio(1)
    case .millivolt: Ratio(1_000)
    case .volt: Ratio(1_000_000)
    }
  }

  /// Every spelling, in small letters, cut to the field's 8 characters where it is longer, without blanks, dots and
  /// brackets.
  private static let spellings: [String: VoltageUnit] = {
    // Micro is written as u, as the micro sign, as the Greek letter, as the Russian mk, as either sign read in another
    // code page, and as ? where a program knew none of them.
    let prefixes: [(VoltageUnit, [String])] = [
      (.nanovolt, ["n", "nano"]),
      (.microvolt, ["u", "\u{B5}", "\u{3BC}", "mk", "mc", "\u{E2}\u{B5}", "\u{E6}", "?", "micro", "mikro"]),
      (.millivolt, ["m", "milli"]), (.volt, [""]),
    ]
    var table: [String: VoltageUnit] = ["\u{43C}\u{43A}\u{432}": .microvolt, "\u{43C}\u{432}": .millivolt]
    for (unit, prefixes) in prefixes {
      for prefix in prefixes { for word in ["v", "vol", "volt", "volts"] { table[prefix.lowercased() + word] = unit } }
    }
    return table
  }()
}
