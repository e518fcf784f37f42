/// The chain's fixed choices, each with its reason.
enum SignalConstants {
  /// −3 dB of the high-pass: lets the delta band through, keeps a tenth of an error at its start after 1 s and a
  /// hundredth after 2 s.
  static let highPassHertz = 0.5
  /// −3 dB bandwidth of one of two notches in cascade. An ADS1299's own clock is off by up to 2.5 % over temperature
  /// (SBAS499), so that 50 Hz may come as 51.25 Hz: there the two together still take away 11 dB, and 40 dB at 0.2 Hz
  /// off.
  static let notchHertz = 4.0
  /// −3 dB bandwidth of the mains detectors, wide enough for the same error.
  static let mainsDetectorHertz = 6.0
  /// Filters are only made for frequencies below this part of the rate.
  static let highestPart = 0.49
  /// −3 dB of the muscle detector's high-pass: above nearly all of EEG's power.
  static let muscleHertz = 30.0
  /// Delta, theta, alpha, beta, gamma.
  static let bands: [(low: Double, high: Double)] = [(0.5, 4), (4, 8), (8, 13), (13, 30), (30, 45)]

  /// The highest ratio of muscle to EEG power to ask for: seven tenths of what a flat spectrum shows at this rate.
  ///
  /// The muscle detector sees what lies between 30 Hz and half the rate, without the π/2 · B that each mains detector
  /// of bandwidth B takes away; the EEG's band ends at 46 Hz.
  static func highestMuscleRatio(mainsCount: UInt8, inputRate: Double) -> Double {
    let taken = Double(mainsCount) * mainsDetectorHertz * DeterministicMath.pi / 2
    return 0.7 * max(0, inputRate / 2 - muscleHertz - taken) / 46
  }
}
