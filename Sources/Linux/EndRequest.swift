import CLinux
import Vocabulary

/// Somebody's request that the program end, as a descriptor to wait for in the place of a signal's handler.
public struct EndRequest: ~Copyable {
  let number: Int32

  /// Takes SIGTERM and SIGINT over, in this thread and those it starts.
  ///
  /// - Throws: `SystemFault`.
  public init() throws(SystemFault) {
    number = linux_open_end_request()
    guard number >= 0 else { throw SystemFault(.signals, code: linux_error()) }
  }

  deinit {
    _ = close(number)
  }
}
