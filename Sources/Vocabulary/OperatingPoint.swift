/// A named trade between missed seizures and false alarms; a model carries a threshold for each.
public enum OperatingPoint: UInt8, Sendable {
  /// Misses less, alarms more.
  case sensitive = 0
  /// Between the two.
  case balanced = 1
  /// Alarms less, misses more.
  case quiet = 2

  /// How many there are.
  public static let count = 3
}
