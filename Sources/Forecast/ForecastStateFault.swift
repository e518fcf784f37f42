/// Why stored state is not a forecaster's.
public enum ForecastStateFault: Error, Equatable, Sendable {
  /// It is shorter or longer than a state is.
  case size(found: Int, expected: Int)
  /// It does not begin as a state does.
  case magic(found: UInt32)
  /// A version that this program does not know.
  case version(found: UInt32)
  /// Its checksum does not match: it was torn or damaged.
  case checksum(found: UInt32, expected: UInt32)
  /// It belongs to another person.
  case person(found: UInt64)
  /// A field holds what it cannot hold.
  case value(found: Int64)
}
