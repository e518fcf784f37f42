import Dispatch

/// Work on a thread of its own.
struct OtherThread {
  private let group = DispatchGroup()

  /// Starts the work.
  init(_ body: @escaping @Sendable () -> Void) {
    DispatchQueue.global().async(group: group, execute: DispatchWorkItem(block: body))
  }

  /// Returns when it is done.
  func wait() {
    group.wait()
  }
}
