import Vocabulary

/// Makes presses of the button's changes: contacts bounce, and a button that sticks or chatters is a fault and no
/// press.
public struct ButtonWatch: Sendable {
  /// A level counts once it has stayed for so long.
  public static let debounceNanoseconds: UInt64 = 30_000_000
  /// Nobody presses for longer.
  public static let stuckNanoseconds: UInt64 = 10_000_000_000
  /// Changes and presses are counted over so long, and a faulty button is believed again once it has been at rest for
  /// so long.
  public static let windowNanoseconds: UInt64 = 4_000_000_000
  /// Nobody makes more changes in that time, however much the contacts bounce.
  public static let mostChanges: UInt32 = 100
  /// Nobody presses more often in that time.
  public static let mostPresses: UInt32 = 8

  /// What the person did.
  public enum Act: Equatable, Sendable {
    /// Pressed, at a time.
    case press(UInt64)
    /// Let go, at a time, what was pressed at another.
    case release(UInt64, pressed: UInt64)
  }

  /// What is wrong with the button, if something is.
  public private(set) var problem: ButtonProblem?

  // The level as it is, and as it counts.
  private var isClosed = false
  private var changed: UInt64
  private var isPressed = false
  private var pressed: UInt64 = 0

  private var windowStart: UInt64
  private var changes: UInt32 = 0
  private var presses: UInt32 = 0

  /// Begins with a button at rest, at a time of the monotonic clock.
  public init(now: UInt64) {
    changed = now
    windowStart = now
  }

  /// Takes a change of the level.
  ///
  /// - Returns: What the person did before it, if that counts only now.
  public mutating func take(_ change: ButtonChange) -> Act? {
    let act = settle(change.monotonicNanoseconds)
    count(change.monotonicNanoseconds)
    // A change that was lost between two alike is no reason to begin anew.
    if change.isPressed != isClosed {
      isClosed = change.isPressed
      changed = change.monotonicNanoseconds
    }
    return act
  }

  /// Time has passed, and no change is waiting.
  ///
  /// - Parameter now: By the monotonic clock.
  /// - Returns: What the person did, if something counts now.
  public mutating func step(now: UInt64) -> Act? {
    settle(now)
  }

  /// Looks for what is wrong with the button.
  ///
  /// - Parameter now: The time, by the monotonic clock.
  /// - Returns: The fault that begins or ends, if one does.
  public mutating func judge(now: UInt64) -> FaultChange? {
    if problem != nil {
      let rest = now > changed ? now - changed : 0
      guard !isClosed && !isPressed && rest >= Self.windowNanoseconds else { return nil }
      problem = nil
      (changes, presses, windowStart) = (0, 0, now)
      return FaultChange(.button, .cleared)
    }
    if changes > Self.mostChanges || presses > Self.mostPresses {
      problem = .chattering
    } else if isPressed && now > pressed && now - pressed > Self.stuckNanoseconds {
      problem = .stuck
    }
    return problem.map { FaultChange(.button, .raised, .button($0)) }
  }

  /// Lets the level count if it has stayed long enough by a time.
  private mutating func settle(_ time: UInt64) -> Act? {
    guard isClosed != isPressed && time >= changed &+ Self.debounceNanoseconds else { return nil }
    isPressed = isClosed
    guard isPressed else { return problem == nil ? .release(changed, pressed: pressed) : nil }
    pressed = changed
    presses += 1
    return problem == nil ? .press(changed) : nil
  }

  private mutating func count(_ time: UInt64) {
    if time >= windowStart &+ Self.windowNanoseconds { (changes, presses, windowStart) = (0, 0, time) }
    changes += 1
  }
}
