import CLinux
import Vocabulary

/// The program's threads: three, fixed, on static stacks but for the first.
public enum Thread {
  /// The priorities of SCHED_FIFO: that of acquiring above that of deciding; storing has none.
  public enum Priority: Int32, Sendable {
    /// None: shares the processor fairly.
    case normal = 0
    /// That of deciding.
    case decide = 40
    /// That of acquiring, above all others.
    case acquire = 60
  }

  /// Starts one of two threads.
  ///
  /// - Parameters:
  ///   - number: 0 or 1, each once.
  ///   - priority: Its priority.
  ///   - context: Handed to the body; outlives the thread.
  ///   - body: What it does; never returns.
  /// - Returns: Whether the priority was granted.
  /// - Throws: `SystemFault`.
  @unsafe
  public static func start(
    _ number: Int32, priority: Priority, context: UnsafeMutableRawPointer,
    body: @convention(c) (UnsafeMutableRawPointer?) -> Void
  ) throws(SystemFault) -> Bool {
    var isGranted = false
    // The thread that must not wait has the last processor to itself, where there are several: interrupts mostly come
    // to the first.
    let count = linux_processor_count()
    let processor = priority == .acquire && count > 1 ? count - 1 : -1
    let code = unsafe linux_start_thread(number, body, context, priority.rawValue, processor, &isGranted)
    guard code == 0 else { throw SystemFault(.thread, code: code) }
    return isGranted || priority == .normal
  }

  /// Gives the calling thread a priority.
  ///
  /// - Returns: Whether it was granted.
  public static func setPriority(_ priority: Priority) -> Bool { linux_set_priority(priority.rawValue) == 0 }
}
