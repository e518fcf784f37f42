import EventLog
import Vocabulary

/// A port for the places where the board's state is kept: two copies of each part.
public protocol StateStorage: ~Copyable {
  /// Reads a copy.
  ///
  /// - Parameters:
  ///   - part: Of which part.
  ///   - copy: 0 or 1.
  ///   - bytes: Filled from its start with as much of the copy as fits.
  /// - Returns: How many bytes were read; nil if there is no such copy.
  /// - Throws: `StorageFault`.
  mutating func read(_ part: KeptPart, copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int?

  /// Writes a copy, durable on return. A cut of the power leaves any part of it, but never touches another copy.
  mutating func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault)

  /// Takes a copy away; one that is not there is none the less gone.
  mutating func remove(_ part: KeptPart, copy: Int) throws(StorageFault)
}
