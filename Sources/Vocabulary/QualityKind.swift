/// One row of the table of defects: everything that is said about a defect outside the code that finds it.
public struct QualityKind: Sendable {
  /// The defect's bit.
  public let quality: Quality
  /// Its name in files and on terminals, never changed.
  public let name: StaticString
  /// The reason that records and alarms give for it; `none` where it is not recorded as a fault of its own.
  public let reason: ReasonCode
  /// Whether a channel with it can be used all the same: by a site's choice, but for muscle, with which it always is.
  public let isChoosable: Bool

  private init(_ quality: Quality, _ name: StaticString, _ reason: ReasonCode = .none, isChoosable: Bool = false) {
    self.quality = quality
    self.name = name
    self.reason = reason
    self.isChoosable = isChoosable
  }

  /// How many rows the table has.
  public static let count = 15

  /// A row of the table. Of two defects that as many channels have, the first row's is the one that an alarm names.
  ///
  /// - Parameter index: 0 to `count - 1`; anything else gives the last row.
  /// - Returns: The row.
  public static func row(_ index: Int) -> QualityKind {
    switch index {
    case 0: QualityKind(.leadOff, "lead_off", .leadOff, isChoosable: true)
    case 1: QualityKind(.saturated, "saturated", .saturation, isChoosable: true)
    case 2: QualityKind(.flat, "flat", .flat, isChoosable: true)
    case 3: QualityKind(.mains, "mains", .mains, isChoosable: true)
    case 4: QualityKind(.muscle, "muscle", isChoosable: true)
    case 5: QualityKind(.excessive, "excessive", .excessive)
    case 6: QualityKind(.weak, "weak", .weak)
    case 7: QualityKind(.copied, "copied", .copied)
    case 8: QualityKind(.repeated, "repeated", .repeated)
    case 9: QualityKind(.pulses, "pulses", .pulses)
    case 10: QualityKind(.spectrum, "spectrum", .spectrum)
    case 11: QualityKind(.gap, "gap")
    case 12: QualityKind(.settling, "settling")
    case 13: QualityKind(.invalid, "invalid")
    default: QualityKind(.unknown, "unknown")
    }
  }
}

extension Quality {
  /// Every defect of the table together.
  public static var all: Quality {
    var all = Quality.good
    for index in 0..<QualityKind.count { all = all.union(QualityKind.row(index).quality) }
    return all
  }

  /// The defects with which no channel is ever used, whatever a site chooses: what is not known, and what cannot be
  /// EEG.
  public static var alwaysUnusable: Quality {
    var found = Quality.good
    for index in 0..<QualityKind.count where !QualityKind.row(index).isChoosable {
      found = found.union(QualityKind.row(index).quality)
    }
    return found
  }
}
