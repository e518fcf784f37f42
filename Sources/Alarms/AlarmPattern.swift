/// How a light flashes and a buzzer sounds for an alarm of a priority, in the manner of IEC 60601-1-8.
public struct AlarmPattern: Sendable {
  /// Ten pulses in two groups of five, over and over with 2.7 s of silence between; the light flashes twice a second.
  public static let highPriority = AlarmPattern(
    pulses: 10, pulseMilliseconds: 150, spacingMilliseconds: 250, burstMilliseconds: 5500, flashMilliseconds: 500)
  /// Three pulses, over and over every 10 s; the light flashes every 2 s.
  public static let mediumPriority = AlarmPattern(
    pulses: 3, pulseMilliseconds: 200, spacingMilliseconds: 400, burstMilliseconds: 10_000, flashMilliseconds: 2000)

  /// The pause between the two groups of five.
  private static let groupPauseMilliseconds: UInt64 = 400
  private static let groupPulses: UInt64 = 5

  let pulses: UInt64
  let pulseMilliseconds: UInt64
  let spacingMilliseconds: UInt64
  let burstMilliseconds: UInt64
  let flashMilliseconds: UInt64

  /// The buzzer's state.
  ///
  /// - Parameter nanoseconds: Time since the pattern began.
  /// - Returns: Whether it sounds.
  public func isSounding(_ nanoseconds: UInt64) -> Bool {
    let groupMilliseconds = Self.groupPulses * spacingMilliseconds + Self.groupPauseMilliseconds
    let time = nanoseconds / 1_000_000 % burstMilliseconds
    let (group, inGroup) = time.quotientAndRemainder(dividingBy: groupMilliseconds)
    let pulse = group * Self.groupPulses + min(inGroup / spacingMilliseconds, Self.groupPulses)
    return inGroup / spacingMilliseconds < Self.groupPulses && pulse < pulses
      && inGroup % spacingMilliseconds < pulseMilliseconds
  }

  /// The light's state.
  ///
  /// - Parameter nanoseconds: Time since the pattern began.
  /// - Returns: Whether it is on: half of the time.
  public func isLit(_ nanoseconds: UInt64) -> Bool {
    nanoseconds / 1_000_000 % flashMilliseconds < flashMilliseconds / 2
  }
}
