/// A key that a reader asked for: an entry of the reference of keys.
public struct AskedKey: Equatable, Sendable {
  /// Its path in the file, such as `spi.speed_hz`.
  public let key: String
  /// What it takes, such as `true or false`.
  public internal(set) var expected: String
  /// What stands for it where it is left out; nil if it must be there.
  public internal(set) var otherwise: String?
}
