import Signal
import Vocabulary

/// The chain's fixed choices, each with its reason.
enum SignalConstants {
  /// −3 dB of the high-pass: lets the delta band through, settles within about 2 s.
  static let highPassHertz = 0.5
  /// −3 dB bandwidth of one of two notches in cascade. An ADS1299's own clock is off by up to 2.5 % over temperature
  /// (SBAS499), so that 50 Hz may come as 51.25 Hz: there the two together still take away 11 dB, and 40 dB at 0.2 Hz off.
  static let notchHertz = 4.0
  /// −3 dB bandwidth of the mains detectors, wide enough for the same error.
  static let mainsDetectorHertz = 6.0
  /// Filters are only made for frequencies below this part of the rate.
  static let highestPart = 0.49
  /// −3 dB of the muscle detector's high-pass: above nearly all of EEG's power.
  static let muscleHertz = 30.0
  /// Delta, theta, alpha, beta, gamma.
  static let bands: [(low: Double, high: Double)] = [(0.5, 4), (4, 8), (8, 13), (13, 30), (30, 45)]

  /// The meter's thresholds.
  static func setThresholds(_ quality: inout QualityDesign, inputRate: Double, unusable: Quality) {
    // A living electrode spans more than 1 µV in any hop.
    quality.flatSpan = 256
    // Seizures of more than 800 µV clip in CHB-MIT, up to a fifth of a window; an input at the rail is there all the time.
    quality.saturatedPermille = 333
    quality.leadOffPermille = 50
    quality.invalidPermille = 50
    // Four times the EEG's amplitude, and more than 5 µV.
    quality.mainsRatio = 16 << 8
    quality.mainsFloor = 25 << 16
    // Half the EEG's power, or less where the rate shows less of it; and more than 4 µV.
    quality.muscleRatio = UInt32(256 * min(0.5, 0.7 * muscleOverEEG(quality, inputRate: inputRate)))
    quality.muscleFloor = 16 << 16
    quality.holdLimit = UInt32((inputRate / 10).rounded(.up))
    quality.saturationLimit = UInt32((inputRate / 2).rounded(.up))
    quality.unusable = unusable
  }

  /// Of a flat spectrum, the power that the muscle detector sees over that in the EEG's band up to 46 Hz: a mains detector
  /// of bandwidth B takes π/2 · B away.
  private static func muscleOverEEG(_ quality: QualityDesign, inputRate: Double) -> Double {
    let taken = Double(quality.mainsCount) * mainsDetectorHertz * DeterministicMath.pi / 2
    return max(0, inputRate / 2 - muscleHertz - taken) / 46
  }
}
