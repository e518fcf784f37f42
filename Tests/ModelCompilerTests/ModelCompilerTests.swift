import Inference
import Simulation
import Testing
import Vocabulary

@testable import ModelCompiler

@Suite struct ModelCompilerTests {
  @Test(arguments: [
    ("float", "\"t0\": FLOAT32"), ("dilated", "dilation of 2000"), ("tanh", "fused activation 4"),
    ("gather", "operator 1 (GATHER) that writes \"t4\""), ("gather", "SPACE_TO_BATCH_ND, BATCH_TO_SPACE_ND"),
    ("maximum", "several scales"), ("softmax", "scale 1/256"), ("slice", "99"), ("between", "CONCATENATION"),
    ("batch", "\"t0\": a batch of 2"),
    ("dynamic", "open dimension"), ("subgraphs", "2 subgraphs"), ("asymmetric", "\"t1\" with a zero point"),
    ("overflow", "supported: sums within 32 bits"), ("int16-zero-point", "\"t0\": zero point 1; supported: 0"),
    ("int16-elu", "elements of int16 and int16; supported: int8"), ("int16-powers", "pot_scale_int16 = false"),
    ("int16-to-int8", "int16 becomes int8; supported: elements of one type"), ("int16-prelu", "constant INT16"),
    ("lstm-peephole", "LSTM) that writes"), ("lstm-peephole", ": peephole weights \"t"),
    ("lstm-projection", ": a projection \"t"), ("lstm-norm", ": a layer norm \"t"),
    ("lstm-relu", "activation 1; supported: TANH (4)"), ("lstm-diagonal", "diagonal weights"),
    ("lstm-weights-missing", "input 3 is missing; supported: a constant INT8"),
    ("lstm-bias-missing", "input 13 is missing"), ("lstm-state-missing", "input 19 is missing"),
    ("lstm-state-shape", ": state \"t"), ("lstm-state-plain", "not variable"),
    ("lstm-state-shared", "that is also used elsewhere"), ("lstm-state-scale", "of scales [0.5]"),
    ("lstm-cell-scale", "a power of two from 2^-15 to 2^-9"), ("lstm-cell-range", "a power of two from 2^-15 to 2^-9"),
    ("lstm-weights-shape", ": weights \"t"), ("lstm-sums", "in the forget gate, weights \"t"),
    ("lstm-intermediates", "0 intermediate tensors"), ("svdf-activation", "(SVDF) that writes"),
    ("svdf-activation", "activation 0; supported: RELU (1)"), ("svdf-rank", ": weights \"t"),
    ("svdf-rank-none", "with rank 0"), ("svdf-state-missing", "input 4 is missing"),
    ("svdf-state-plain", "not variable"), ("svdf-state-shape", "and shape [1, 7]"),
    ("svdf-time-missing", "input 2 is missing; supported: a constant INT16"),
    ("svdf-time-shape", ": weights of time \"t"),
    ("svdf-scale", "scaled by"), ("svdf-output-scale", "less than 1 to the output"),
  ])
  func refusesWhatTheDeviceDoesNotRunAndNamesIt(name: String, message: String) throws {
    let file = try Sample.network("refused-\(name)")
    do {
      _ = try ModelCompiler.compile(file: file, metadata: nil)
      Issue.record("compiled")
    } catch {
      guard case .unsupported = error else {
        Issue.record("\(error)")
        return
      }
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test(arguments: ["network0", "network15", "remembering3", "remembering4"])
  func aFileCutAnywhereIsRefused(name: String) throws {
    let file = try Sample.network(name)
    for count in 0..<file.count {
      #expect(throws: ModelImportError.self) {
        _ = try ModelCompiler.compile(file: Array(file[..<count]), metadata: nil)
      }
    }
  }

  @Test(arguments: [
    "network0", "network15", "network25", "network41", "network47", "wide24", "wide25", "remembering3", "remembering4",
  ])
  func aFileWithBytesChangedCompilesOrIsRefusedButNeverCrashes(name: String) throws {
    let file = try Sample.network(name)
    var refused = 0
    for offset in file.indices {
      for mask: UInt8 in [0xFF, 0x01, 0x80] {
        var damaged = file
        damaged[offset] ^= mask
        if !compiles(damaged) { refused += 1 }
      }
    }
    #expect(refused > file.count / 4)
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1_000 {
      var damaged = file
      for _ in 0..<Int.random(in: 2...8, using: &generator) {
        damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = compiles(damaged)
    }
  }

  @Test func namesTheOffsetOfWhatIsMalformed() throws {
    var file = try Sample.network("network3")
    file[4] = 0x58
    #expect(throws: ModelImportError.malformed(offset: 4, expected: "the file identifier TFL3")) {
      _ = try ModelCompiler.compile(file: file, metadata: nil)
    }
    let cut = Array(try Sample.network("network3")[..<200])
    do {
      _ = try ModelCompiler.compile(file: cut, metadata: nil)
      Issue.record("compiled")
    } catch {
      guard case .malformed(let offset, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(offset > 0)
    }
  }

  @Test func refusesATensorSetThatDoesNotFitTheArena() throws {
    let file = try Sample.network("network3")
    let needed = try ModelCompiler.compile(file: file, metadata: nil).arenaBytes
    #expect(throws: Never.self) { try ModelCompiler.compile(file: file, metadata: nil, arenaCapacity: needed) }
    #expect(throws: ModelImportError.self) {
      try ModelCompiler.compile(file: file, metadata: nil, arenaCapacity: needed - 1)
    }
  }

  @Test func theSectionCarriesTheMetadata() throws {
    let file = try Sample.network("network3")
    let model = try ModelCompiler.compile(file: file, metadata: nil)
    let samples = model.tensors[model.input].shape.reduce(1, *)
    var metadata = ModelMetadata(name: "tern", windowSamples: samples)
    metadata.role = .artefact
    metadata.normalisation = .windowDeviation
    metadata.hopSamples = 7
    metadata.thresholds = [-5, 0, 4_000]
    metadata.defaultOperatingPoint = .quiet
    let section = try ModelCompiler.compile(file: file, metadata: metadata).section
    let information = try ModelPlan(section: section.span).information
    #expect(information.role == .artefact)
    #expect(information.normalisation == .windowDeviation)
    #expect(information.name == ChannelName("tern"))
    #expect(information.windowSamples == UInt32(samples))
    #expect(information.inputChannels == 1)
    #expect(information.hopSamples == 7)
    #expect(information.threshold(at: .sensitive) == -5)
    #expect(information.threshold(at: .quiet) == 4_000)
    #expect(information.defaultOperatingPoint == .quiet)
    #expect(information.multiplyAccumulates == UInt64(model.multiplyAccumulates))
    #expect(information.evidenceIsAdditive)
  }

  @Test func theQuantiserIsTheInputTensorsScale() throws {
    let model = try ModelCompiler.compile(file: try Sample.network("network3"), metadata: nil)
    let quantiser = try ModelPlan(section: model.section.span).information.quantiser
    let input = model.tensors[model.input]
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<10_000 {
      let value = Int32.random(in: -100_000...100_000, using: &generator)
      let exact = Double(value) / 256 / Double(input.scale) + Double(input.zeroPoint)
      let clamped = max(-128, min(127, exact))
      #expect(abs(Double(quantiser.quantise(value)) - clamped) <= 0.501)
    }
  }

  @Test func aWindowThatDoesNotFitTheInputIsRefused() throws {
    #expect(throws: ModelImportError.self) {
      try ModelCompiler.compile(
        file: try Sample.network("network3"), metadata: ModelMetadata(name: "tern", windowSamples: 1_000))
    }
  }

  private func compiles(_ file: [UInt8]) -> Bool {
    guard let model = try? ModelCompiler.compile(file: file, metadata: nil) else { return false }
    // What compiles must pass the device's own checks and evaluate.
    guard let plan = try? ModelPlan(section: model.section.span) else {
      Issue.record("the compiler wrote a section that the device refuses")
      return true
    }
    var arena = [Int8](repeating: 0, count: model.arenaBytes)
    let input = [Int8](repeating: 5, count: plan.inputBytes)
    var bytes = arena.mutableSpan
    _ = plan.evidence(input: input.span, section: model.section.span, arena: &bytes, kernels: .best)
    return true
  }
}
