import Inference
import ModelCompiler
import TestSupport
import Testing

@Suite struct InterpreterTests {
  @Test(arguments: Fixture.names, [KernelSet.reference] + KernelTests.sets)
  func givesEveryTensorOfLiteRTsReferenceKernels(name: String, kernels: KernelSet) throws {
    let fixture = try Fixture(name)
    let model = try ModelCompiler.compile(file: fixture.network, metadata: nil, keepsAllTensors: true)
    let plan = try ModelPlan(section: model.section.span)
    var interpreter = Interpreter(kernels: kernels)
    interpreter.run(plan, input: fixture.input.span, section: model.section.span)
    #expect(Set(model.tensors.filter { !$0.isScratch }.map(\.sourceIndex)) == Set(fixture.expected.keys))
    for (number, tensor) in model.tensors.enumerated() where !tensor.isScratch {
      let values = interpreter.values(of: plan.tensor(number))
      #expect(values == fixture.expected[tensor.sourceIndex], "tensor \(tensor.name)")
    }
  }

  @Test(arguments: Fixture.names)
  func givesTheSameOutputWhenTensorsShareMemory(name: String) throws {
    let fixture = try Fixture(name)
    let model = try ModelCompiler.compile(file: fixture.network, metadata: nil)
    let plan = try ModelPlan(section: model.section.span)
    var interpreter = Interpreter()
    interpreter.run(plan, input: fixture.input.span, section: model.section.span)
    let output = model.tensors[model.output]
    let values = interpreter.values(of: plan.tensor(model.output))
    #expect(values == fixture.expected[output.sourceIndex])
  }

  @Test func evidenceIsTheLastLayersSum() throws {
    var checked = 0
    for seed in Fixture.seeds {
      let fixture = try Fixture(seed: seed)
      let model = try ModelCompiler.compile(file: fixture.network, metadata: nil)
      let plan = try ModelPlan(section: model.section.span)
      var interpreter = Interpreter()
      let evidence = interpreter.evidence(of: plan, input: fixture.input.span, section: model.section.span)
      #expect(plan.information.endsInAccumulator == (fixture.evidence != nil))
      if let expected = fixture.evidence {
        #expect(evidence == expected)
        checked += 1
      } else {
        let output = model.tensors[model.output]
        #expect(evidence == fixture.expected[output.sourceIndex].map { Int32($0[0]) - Int32(output.zeroPoint) })
      }
    }
    #expect(checked >= 5)
  }

  @Test func evidenceOfInt16IsTheFirstOutput() throws {
    var seen: Set<Int32> = []
    for seed in Fixture.seeds {
      let fixture = try Fixture("wide\(seed)")
      let model = try ModelCompiler.compile(file: fixture.network, metadata: nil)
      let plan = try ModelPlan(section: model.section.span)
      #expect(!plan.information.endsInAccumulator && model.accumulatorScale == nil)
      var interpreter = Interpreter()
      let evidence = interpreter.evidence(of: plan, input: fixture.input.span, section: model.section.span)
      let output = try #require(fixture.expected[model.tensors[model.output].sourceIndex])
      #expect(evidence == Int32(output[1]) * 256 + Int32(UInt8(bitPattern: output[0])))
      seen.insert(evidence)
    }
    #expect(seen.count > 20)
    #expect(seen.contains { $0 < -128 } && seen.contains { $0 > 127 })
  }

  @Test func isNotDisturbedByWhatItEvaluatedBefore() throws {
    let fixture = try Fixture(seed: 47)
    let model = try ModelCompiler.compile(file: fixture.network, metadata: nil)
    let plan = try ModelPlan(section: model.section.span)
    var interpreter = Interpreter()
    let first = interpreter.evidence(of: plan, input: fixture.input.span, section: model.section.span)
    let opposite = fixture.input.map { ~$0 }
    let between = interpreter.evidence(of: plan, input: opposite.span, section: model.section.span)
    let again = interpreter.evidence(of: plan, input: fixture.input.span, section: model.section.span)
    #expect(first == again)
    #expect(first != between)
  }
}
