import Simulation
import TestSupport
import Testing

@testable import Inference

@Suite struct StreamPlanTests {
  /// Channels whose windows take turns, some of them left out.
  private struct Bench: ~Copyable {
    static let channelCount = 5

    let plan: ModelPlan
    let section: [UInt8]
    let hop: Int
    var encoder: BatchedEncoder
    private var interpreter = Interpreter(kernels: .reference)
    private var ends = [Int?](repeating: nil, count: channelCount)
    /// Windows that were evaluated in their new part, and those of them that were together with others.
    private(set) var (continued, together) = (0, 0)

    init(_ network: StreamedNetwork, kernels: KernelSet) throws {
      plan = try ModelPlan(section: network.section.span)
      section = network.section
      hop = network.hop
      encoder = BatchedEncoder(plan, channelCount: Self.channelCount, kernels: kernels)
    }

    mutating func whole(_ window: ArraySlice<Int8>) -> Int32 {
      let (input, section) = (Array(window), section)
      return interpreter.evidence(of: plan, input: input.span, section: section.span)
    }

    /// The evidence of the channels that have a window, each of which ends at `end`.
    mutating func streamed(_ windows: [ArraySlice<Int8>?], endingAt end: Int) -> [Int32] {
      var evidence = [Int32](repeating: 0, count: windows.count)
      var values = evidence.mutableSpan
      let section = section
      let follows = ends.map { $0.map { $0 + hop == end && encoder.isStreaming } ?? false }
      var channel = 0
      while channel < windows.count {
        guard windows[channel] != nil else {
          channel += 1
          continue
        }
        let continues = follows[channel]
        let capacity = encoder.capacity(continues: continues)
        let next =
          (channel..<windows.count).first {
            windows[$0] == nil || follows[$0] != continues || $0 == channel + capacity
          } ?? windows.count
        let run = BatchedEncoder.Run(channels: channel..<next, continues: continues)
        for channel in run.channels {
          let samples = Array((windows[channel] ?? []).suffix(encoder.sampleCount(continues: continues)))
          encoder.take(samples.span, of: channel, in: run)
          ends[channel] = end
        }
        encoder.evaluate(run, of: plan, section: section.span, into: &values)
        continued += continues ? run.channels.count : 0
        together += continues && run.channels.count > 1 ? run.channels.count : 0
        channel = next
      }
      return evidence
    }
  }

  @Test func givesTheEvidenceOfWholeWindowsForAnyNetworkAndHop() throws {
    var (streaming, copying, continued, together) = (0, 0, 0, 0)
    for seed in 0..<UInt64(300) {
      let network = StreamedNetwork(seed: seed)
      var bench = try Bench(network, kernels: seed % 2 == 0 ? .reference : .best)
      streaming += bench.encoder.isStreaming ? 1 : 0
      copying += bench.encoder.isStreaming && network.hasCopies ? 1 : 0
      var random = SeededGenerator(seed: seed)
      let count = bench.plan.inputCount
      let signals = (0..<Bench.channelCount).map { _ in
        (0..<(count + 8 * network.hop)).map { _ in Int8.random(in: -128...127, using: &random) }
      }
      for hop in 0...8 {
        let windows = signals.map { signal in
          Int.random(in: 0..<8, using: &random) > 0
            ? signal[(hop * network.hop)..<(hop * network.hop + count)] : nil
        }
        let found = bench.streamed(windows, endingAt: hop * network.hop + count)
        for (channel, window) in windows.enumerated() {
          guard let window else { continue }
          let expected = bench.whole(window)
          #expect(found[channel] == expected, "seed \(seed) hop \(hop) channel \(channel)")
        }
      }
      continued += bench.continued
      together += bench.together
    }
    #expect(streaming > 100 && copying > 30)
    #expect(continued > 2_000)
    #expect(together > 1_000)
  }

  @Test func computesOnlyNewColumns() throws {
    // Convolution of 24 taps by 4, pool of 4, convolutions of 5 by 2 and of 5 by 1: the shipped detector's shape.
    let section = try ModelCompilerFixtures.detector()
    let plan = try ModelPlan(section: section.span)
    let stream = StreamPlan(plan, capacity: 4_096)
    let isStreaming = stream.isStreaming
    #expect(isStreaming)
    let computed = (0..<plan.operatorCount).map { Int(stream.parts.span[$0].value.outputWidth) }
    let whole = (0..<plan.operatorCount).map { Int(plan.step($0).geometry.outputWidth) }
    let moving = zip(computed, whole).filter { $0.0 > 0 }
    #expect(moving.count >= 4)
    #expect(moving.allSatisfy { $0.0 * 2 < $0.1 })
  }

