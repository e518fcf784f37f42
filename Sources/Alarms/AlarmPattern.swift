/// How a light flashes and a buzzer sounds for an alarm of a priority, in the manner of IEC 60601-1-8:2006 + A1, tables
/// 3 and 4 (known here from secondary sources).
public struct AlarmPattern: Sendable {
  /// Two groups of five pulses of 150 ms, over and over with 3.1 s of silence between; the light flashes twice a
  /// second.
  ///
  /// In a group, 1-2-3 and 4-5 are x = 100 ms apart, the third and the fourth 2x and a pulse: 350 ms. The groups are
  /// 600 ms apart.
  public static let highPriority = AlarmPattern(
    startMilliseconds: [0, 250, 500, 1000, 1250, 2000, 2250, 2500, 3000, 3250], pulses: 10, pulseMilliseconds: 150,
    burstMilliseconds: 6500, flashMilliseconds: 500)
  /// The same for what became more urgent, with 2.5 s of silence between, the least of the table; the light flashes 2.8
  /// times a second.
  public static let greatestUrgency = AlarmPattern(
    startMilliseconds: highPriority.startMilliseconds, pulses: 10, pulseMilliseconds: 150,
    burstMilliseconds: 5900, flashMilliseconds: 360)
  /// Three pulses of 200 ms, 200 ms apart, over and over every 10 s; the light flashes every 2 s.
  public static let mediumPriority = AlarmPattern(
    startMilliseconds: [0, 400, 800, 0, 0, 0, 0, 0, 0, 0], pulses: 3, pulseMilliseconds: 200,
    burstMilliseconds: 10_000, flashMilliseconds: 2000)

  /// Two pulses of 200 ms, 200 ms apart, over and over every 20 s; the light is steady.
  public static let lowPriority = AlarmPattern(
    startMilliseconds: [0, 400, 0, 0, 0, 0, 0, 0, 0, 0], pulses: 2, pulseMilliseconds: 200,
    burstMilliseconds: 20_000, flashMilliseconds: 0)

  /// When each pulse begins; only the first `pulses` mean anything.
  public let startMilliseconds: InlineArray<10, UInt64>
  /// Pulses of the pattern.
  public let pulses: Int
  /// How long a pulse lasts.
  public let pulseMilliseconds: UInt64
  /// From the beginning of a pattern to the next.
  public let burstMilliseconds: UInt64
  /// From one flash of the light to the next; it is on for half of that; 0 for a steady light.
  public let flashMilliseconds: UInt64

  /// The buzzer's state.
  ///
  /// - Parameter nanoseconds: Time since the pattern began.
  /// - Returns: Whether it sounds.
  public func isSounding(_ nanoseconds: UInt64) -> Bool {
    let time = nanoseconds / 1_000_000 % burstMilliseconds
    for pulse in 0..<pulses {
      let start = startMilliseconds[pulse]
      if time >= start && time < start + pulseMilliseconds { return true }
    }
    return false
  }

  /// The light's state.
  ///
  /// - Parameter nanoseconds: Time since the pattern began.
  /// - Returns: Whether it is on: half of the time, or always.
  public func isLit(_ nanoseconds: UInt64) -> Bool {
    flashMilliseconds == 0 || nanoseconds / 1_000_000 % flashMilliseconds < flashMilliseconds / 2
  }
}
