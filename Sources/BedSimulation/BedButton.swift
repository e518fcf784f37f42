import Bundle
import Supervisor

/// The button, as its contacts and the kernel make it.
final class BedButton: AcknowledgeButton {
  let isWired = true
  /// Changes that the program has not read yet.
  private var changes: [ButtonChange] = []
  /// Whether the contacts are closed now.
  private(set) var isClosed = false
  /// The error with which reading fails.
  var failure: Int32?
  private let defect: PlantedDefect?
  /// Since when an alarm has been shown that the button has not pressed itself for.
  private var shownSince: UInt64?
  private var hasPressedItself = false

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// The contacts change.
  func change(isPressed: Bool, at time: UInt64) {
    isClosed = isPressed
    guard defect != .buttonIgnored else { return }
    changes.append(ButtonChange(isPressed: isPressed, monotonicNanoseconds: time))
    // The kernel's queue of a line's edges.
    if changes.count > 16 { changes.removeFirst() }
  }

  /// A program takes the line: what waited is gone, and of a button that is held no edge tells.
  func open(at time: UInt64) {
    changes.removeAll()
    if isClosed { change(isPressed: true, at: time) }
  }

  /// A planted defect: a press that nobody made, a second after an alarm is shown, when the program takes one.
  func pressItself(at time: UInt64) {
    guard defect == .buttonPressesItself && !hasPressedItself else { return }
    let since = shownSince ?? time
    shownSince = since
    guard time >= since + 1_000_000_000 else { return }
    hasPressedItself = true
    changes += [
      ButtonChange(isPressed: true, monotonicNanoseconds: time),
      ButtonChange(isPressed: false, monotonicNanoseconds: time + 100_000_000),
    ]
  }

  func nextChange() throws(LineFault) -> ButtonChange? {
    if let failure { throw LineFault(KernelName("ACKNOWLEDGE"), code: failure) }
    return changes.isEmpty ? nil : changes.removeFirst()
  }
}
