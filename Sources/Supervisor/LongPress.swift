/// A button held while nothing is alarming, and let go.
enum LongPress {
  /// From so long on it begins a standby, or ends one.
  static let standbyNanoseconds: UInt64 = 3_000_000_000
  /// From so long on it discharges whoever is admitted, else it admits somebody.
  static let personNanoseconds: UInt64 = 6_000_000_000
  /// How long a standby lasts that the button begins.
  static let standbyMinutes: UInt16 = 15
}
