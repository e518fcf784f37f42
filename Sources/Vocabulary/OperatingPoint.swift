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

extension OperatingPoint {
  /// The point's name, as in site files and records.
  public var name: ChannelName {
    switch self {
    case .sensitive: ChannelName("sensitive")
    case .balanced: ChannelName("balanced")
    case .quiet: ChannelName("quiet")
    }
  }
}
