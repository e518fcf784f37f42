/// What computes many channels side by side. All give the same bits; the reference, in Swift, is what the others are
/// held to.
///
/// On the boards' ARM processors NEON is always there, and nothing else is compiled in.
public enum LaneSet: UInt8, Sendable {
  /// Plain Swift, one channel after the other, on every processor.
  case reference = 0
  /// NEON, on aarch64 and armv7.
  case neon = 1
  /// AVX2, on x86-64.
  case avx2 = 2
  /// AVX-512 with its parts F, BW and VL, on x86-64.
  case avx512 = 3

  /// Whether the Swift reference computes.
  @inline(__always)
  var isReference: Bool {
    #if hasFeature(Embedded) && (arch(arm64) || arch(arm))
      false
    #else
      self == .reference
    #endif
  }
}
