import Inference
import ModelCompiler
import Simulation
import TestSupport
import Testing

@Suite struct ModelPlanTests {
  /// Networks that together hold every kind of operator.
  static let names =
    [0, 2, 15, 25, 35, 41, 47].map { "network\($0)" } + [0, 18, 19, 20, 23, 30, 41, 43, 47].map { "wide\($0)" }
    + ["remembering3", "remembering4"]

  @Test func fixturesOfTheseTestsHoldEveryKindOfOperator() throws {
    var kinds: Set<UInt8> = []
    var wideKinds: Set<UInt8> = []
    for name in ModelPlanTests.names {
      let model = try ModelCompiler.compile(file: try Fixture.bytes("\(name).tflite"), metadata: nil)
      let plan = try ModelPlan(section: model.section.span)
      for index in 0..<plan.operatorCount {
        let step = plan.step(index)
        if step.elements == .int8 { kinds.insert(step.kind.rawValue) } else { wideKinds.insert(step.kind.rawValue) }
      }
    }
    #expect(kinds.count == 19)
    // A table is of int8 alone; the two curves are of int16.
    #expect(wideKinds.count == 18)
  }

  @Test(arguments: names)
  func aSectionWithAnyByteChangedIsRefusedOrHarmless(name: String) throws {
    let section = try ModelCompiler.compile(file: try Fixture.bytes("\(name).tflite"), metadata: nil).section
    let input = try Fixture.bytes("\(name).input").map { Int8(bitPattern: $0) }
    var refused = 0
    var accepted = 0
    for offset in section.indices {
      for mask: UInt8 in [0xFF, 0x01, 0x80] {
        var damaged = section
        damaged[offset] ^= mask
        if evaluates(damaged, input: input) { accepted += 1 } else { refused += 1 }
      }
    }
    #expect(refused > 300)
    #expect(accepted > 0)
  }

  @Test(arguments: names)
  func aSectionCutAnywhereIsRefused(name: String) throws {
    let section = try ModelCompiler.compile(file: try Fixture.bytes("\(name).tflite"), metadata: nil).section
    for count in 0..<section.count {
      let cut = Array(section[..<count])
      #expect(throws: ModelFault.self) { _ = try ModelPlan(section: cut.span) }
    }
  }

  @Test(arguments: names)
  func aSectionWithManyBytesChangedIsRefusedOrHarmless(name: String) throws {
    let section = try ModelCompiler.compile(file: try Fixture.bytes("\(name).tflite"), metadata: nil).section
    let input = try Fixture.bytes("\(name).input").map { Int8(bitPattern: $0) }
    var generator = SeededGenerator(seed: UInt64(section.count))
    var accepted = 0
    for _ in 0..<2_000 {
      var damaged = section
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        // The header's numbers, tensors and operators, which steer evaluation.
        let offset = Int.random(in: 12..<min(section.count, 128 + 32 * 12 + 112 * 8), using: &generator)
        damaged[offset] = [0, 1, 2, 3, 16, 127, 128, 255].randomElement(using: &generator) ?? 0
      }
      if evaluates(damaged, input: input) { accepted += 1 }
    }
    #expect(accepted < 2_000)
  }

  @Test func namesTheFaultAndItsPlace() throws {
    let section = try ModelCompiler.compile(file: try Fixture(seed: 3).network, metadata: nil).section
    expectFault(.magic, at: 0, in: section, changing: 0)
    expectFault(.version, at: 4, in: section, changing: 4)
    expectFault(.size, at: 8, in: section, changing: 8)
    expectFault(.metadata, at: 16, in: section, changing: 16)
    var negative = section
    negative[95] = 0x80
    #expect(throws: ModelFault(.metadata, offset: 92, found: Int64(Int32.min))) {
      _ = try ModelPlan(section: negative.span)
    }
    // An own level's reference without a step, a step below nothing, and one whose 64 steps are no number of 32 bits.
    expectFault(.metadata, at: 104, in: section, changing: 104)
    for (byte, value) in [(111, UInt8(0x80)), (111, 0x40)] {
      var damaged = section
      damaged[byte] = value
      #expect(throws: ModelFault(.metadata, offset: 104)) { _ = try ModelPlan(section: damaged.span) }
    }
    // How a montage is taken, and what is reserved behind it.
    expectFault(.metadata, at: 112, in: section, changing: 112)
    expectFault(.reserved, at: 120, in: section, changing: 120)
  }

  @Test func refusesAModelThatNeedsMoreArenaThanThereIs() throws {
    let model = try ModelCompiler.compile(file: try Fixture(seed: 3).network, metadata: nil)
    #expect(throws: ModelFault(.capacity, offset: 80, found: Int64(model.arenaBytes))) {
      _ = try ModelPlan(section: model.section.span, arenaCapacity: model.arenaBytes - 1)
    }
  }

  /// A tensor that lies where one lies that is still to be read: kernels would each make something else of it.
  @Test func refusesTensorsThatAreWrittenOverBeforeTheyAreRead() throws {
    var refused = 0
    for seed in 0..<12 {
      let section = try ModelCompiler.compile(file: Fixture(seed: seed).network, metadata: nil).section
      let plan = try ModelPlan(section: section.span)
      for index in 0..<plan.operatorCount {
        let step = plan.step(index)
        let source = plan.tensor(Int(step.input))
        let target = plan.tensor(Int(step.output))
        guard source.range != target.range, target.byteCount > 1 else { continue }
        // The output begins within the input.
        let place = Int32(source.arenaOffset)
        guard Int(place) + target.byteCount + InferenceLimits.readAheadBytes <= Int(plan.information.arenaBytes) else {
          continue
        }
        var damaged = section
        let offset = ModelInformation.headerBytes + Int(step.output) * TensorPlan.recordBytes
        for byte in 0..<4 { damaged[offset + byte] = UInt8(truncatingIfNeeded: place >> Int32(8 * byte)) }
        do throws(ModelFault) {
          _ = try ModelPlan(section: damaged.span)
          Issue.record("seed \(seed): operator \(index) writes over its input")
        } catch {
          #expect(error.problem == .tensor)
          refused += 1
        }
      }
    }
    #expect(refused > 12)
  }

  private func expectFault(
    _ problem: ModelFault.Problem, at offset: Int, in section: [UInt8], changing place: Int
  ) {
    var damaged = section
    damaged[place] ^= 0x40
    do {
      _ = try ModelPlan(section: damaged.span)
      Issue.record("byte \(place) changed, and nothing was said")
    } catch {
      #expect(error.problem == problem)
      #expect(error.offset == offset)
    }
  }

  /// Whether the device takes the section; if so, it is evaluated, which must not trap.
  private func evaluates(_ section: [UInt8], input: [Int8]) -> Bool {
    guard let plan = try? ModelPlan(section: section.span) else { return false }
    var arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
    let values = (0..<plan.inputBytes).map { input[$0 % input.count] }
    var bytes = arena.mutableSpan
    _ = plan.evidence(input: values.span, section: section.span, arena: &bytes, kernels: .best)
    plan.run(input: values.span, section: section.span, arena: &bytes, kernels: .best)
    return true
  }
}
