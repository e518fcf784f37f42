import CLinux

/// The program's memory. On the board the only allocator is a fixed arena for what libraries allocate at the start; on
/// the host the system's own allocator stays, and sealing does nothing.
public enum Memory {
  /// From now on an allocation stops the program.
  public static func seal() {
    linux_seal_memory()
  }

  /// Whether an allocation would stop the program.
  public static var isSealed: Bool { linux_is_memory_sealed() }

  /// Bytes that libraries allocated before the seal.
  public static var allocatedBytes: Int { linux_allocated_bytes() }

  /// Gives back what the start has left on the calling thread's stack, for good: pages are never merged into huge ones.
  public static func releaseUnusedStack() { linux_release_unused_stack() }

  /// Locks the program's memory: no page of it is ever fetched from a disk again.
  ///
  /// - Returns: Whether that was granted.
  public static func lock() -> Bool { linux_lock_memory() == 0 }
}
