import ModelCompiler
import Testing

@testable import Inference

/// Networks of many operators and tensors, against LiteRT's reference kernels.
@Suite struct LongNetworkTests {
  @Test(arguments: [("long30", 158, 40), ("long60", 200, 80)])
  func itGivesWhatLiteRTGives(name: String, tensors: Int, operators: Int) throws {
    let sequence = try RememberingTests.Sequence(name)
    #expect(sequence.model.tensors.count == tensors && sequence.model.steps.count == operators)
    #expect(try sequence.run(Array(0..<6), continues: true) == sequence.outputs)
  }

  /// A section's counts beyond the limits, and those of the limits, which the section is then too short for.
  @Test func theLimitsAreThoseOfTheSection() throws {
    let section = LayerSection(.table, seed: 1).section
    for (place, limit) in [(12, InferenceLimits.tensors), (14, InferenceLimits.operators)] {
      for (count, problem) in [(limit + 1, ModelFault.Problem.capacity), (limit, .operation)] {
        var damaged = section
        damaged[place] = UInt8(truncatingIfNeeded: count)
        damaged[place + 1] = UInt8(truncatingIfNeeded: count >> 8)
        do throws(ModelFault) {
          _ = try ModelPlan(section: damaged.span)
          Issue.record("\(count) at \(place)")
        } catch {
          #expect((error.problem == .capacity) == (problem == .capacity), "\(count) at \(place): \(error)")
        }
      }
    }
  }
}
