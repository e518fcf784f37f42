import CLinux

/// A file mapped read-only for as long as the value lives.
@safe
public struct MappedFile: ~Copyable {
  private let start: UnsafeRawPointer
  private let count: Int

  /// Maps a regular file that is not empty and not a symbolic link.
  ///
  /// - Parameter path: The path, ending in zero.
  /// - Throws: `SystemFault`.
  public init(_ path: Span<UInt8>) throws(SystemFault) {
    let file = try FileDescriptor(openingForReading: path)
    let byteCount = linux_file_bytes(file.number)
    guard byteCount >= 0 else { throw SystemFault("stat", code: linux_error()) }
    guard let size = Int(exactly: byteCount), let mapped = unsafe linux_map_for_reading(file.number, size) else {
      throw SystemFault("map", code: linux_error())
    }
    unsafe start = mapped
    count = size
  }

  deinit {
    // Nothing can hold the bytes any longer: they are only lent during `withBytes`.
    unsafe munmap(UnsafeMutableRawPointer(mutating: start), count)
  }

  /// Calls `body` with the file's bytes.
  ///
  /// - Parameter body: Takes the bytes, valid during the call only.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Result, Fault: Error>(_ body: (Span<UInt8>) throws(Fault) -> Result) throws(Fault) -> Result {
    // The mapping has `count` bytes, lives as long as `self`, and a private read-only one does not change under a root file
    // system that is itself read-only; a bundle's digest is checked before anything is believed.
    try body(unsafe Span<UInt8>(_unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: count))
  }
}
