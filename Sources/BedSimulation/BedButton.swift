import Bundle
import Supervisor

/// The button, as its contacts and the kernel make it.
final class BedButton: AcknowledgeButton {
  let isWired = true
  /// Changes that the program has not read yet.
  private var changes: [ButtonChange] = []
  /// The error with which reading fails.
  var failure: Int32?
  private let defect: PlantedDefect?

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// The contacts change.
  func change(isPressed: Bool, at time: UInt64) {
    guard defect != .buttonIgnored else { return }
    changes.append(ButtonChange(isPressed: isPressed, monotonicNanoseconds: time))
    // The kernel's queue of a line's edges.
    if changes.count > 16 { changes.removeFirst() }
  }

  /// Nobody reads any more; what waited is gone.
  func clear() { changes.removeAll() }

  func nextChange() throws(LineFault) -> ButtonChange? {
    if let failure { throw LineFault(KernelName("ACKNOWLEDGE"), code: failure) }
    return changes.isEmpty ? nil : changes.removeFirst()
  }
}
