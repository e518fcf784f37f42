import Vocabulary

/// Tells by light and buzzer, one electrode after another, whether it holds: a check without a screen, for whoever puts
/// the electrodes on.
///
/// Each electrode has 2 s, in the order of the inputs: one short flash and tone where it holds, a long one where it is
/// off or no frame tells of it, two short ones where the front end has no means to tell.
public struct ElectrodeCheck: Sendable {
  /// The time of one electrode.
  public static let slotNanoseconds: UInt64 = 2_000_000_000
  /// A short flash and tone, and the pause between two of them.
  public static let shortNanoseconds: UInt64 = 200_000_000
  /// A long flash and tone.
  public static let longNanoseconds: UInt64 = 1_200_000_000
  /// An electrode that was off within so long is told as off.
  static let memoryNanoseconds: UInt64 = 1_000_000_000

  private let inputs: ElectrodeInputs
  private var began: UInt64?
  /// Which electrode is being told, and whether it was off when its time began: what is told does not change meanwhile.
  private var told: (place: Int, isOff: Bool)?
  // Inputs that were off, in the time that runs and in the one before.
  private var off = ChannelMask()
  private var offBefore = ChannelMask()
  private var since: UInt64 = 0
  /// When the newest frame came.
  private var latest: UInt64 = 0

  /// Knows the inputs.
  public init(_ inputs: ElectrodeInputs) { self.inputs = inputs }

  /// Takes what a frame says of the electrodes.
  public mutating func take(_ frame: borrowing Frame) {
    let time = frame.monotonicNanoseconds
    latest = time
    if time >= since &+ Self.memoryNanoseconds {
      offBefore = time >= since &+ 2 * Self.memoryNanoseconds ? ChannelMask() : off
      off = ChannelMask()
      since = time
    }
    off.rawValue |= frame.leadOff.rawValue | frame.invalid.rawValue
  }

  /// Begins to tell, from the first electrode on.
  public mutating func begin(now: UInt64) { (began, told) = (now, nil) }

  /// Tells no more.
  public mutating func end() { began = nil }

  /// Whether light and buzzer are on now; nil where nothing is told.
  ///
  /// - Parameter now: The time, by the monotonic clock.
  /// - Returns: Whether they are on, or nil.
  public mutating func isOn(now: UInt64) -> Bool? {
    guard let began else { return nil }
    let age = now &- began
    let place = Int(clamping: age / Self.slotNanoseconds)
    guard let input = input(at: place) else {
      self.began = nil
      return nil
    }
    let time = age % Self.slotNanoseconds
    if !inputs.watched[input] {
      return time < 3 * Self.shortNanoseconds && time / Self.shortNanoseconds % 2 == 0
    }
    if told?.place != place {
      told = (place, off[input] || offBefore[input] || now > latest &+ Self.memoryNanoseconds)
    }
    return time < (told?.isOff != false ? Self.longNanoseconds : Self.shortNanoseconds)
  }

  /// The input that has an electrode and so many such inputs before it.
  private func input(at place: Int) -> Int? {
    var left = place
    for input in 0..<Limits.inputs where inputs.connected[input] {
      if left == 0 { return input }
      left -= 1
    }
    return nil
  }
}
