/// A button held while nothing is alarming, and let go.
public enum LongPress {
  /// From so long on it begins a standby, or ends one.
  public static let standbyNanoseconds: UInt64 = 3_000_000_000
  /// From so long on it discharges whoever is admitted, else it admits somebody.
  public static let personNanoseconds: UInt64 = 6_000_000_000
  /// How long a standby lasts that the button begins.
  public static let standbyMinutes: UInt16 = 15
}
