/// A window's hops together, on one channel: sums of what `HopSpectrum` has.
struct WindowSpectrum {
  var bands: InlineArray<4, UInt64> = InlineArray(repeating: 0)
  var power: UInt64 = 0
  var lagged: Int64 = 0
  var blocks = 0
  var silentBlocks = 0
  var hops: UInt64 = 0
  /// The largest distance of a sample from zero, in microvolt.
  var peak: UInt16 = 0
  /// The higher peak of two hops in a row where that is lowest, and the newer hop's.
  private var lowestPeak: UInt16 = .max
  private var newerPeak: UInt16 = .max
  private var pureHops: UInt64 = 0
  var hasJump = false
  /// The EEG's band in the quietest hop.
  var lowest: UInt64 = .max
  /// Whether every sample counted.
  var isWhole = true

  /// Mean power in the EEG's band.
  var eeg: UInt64 { hops == 0 ? 0 : (bands[0] &+ bands[1] &+ bands[2] &+ bands[3]) / hops }

  /// Mean power from theta to beta.
  var fast: UInt64 { hops == 0 ? 0 : (bands[1] &+ bands[2] &+ bands[3]) / hops }

  /// Whether the bands' densities differ by less than `quarters` quarters.
  static func isWhite(_ bands: InlineArray<4, UInt64>, quarters: UInt64) -> Bool {
    var (low, high) = (UInt64.max, UInt64(0))
    for band in 0..<4 {
      let density = bands[band] / EEGLimits.bandWidths[band]
      low = min(low, density)
      high = max(high, density)
    }
    return low > 0 && 4 &* high < quarters &* low
  }

  /// Whether a line near half the rate carries the channel: what the notch leaves of mains that is off its frequency.
  var isLine: Bool { power > 0 && (lagged / Int64(clamping: hops)) << 8 < EEGLimits.lineLag &* Int64(power / hops) }

  /// Whether of two hops in a row one has peaks like the others': a heart beats on, if only every other second, and
  /// where a seizure begins nothing was before.
  var isSteady: Bool { 2 * UInt32(lowestPeak) >= UInt32(peak) }

  /// Whether mains next to the notch is on the channel in most hops.
  var isPure: Bool { 2 * pureHops > hops }

  /// Adds a hop.
  mutating func add(_ hop: HopSpectrum) {
    for band in 0..<4 { bands[band] &+= hop.bands[band] }
    power &+= hop.power
    lagged &+= hop.lagged
    blocks &+= Int(hop.blocks)
    silentBlocks &+= Int(hop.silentBlocks)
    hops &+= 1
    peak = max(peak, hop.peak)
    if hops > 1 { lowestPeak = min(lowestPeak, max(hop.peak, newerPeak)) }
    newerPeak = hop.peak
    pureHops &+= hop.isPure ? 1 : 0
    hasJump = hasJump || hop.hasJump
    lowest = min(lowest, hop.eeg)
    isWhole = isWhole && hop.isWhole
  }
}
