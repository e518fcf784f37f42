import Inference
import Linux
import Runtime
import Signal
import Vocabulary

/// Takes made-up frames through the signal chain, so that a checksum of what comes out can be compared between
/// processors.
///
/// `chainprobe KERNELS`: the kernels' name, whose lanes compute (`neon` on a board, where there is no reference).
/// Frames are quiet at first, then quiet, loud or at the ends of 32 bits in turns, some lost, some codes not to be
/// trusted. Prints a checksum of all windows, qualities and features; the features of one minute at least are neither
/// nothing nor at a limit, or it ends with 65.
@main
struct ChainProbe {
  private static let frameCount: UInt64 = 14_000

  static func main() {
    do throws(Failure) {
      try run(lanes: lanes())
    } catch {
      var text = TextOutput.standardError()
      text.write(error.text)
      text.flush()
      Process.exit(.data)
    }
  }

  /// What stops the probe.
  enum Failure: Error {
    case usage
    case system(SystemFault)
    case kernels(KernelFault)
    case design(SignalFault)
    case unmeasured

    var text: StaticString {
      switch self {
      case .usage: "chainprobe KERNELS\n"
      case .system: "chainprobe: its arguments cannot be read\n"
      case .kernels(.unknownName): "chainprobe: no kernels of that name\n"
      case .kernels(.unsupported): "chainprobe: this processor lacks the instructions of these kernels\n"
      case .design: "chainprobe: its design is refused\n"
      case .unmeasured: "chainprobe: every minute's features are nothing or at a limit\n"
      }
    }
  }

  private static func lanes() throws(Failure) -> LaneSet {
    let arguments: Arguments
    do throws(SystemFault) { arguments = try Arguments() } catch { throw .system(error) }
    guard let program = arguments.argument(at: 0), let name = arguments.argument(at: program.upperBound) else {
      throw .usage
    }
    return try arguments.withArgument(in: name) { name throws(Failure) in
      do throws(KernelFault) { return try KernelSet(named: name.extracting(droppingLast: 1)).lanes } catch {
        throw .kernels(error)
      }
    }
  }

  private static func run(lanes: LaneSet) throws(Failure) {
    let design = ProbeDesign.design
    var chain: SignalChain
    do throws(SignalFault) { chain = try SignalChain(design: design, lanes: lanes) } catch { throw .design(error) }
    var frames = ProbeFrames(inputCount: Int(design.inputCount))
    var check = CyclicRedundancyCheck()
    var isMeasured = false
    for _ in 0..<frameCount {
      let step = chain.step(frames.next())
      if step.hopEnded { addHop(chain, design, to: &check) }
      if step.minuteEnded { isMeasured = addMinute(chain, design, to: &check) || isMeasured }
    }
    guard isMeasured else { throw .unmeasured }
    var output = TextOutput.standardOutput()
    output.write(check.value)
    output.write("\n")
    output.flush()
  }

  private static func addHop(
    _ chain: borrowing SignalChain, _ design: borrowing SignalDesign, to check: inout CyclicRedundancyCheck
  ) {
    var window = InlineArray<256, Int32>(repeating: 0)
    for channel in 0..<Int(design.channelCount) {
      var samples = window.mutableSpan
      chain.copyWindow(channel: channel, into: &samples)
      for index in samples.indices { add(UInt32(bitPattern: samples[index]), to: &check) }
      add(UInt32(chain.windowQuality(channel).rawValue), to: &check)
    }
  }

  /// Adds a minute's features; returns whether all powers of all channels are above nothing and below their limit.
  private static func addMinute(
    _ chain: borrowing SignalChain, _ design: borrowing SignalDesign, to check: inout CyclicRedundancyCheck
  ) -> Bool {
    var isMeasured = true
    for channel in 0..<Int(design.channelCount) {
      let features = chain.features(channel)
      let powers: InlineArray<7, UInt32> = [
        features.delta, features.theta, features.alpha, features.beta, features.gamma, features.variance,
        features.lineLength,
      ]
      for index in powers.indices {
        add(powers[index], to: &check)
        isMeasured = isMeasured && powers[index] > 0 && powers[index] < .max
      }
      add(UInt32(features.spikes), to: &check)
      add(UInt32(UInt16(bitPattern: features.lagOneAutocorrelation)), to: &check)
    }
    return isMeasured
  }

  private static func add(_ number: UInt32, to check: inout CyclicRedundancyCheck) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { check.update(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
