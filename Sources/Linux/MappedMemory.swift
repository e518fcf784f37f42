import CLinux
import Vocabulary

/// Memory of its own for as long as the value lives, all zero at first; made before the heap is sealed.
@safe
public struct MappedMemory: ~Copyable {
  let start: UnsafeMutableRawPointer
  let byteCount: Int

  /// Maps memory.
  ///
  /// - Parameter byteCount: How much.
  /// - Throws: `SystemFault`.
  public init(byteCount: Int) throws(SystemFault) {
    guard let mapped = unsafe linux_map_memory(byteCount) else { throw SystemFault(.memory, code: linux_error()) }
    unsafe start = mapped
    self.byteCount = byteCount
  }

  deinit {
    // Whoever lends the memory out owns this value, too.
    unsafe munmap(start, byteCount)
  }
}