  @Test func preparesEachOperatorForItsNewColumns() throws {
    let section = try ModelCompilerFixtures.detector()
    let plan = try ModelPlan(section: section.span)
    let stream = StreamPlan(plan, capacity: .max)
    for index in 0..<plan.operatorCount {
      let part = stream.parts.span[index].value
      let layer = stream.layers.span[index].value
      #expect(layer.source == part.source && layer.second == part.second && layer.target == part.target)
      #expect(layer.target + part.shiftBytes <= stream.sliceBytes)
      guard part.isMoved && part.elements == 0 else { continue }
      let (inputWidth, outputWidth) = unsafe (layer.numbers.input_width, layer.numbers.output_width)
      #expect(inputWidth == part.inputWidth && outputWidth == part.outputWidth)
    }
  }

  @Test func aModelThatNeedsALargerSliceThanThereIsIsEvaluatedWhole() throws {
    let section = try ModelCompilerFixtures.detector()
    let plan = try ModelPlan(section: section.span)
    let needed = StreamPlan(plan, capacity: .max).sliceBytes
    #expect(needed > 0)
    let tooLittle = StreamPlan(plan, capacity: needed - 1)
    let (isStreaming, firstSample) = (tooLittle.isStreaming, tooLittle.firstSample)
    #expect(!isStreaming && firstSample == 0)
  }

  @Test func whateverASectionHoldsItsTensorsLieInTheSlice() throws {
    var streaming = 0
    var damages = SeededGenerator(seed: 1)
    for seed in 0..<UInt64(60) {
      let section = StreamedNetwork(seed: seed).section
      for _ in 0..<200 {
        var damaged = section
        for _ in 0..<Int.random(in: 0...3, using: &damages) {
          // Tensors and operators.
          let offset = Int.random(in: 128..<min(section.count, 128 + 32 * 12 + 112 * 8), using: &damages)
          damaged[offset] = [0, 1, 2, 3, 16, 64, 127, 128, 255].randomElement(using: &damages) ?? 0
        }
        guard let plan = try? ModelPlan(section: damaged.span) else { continue }
        let stream = StreamPlan(plan, capacity: 1 << 16)
        guard stream.isStreaming else { continue }
        streaming += 1
        expectInSlice(plan, stream, "seed \(seed)")
      }
    }
    #expect(streaming > 500)
  }

  private func expectInSlice(_ plan: borrowing ModelPlan, _ stream: borrowing StreamPlan, _ network: String) {
    let end = stream.sliceBytes - 64
    let samples = stream.inputPlace..<(stream.inputPlace + plan.inputCount - stream.firstSample)
    #expect(samples.lowerBound >= 0 && samples.upperBound <= end, "\(network): the samples")
    for index in 0..<plan.operatorCount {
      let (part, step) = (stream.parts.span[index].value, plan.step(index))
      let (reads, writes) = extents(part, step, plan)
      for (place, count) in [
        (part.source, reads), (part.second, step.secondInput == .max ? 0 : reads), (part.target, writes),
      ] {
        #expect(place >= 0 && place + count <= end, "\(network): operator \(index)")
      }
      #expect(part.base + part.shiftBytes + part.keptBytes <= end, "\(network): what operator \(index) keeps")
      let kept = part.keptWhole..<(part.keptWhole + part.keptBytes)
      #expect(kept.lowerBound >= 0 && kept.upperBound <= plan.information.arenaBytes, "\(network): operator \(index)")
    }
    #expect(stream.evidencePlace >= 0 && stream.evidencePlace < end, "\(network): the evidence")
  }

  /// How many bytes an operator reads and writes once the window has moved.
  private func extents(_ part: StreamPlan.Part, _ step: Operator, _ plan: borrowing ModelPlan) -> (Int, Int) {
    guard part.isMoved else { return (plan.tensor(Int(step.input)).byteCount, plan.tensor(Int(step.output)).byteCount) }
    guard part.elements == 0 else { return (Int(part.elements), Int(part.elements)) }
    let shape = step.geometry
    return (Int(part.inputWidth * shape.inputChannels), Int(part.outputWidth * shape.outputChannels))
  }
}
