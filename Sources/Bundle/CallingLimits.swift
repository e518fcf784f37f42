import Vocabulary

/// Within these every board calls: whatever keeps it from judging, a line says so within `seconds`. The tool refuses a
/// site or a board outside them, and the board a bundle.
public enum CallingLimits {
  /// Seconds from the last signal that could be judged to a line that calls.
  public static let seconds: UInt64 = 30
  /// Fewest usable channels with which a hop may be judged, in thousandths of the montage: fewer see too little of a
  /// head.
  public static let quorumPermille: ClosedRange<UInt16> = 250...1000
  /// Bad samples that mark a window, in thousandths: a window of which half is bad is not judged.
  public static let markPermille: ClosedRange<UInt16> = 1...500
  /// What a hop must span to be a signal, in 2^-8 microvolt: 0.5 to 20 microvolts. Shorted inputs must not pass for
  /// one.
  public static let flatSpan: ClosedRange<UInt32> = 128...5120
  /// Most hops above the threshold that a site may ask for before it calls a seizure: short seizures have no more.
  public static let mostRaiseCount: UInt8 = 10
  /// Most judged hops that a site may ask for before a technical alarm falls: one that stays long after its cause is
  /// one that people unplug.
  public static let mostTechnicalClearHops: UInt16 = 300
  /// Seconds after which a watchdog resets the board whose program has stopped; the first decision of an update on
  /// trial takes almost three.
  public static let watchdogSeconds: ClosedRange<UInt16> = 5...30
  /// Defects that make a channel unusable on every board: there is no signal, or nobody knows.
  public static var unusable: Quality {
    Quality(
      rawValue: Quality.flat.rawValue | Quality.saturated.rawValue | Quality.leadOff.rawValue | Quality.gap.rawValue
        | Quality.settling.rawValue | Quality.invalid.rawValue | Quality.unknown.rawValue)
  }

  /// Whether a seizure can be called: whether the greatest evidence reaches the threshold, and in as many hops as
  /// firing power looks back over the accumulated excess that opens an event.
  ///
  /// - Parameters:
  ///   - threshold: The threshold of one channel's evidence.
  ///   - raiseExcess: The accumulated excess that opens an event, 0 or more.
  ///   - firingHops: Hops that the firing power looks back over.
  ///   - greatestEvidence: The greatest evidence that the model can give.
  /// - Returns: Whether it can.
  public static func isWithinReach(
    threshold: Int32, raiseExcess: Int32, firingHops: UInt8, greatestEvidence: Int64
  ) -> Bool {
    let excess = greatestEvidence - Int64(threshold)
    return excess >= 0 && Int64(raiseExcess) <= excess * Int64(firingHops)
  }

  /// The most hops in a row that may pass unjudged before the technical alarm: a window must fill with what is bad, and
  /// the hop in which that happens must end.
  ///
  /// - Parameters:
  ///   - rate: Samples per second.
  ///   - windowSamples: Samples of a window.
  ///   - hopSamples: Samples from one window to the next; not 0.
  /// - Returns: The hops; 0 where no number of them is few enough.
  public static func technicalRaiseHops(rate: UInt32, windowSamples: UInt32, hopSamples: UInt32) -> UInt16 {
    let samples = seconds * UInt64(rate)
    guard hopSamples > 0, samples >= UInt64(windowSamples) + 2 * UInt64(hopSamples) else { return 0 }
    return UInt16(clamping: (samples - UInt64(windowSamples)) / UInt64(hopSamples) - 1)
  }
}
