import Crypto
import EventLog
import Inference
import Linux
import Runtime
import Signal
import Supervisor
import Vocabulary

/// How long the whole way of a sample takes, from its codes to the decision and the digest of what would be stored.
enum TickTiming {
  /// Samples that are played, a minute at 250 a second.
  private static let count: UInt64 = 15_000

  /// Plays noise as fast as it goes, and says how long a tick took; how long one takes does not depend on the data.
  ///
  /// - Parameters:
  ///   - detector: The bundle's detector.
  ///   - bytes: The bundle.
  ///   - kernels: What to compute with.
  ///   - text: Where to say it.
  /// - Throws: `Failure` if the detector cannot be made.
  static func run(
    _ detector: borrowing BundleDetector, bundle bytes: Span<UInt8>, kernels: KernelSet, _ text: inout TextOutput
  ) throws(Failure) {
    let runtime = try CheckedBundle.runtime(detector, detector.design, bytes, kernels)
    let section = bytes.extracting(detector.section)
    let clock = SystemClock()
    var digest = DecisionDigest<SHA256Hasher>()
    var delays = DelayTally()
    var state: UInt32 = 1
    for index in 0..<count {
      var frame = Frame(sampleIndex: index)
      for input in 0..<Int(detector.design.inputCount) {
        state = state &* 1_664_525 &+ 1_013_904_223
        frame.codes[input] = Int32(bitPattern: state) >> 20
      }
      let start = clock.nowNanoseconds()
      // The runtime's place is this thread's alone.
      unsafe runtime.pointer.pointee.tick(frame, section: section, into: &digest)
      delays.add(nanoseconds: clock.nowNanoseconds() &- start)
    }
    delays.write("from a sample's codes to its decision", to: &text)
  }
}
