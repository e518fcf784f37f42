import CLinux
import Vocabulary

/// What the program may do once it has started.
public enum Privileges {
  /// Gives up root for the owner of a folder; does nothing where the program is not root.
  ///
  /// - Parameter folder: The folder that the program has to write in.
  /// - Throws: `SystemFault`, also if root owns the folder: there is then nobody to become.
  public static func drop(toOwnerOf folder: borrowing FileDescriptor) throws(SystemFault) {
    guard linux_is_root() else { return }
    var user: UInt32 = 0
    var group: UInt32 = 0
    // The call fills two numbers.
    guard unsafe linux_owner(folder.number, &user, &group) == 0 else {
      throw SystemFault(.inspect, code: linux_error())
    }
    guard user != 0 else { throw SystemFault(.giveUpRoot, FixedText("the log's folder is root's"), code: EPERM) }
    try check(linux_become(user, group), .giveUpRoot)
  }

  /// Lets the program keep real-time priorities and locked memory without root, where root allows it.
  public static func keepRealTime(upTo priority: Thread.Priority) {
    // Where it is not granted, the threads run without, and the boot record says so.
    _ = linux_allow_real_time(priority.rawValue)
  }

  /// From now on only the calls that the program needs while it runs; another one stops it.
  ///
  /// - Throws: `SystemFault`.
  public static func filterSystemCalls() throws(SystemFault) {
    try check(linux_filter_system_calls(), .filterCalls)
  }

  private static func check(_ code: Int32, _ operation: SystemOperation) throws(SystemFault) {
    guard code == 0 else { throw SystemFault(operation, code: code) }
  }
}
