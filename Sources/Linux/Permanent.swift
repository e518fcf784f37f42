import CLinux
import Vocabulary

/// A value at a place of its own for as long as the program runs, for threads to share; made before the heap is sealed.
@safe
public struct Permanent<Value: ~Copyable> {
  /// Where the value lies; always valid.
  public let pointer: UnsafeMutablePointer<Value>

  /// Gives a value its place.
  ///
  /// - Parameter value: The value.
  /// - Throws: `SystemFault` if there is no memory.
  public init(_ value: consuming Value) throws(SystemFault) {
    guard let memory = unsafe linux_map_memory(MemoryLayout<Value>.size) else {
      throw SystemFault(.memory, code: linux_error())
    }
    // The mapping is as long as the value, aligned to a page, and never taken away.
    unsafe pointer = memory.bindMemory(to: Value.self, capacity: 1)
    unsafe pointer.initialize(to: value)
    unsafe linux_release_zero_pages(memory, MemoryLayout<Value>.size)
  }
}

// Nothing but where the value lies.
extension Permanent: @unchecked Sendable where Value: Sendable & ~Copyable {}
