/// Follows whether the montage as a whole has the amplitude of an EEG: an error of scale shows on all channels alike,
/// and a person's quiet seconds end by themselves.
struct MontageAmplitude: Sendable {
  private var feebleHops: UInt8 = 0
  private var largeHops: UInt8 = 0
  private var isFeeble = false
  private var slowHops: UInt8 = 0
  /// Whether nothing but slow waves is left on more than half of the channels.
  private(set) var isSlow = false
  private var isProven = false

  /// Takes how many of the hop's `whole` channels have slow waves alone, and how many have others again.
  mutating func step(whole: Int, slow: Int, lively: Int) {
    guard whole > 0 else { return }
    slowHops = 2 * slow > whole ? min(slowHops + 1, EEGLimits.patience) : 0
    if slowHops == EEGLimits.patience { isSlow = true } else if 2 * lively >= whole { isSlow = false }
  }

  /// Takes how many of the hop's `whole` channels are below and above which limits.
  mutating func step(whole: Int, feeble: Int, proven: Int, recovered: Int, large: Int) {
    guard whole > 0 else { return }
    largeHops = 2 * large >= whole ? min(largeHops + 1, EEGLimits.patience) : 0
    feebleHops = 2 * feeble > whole ? min(feebleHops + 1, EEGLimits.patience) : 0
    isProven = isProven || 2 * proven >= whole
    if feebleHops == EEGLimits.patience { isFeeble = true } else if 2 * recovered >= whole { isFeeble = false }
  }

  /// Whether it is larger than a head's for longer than a seizure's largest waves last.
  var isLarge: Bool { largeHops == EEGLimits.patience }

  /// The power in the EEG's band below which a channel's window is too weak.
  var floor: UInt64 {
    if isFeeble { return EEGLimits.recovery }
    return isProven ? EEGLimits.nothing : EEGLimits.proof
  }
}
