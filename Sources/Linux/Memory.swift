import CLinux

/// The program's memory. On the board the only allocator is a fixed arena for what libraries allocate at the start; on the
/// host the system's own allocator stays, and sealing does nothing.
public enum Memory {
  /// From now on an allocation stops the program.
  public static func seal() {
    linux_seal_memory()
  }

  /// Whether an allocation would stop the program.
  public static var isSealed: Bool { linux_is_memory_sealed() }

  /// Bytes that libraries allocated before the seal.
  public static var allocatedBytes: Int { linux_allocated_bytes() }
}
