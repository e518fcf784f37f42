import EventLog

/// A port for the two places where the board's state is kept.
public protocol StateStorage: ~Copyable {
  /// Reads a copy.
  ///
  /// - Parameters:
  ///   - copy: 0 or 1.
  ///   - bytes: Filled from its start with as much of the copy as fits.
  /// - Returns: How many bytes were read; nil if there is no such copy.
  /// - Throws: `StorageFault`.
  mutating func read(copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int?

  /// Writes a copy, durable on return. A cut of the power leaves any part of it, but never touches the other copy.
  mutating func write(_ bytes: Span<UInt8>, copy: Int) throws(StorageFault)
}
