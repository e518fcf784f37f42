/// Samples of one hop on one channel whose electrodes had something to say.
struct HopMarks: Sendable {
  var saturated: UInt32 = 0
  var leadOff: UInt32 = 0
  var invalid: UInt32 = 0
}
