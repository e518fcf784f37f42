/// Samples of one hop on one channel whose electrodes had something to say.
struct HopMarks: Sendable {
  var saturated: UInt32 = 0
  var leadOff: UInt32 = 0
  var invalid: UInt32 = 0
  /// Eighths of a second in which it was still, together with half of the montage.
  var still: UInt32 = 0

  /// Whether the electrodes had nothing to say.
  var isSilent: Bool { saturated | leadOff | invalid == 0 }
}
