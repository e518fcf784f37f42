import Foundation
import Synchronization

/// A person's own command, run by `sh` at each change of a bed: in the changes' order, one at a time, and beside who
/// asks for it. What it waits for (a broker that does not answer, say) holds up nothing but the next of its own.
public final class ChangeCommand: Sendable {
  /// How many changes may wait; a command that takes its whole time for each would never come to more.
  public static let mostWaiting = 1000

  private let text: String
  private let limitSeconds: Double
  private let tell: @Sendable (String) -> Void
  private let order = DispatchQueue(label: "changes")
  private let waiting = Mutex(0)

  /// Creates one; nothing runs yet.
  ///
  /// - Parameters:
  ///   - text: What `sh` is given. What it writes goes to standard error.
  ///   - limitSeconds: How long it may take for one change; then it is ended, with all that it started.
  ///   - tell: Is told, from any thread, what went wrong.
  public init(_ text: String, limitSeconds: Double = 30, tell: @escaping @Sendable (String) -> Void) {
    self.text = text
    self.limitSeconds = limitSeconds
    self.tell = tell
  }

  /// Has it run for a change, behind those before it.
  ///
  /// - Parameter variables: What its environment says of the change: data, of which `sh` runs nothing by itself.
  public func run(_ variables: [String: String]) {
    let isRoom = waiting.withLock { count in
      guard count < Self.mostWaiting else { return false }
      count += 1
      return true
    }
    guard isRoom else { return tell("left out: \(Self.mostWaiting) changes wait already") }
    order.async { [self] in
      call(variables)
      waiting.withLock { $0 -= 1 }
    }
  }

  /// Waits until it has run for every change so far.
  public func finish() {
    order.sync {}
  }

  private func call(_ variables: [String: String]) {
    do throws(PullFault) {
      let child = try ChildProcess(
        ["/bin/sh", "-c", text], input: .nullDevice, writingTo: .standardError, variables: variables)
      guard let code = child.end(within: limitSeconds) else {
        child.kill()
        return tell("not done after \(limitSeconds.formatted()) s: ended")
      }
      if code != 0 { tell("ended with \(code)") }
    } catch {
      tell("\(error)")
    }
  }
}
