import CLinux
import Vocabulary

/// Wakes another thread; rings are counted and never lost.
@safe
public struct Bell: ~Copyable, Sendable {
  let number: Int32

  /// Creates a silent bell.
  ///
  /// - Throws: `SystemFault`.
  public init() throws(SystemFault) {
    number = linux_open_bell()
    guard number >= 0 else { throw SystemFault(.bell, code: linux_error()) }
  }

  deinit {
    _ = close(number)
  }

  /// Rings.
  public func ring() { linux_ring_bell(number) }

  /// Falls silent until it is rung again.
  public func silence() { _ = linux_silence_bell(number) }
}
