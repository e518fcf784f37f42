import Simulation
import TestSupport
import Testing

@testable import Inference

@Suite struct StreamPlanTests {
  /// Two channels whose windows take turns, some of them left out.
  private struct Bench: ~Copyable {
    let plan: ModelPlan
    let stream: StreamPlan
    let section: [UInt8]
    let hop: Int
    private let arena: [Int8]
    private var states: [Int8]
    private var ends: [Int?] = [nil, nil]
    private(set) var continued = 0

    init(_ network: StreamedNetwork) throws {
      plan = try ModelPlan(section: network.section.span)
      stream = StreamPlan(plan, stateCapacity: 8_192)
      section = network.section
      hop = network.hop
      arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
      states = [Int8](repeating: 0, count: 2 * stream.stateBytes)
    }

    func whole(_ window: ArraySlice<Int8>, kernels: KernelSet) -> Int32 {
      let (input, section) = (Array(window), section)
      var arena = arena
      var bytes = arena.mutableSpan
      return plan.evidence(input: input.span, section: section.span, arena: &bytes, kernels: kernels)
    }

    mutating func streamed(_ window: ArraySlice<Int8>, channel: Int, kernels: KernelSet) -> Int32 {
      let continues = ends[channel].map { $0 + hop == window.endIndex } ?? false
      ends[channel] = window.endIndex
      continued += continues ? 1 : 0
      let (input, section) = (Array(window.dropFirst(continues ? stream.firstSample : 0)), section)
      var (arena, states) = (arena, states)
      defer { self.states = states }
      var bytes = arena.mutableSpan
      var kept = states.mutableSpan
      return plan.evidence(
        input: input.span, section: section.span, arena: &bytes, kernels: kernels, stream: stream, states: &kept,
        at: channel * stream.stateBytes, continues: continues)
    }
  }

  @Test func givesTheEvidenceOfWholeWindowsForAnyNetworkAndHop() throws {
    var streaming = 0
    var continued = 0
    for seed in 0..<UInt64(300) {
      let network = StreamedNetwork(seed: seed)
      var bench = try Bench(network)
      guard bench.stream.isStreaming else { continue }
      streaming += 1
      let kernels = seed % 2 == 0 ? KernelSet.reference : .best
      var random = SeededGenerator(seed: seed)
      let count = bench.plan.inputCount
      let signals = (0..<2).map { _ in
        (0..<(count + 12 * network.hop)).map { _ in Int8.random(in: -128...127, using: &random) }
      }
      for hop in 0...12 {
        for channel in 0..<2 where Int.random(in: 0..<5, using: &random) > 0 {
          let window = signals[channel][(hop * network.hop)..<(hop * network.hop + count)]
          let expected = bench.whole(window, kernels: .reference)
          #expect(bench.streamed(window, channel: channel, kernels: kernels) == expected, "seed \(seed) hop \(hop)")
        }
      }
      continued += bench.continued
    }
    #expect(streaming > 100)
    #expect(continued > 1_000)
  }

  @Test func computesOnlyNewColumns() throws {
    // Convolution of 24 taps by 4, pool of 4, convolutions of 5 by 2 and of 5 by 1: the shipped detector's shape.
    let section = try ModelCompilerFixtures.detector()
    let plan = try ModelPlan(section: section.span)
    let stream = StreamPlan(plan, stateCapacity: 1_024)
    let isStreaming = stream.isStreaming
    #expect(isStreaming)
    let computed = (0..<plan.operatorCount).map { Int(stream.parts.span[$0].value.outputWidth) }
    let whole = (0..<plan.operatorCount).map { Int(plan.step($0).geometry.outputWidth) }
    let moving = zip(computed, whole).filter { $0.0 > 0 }
    #expect(moving.count >= 4)
    #expect(moving.allSatisfy { $0.0 * 2 < $0.1 })
  }

  @Test func aModelThatNeedsMoreStateThanThereIsIsEvaluatedWhole() throws {
    let section = try ModelCompilerFixtures.detector()
    let plan = try ModelPlan(section: section.span)
    let needed = StreamPlan(plan, stateCapacity: .max).stateBytes
    #expect(needed > 0)
    let tooLittle = StreamPlan(plan, stateCapacity: needed - 1)
    let (isStreaming, firstSample) = (tooLittle.isStreaming, tooLittle.firstSample)
    #expect(!isStreaming && firstSample == 0)
  }
}
