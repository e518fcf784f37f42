import Inference
import Linux
import Vocabulary

/// Evaluates windows and hops, and takes checksums of what comes out.
struct Bench: ~Copyable {
  /// What windows are filled with.
  enum Filling {
    case random
    case zeros
    case highest
    case lowest
    /// What `take` was given.
    case samples
  }

  /// Channels of a one-channel model that are evaluated together.
  static let channelCount = 18
  /// Bytes of the largest input.
  static let inputCapacity = 65_536 - channelCount

  private let kernels: KernelSet
  private let filling: Filling
  private var arena = InlineArray<163_840, Int8>(repeating: 0)
  private var input = InlineArray<65_536, Int8>(repeating: 0)

  init(kernels: KernelSet, filling: Filling) {
    self.kernels = kernels
    self.filling = filling
  }

  /// Takes samples for windows to be filled with, again and again.
  mutating func take(_ samples: Span<UInt8>) {
    var values = input.mutableSpan
    for index in values.indices where !samples.isEmpty {
      values[index] = Int8(bitPattern: samples[index % samples.count])
    }
  }

  /// Evaluates, and prints the checksums.
  mutating func evaluate(_ plan: borrowing ModelPlan, _ section: Span<UInt8>, windows: Int, hops: Int) {
    fill(count: plan.inputBytes + Bench.channelCount)
    let whole = arenaCheck(plan, section)
    var check = CyclicRedundancyCheck()
    let isBatched = plan.information.inputChannels == 1 && plan.inputBytes == plan.inputCount
    var streamed = 0
    if isBatched {
      var encoder = BatchedEncoder(plan, channelCount: Bench.channelCount, kernels: kernels)
      for _ in 0..<windows { evaluate(&encoder, plan, section, continues: false, &check) }
      streamed = encoder.isStreaming ? hops : 0
      for hop in 0..<streamed { evaluate(&encoder, plan, section, continues: hop > 0, &check) }
    } else {
      for _ in 0..<windows { check.update(evidence(plan, section)) }
    }
    var output = TextOutput.standardOutput()
    Bench.write(whole, to: &output)
    output.write(" ")
    Bench.write(check.value, to: &output)
    output.write(" ")
    output.write(max(streamed - 1, 0))
    output.write(" ")
    output.write(isBatched ? Bench.channelCount : 1)
    output.write("\n")
    output.flush()
  }

  /// A checksum as eight letters: in decimal, the instructions that it takes would depend on its value.
  private static func write(_ checksum: UInt32, to output: inout TextOutput) {
    for shift in stride(from: Int32(28), through: 0, by: -4) {
      output.append(0x61 + UInt8(truncatingIfNeeded: (checksum >> UInt32(shift)) & 15))
    }
  }

  private mutating func fill(count: Int) {
    var state: UInt32 = 1
    var values = input.mutableSpan
    for index in 0..<count {
      state = state &* 1_664_525 &+ 1_013_904_223
      switch filling {
      case .random: values[index] = Int8(truncatingIfNeeded: state >> 24)
      case .zeros: values[index] = 0
      case .highest: values[index] = 127
      case .lowest: values[index] = -128
      case .samples: break
      }
    }
  }

  /// Runs the model to its end; the checksum of all that it left.
  private mutating func arenaCheck(_ plan: borrowing ModelPlan, _ section: Span<UInt8>) -> UInt32 {
    var bytes = arena.mutableSpan
    plan.run(input: input.span.extracting(first: plan.inputBytes), section: section, arena: &bytes, kernels: kernels)
    var check = CyclicRedundancyCheck()
    for index in 0..<bytes.count { check.update(UInt8(bitPattern: bytes[index])) }
    return check.value
  }

  private mutating func evidence(_ plan: borrowing ModelPlan, _ section: Span<UInt8>) -> Int32 {
    var bytes = arena.mutableSpan
    return plan.evidence(
      input: input.span.extracting(first: plan.inputBytes), section: section, arena: &bytes, kernels: kernels)
  }

  /// Evaluates a window, or a hop, of all channels, as the board does; each channel's samples begin one later than the
  /// one's before.
  private mutating func evaluate(
    _ encoder: inout BatchedEncoder, _ plan: borrowing ModelPlan, _ section: Span<UInt8>, continues: Bool,
    _ check: inout CyclicRedundancyCheck
  ) {
    let count = encoder.sampleCount(continues: continues)
    let skipped = plan.inputBytes - count
    var evidence = InlineArray<18, Int32>(repeating: 0)
    var values = evidence.mutableSpan
    let capacity = encoder.capacity(continues: continues)
    var first = 0
    while first < Bench.channelCount {
      let run = BatchedEncoder.Run(channels: first..<min(first + capacity, Bench.channelCount), continues: continues)
      for channel in run.channels {
        let start = skipped + channel
        encoder.take(input.span.extracting(start..<(start + count)), of: channel, in: run)
      }
      encoder.evaluate(run, of: plan, section: section, into: &values)
      first = run.channels.upperBound
    }
    var all: Int32 = 0
    for channel in 0..<Bench.channelCount { all = all &* 31 &+ evidence[channel] }
    check.update(all)
  }
}

extension CyclicRedundancyCheck {
  /// Takes the four bytes of a number.
  fileprivate mutating func update(_ value: Int32) {
    for shift in stride(from: 0, to: 32, by: 8) { update(UInt8(truncatingIfNeeded: value >> Int32(shift))) }
  }
}
