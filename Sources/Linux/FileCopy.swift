import CLinux
import Vocabulary

/// A file's bytes as they were when it was opened, in memory of their own that nothing can change any more: what
/// becomes of the file afterwards does not matter.
@safe
public struct FileCopy: ~Copyable {
  /// The longest file that is copied, in bytes.
  public static let limit = 64 << 20

  private let start: UnsafeRawPointer
  private let count: Int

  /// Copies a regular file that is not empty, not longer than `limit` and not a symbolic link.
  ///
  /// The copy is read-only, and locked in memory where the system grants it.
  ///
  /// - Parameter path: The path, ending in zero.
  /// - Throws: `SystemFault`: ENODATA for an empty file, EFBIG for one that is too long, EIO for one that was cut
  ///   meanwhile.
  public init(_ path: Span<UInt8>) throws(SystemFault) {
    try self.init(FileDescriptor(openingForReading: path), FixedText(fitting: path), limit: Self.limit)
  }

  init(_ file: borrowing FileDescriptor, _ subject: FixedText<32>, limit: Int) throws(SystemFault) {
    let byteCount = linux_file_bytes(file.number)
    guard byteCount >= 0 else { throw SystemFault(.inspect, subject, code: linux_error()) }
    guard byteCount > 0 else { throw SystemFault(.copy, subject, code: ENODATA) }
    guard byteCount <= limit else { throw SystemFault(.copy, subject, code: EFBIG) }
    guard let copied = unsafe linux_copy_file(file.number, Int(byteCount)) else {
      throw SystemFault(.copy, subject, code: linux_error())
    }
    unsafe start = copied
    count = Int(byteCount)
  }

  deinit {
    // Nothing can hold the bytes any longer: they are only lent during `withBytes`.
    unsafe munmap(UnsafeMutableRawPointer(mutating: start), count)
  }

  /// Calls `body` with the bytes.
  ///
  /// - Parameter body: Takes the bytes, valid during the call only.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Result, Fault: Error>(_ body: (Span<UInt8>) throws(Fault) -> Result) throws(Fault) -> Result {
    // The memory has `count` bytes, lives as long as `self`, and its pages can only be read.
    try body(unsafe Span<UInt8>(_unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: count))
  }
}
