import Simulation
import Testing

@testable import ModelCompiler

@Suite struct MemoryPlanTests {
  @Test func tensorsThatLiveTogetherNeverOverlap() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let storages = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        let first = Int.random(in: -1...15, using: &generator)
        return MemoryPlan.Storage(
          byteCount: Int.random(in: 1...300, using: &generator), firstStep: first,
          lastStep: first + Int.random(in: 0...5, using: &generator))
      }
      let plan = MemoryPlan(storages)
      for (index, one) in storages.enumerated() {
        #expect(plan.offsets[index] % MemoryPlan.alignment == 0)
        #expect(plan.offsets[index] + one.byteCount <= plan.byteCount)
        for (otherIndex, other) in storages.enumerated().dropFirst(index + 1) {
          let together = one.firstStep <= other.lastStep && other.firstStep <= one.lastStep
          let apart =
            plan.offsets[index] + one.byteCount <= plan.offsets[otherIndex]
            || plan.offsets[otherIndex] + other.byteCount <= plan.offsets[index]
          #expect(!together || apart)
        }
      }
    }
  }

  @Test func aChainReusesMemory() {
    let storages = (0..<8).map { MemoryPlan.Storage(byteCount: 64, firstStep: $0, lastStep: $0 + 1) }
    #expect(MemoryPlan(storages).byteCount == 128)
  }
}
