import Testing
import Vocabulary

@testable import Inference

/// A compiled model's records as committed bytes, laid out by `struct` of Python from the format's description: whoever
/// updates a board may leave it a bundle that an earlier version compiled.
@Suite struct FrozenModelTests {
  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 < 0x61 ? $0 - 0x30 : $0 - 0x57) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  @Test func header() throws {
    let bytes = Self.bytes(
      "504d444c0200800080000000030002000201020166726f7a656e00000000000000000000010100000302000034333231"
        + "44434241545352516463626129e9727174730000fcfcfdfe08070605f4f4f5f68483828198979695949392911d1c1b1a"
        + "21201f1e252423225e5effffb2b1000002010300444342410000000000000000")
    var layout = ModelInformation.Layout(sectionBytes: 0, tensorCount: 0, operatorCount: 0)
    let model = try ModelInformation(section: bytes.span, layout: &layout)
    #expect(layout.sectionBytes == 128 && layout.tensorCount == 3 && layout.operatorCount == 2)
    #expect(model.role == .artefact && model.normalisation == .windowDeviation && model.defaultOperatingPoint == .quiet)
    #expect(model.endsInAccumulator && model.name == ChannelName("frozen"))
    #expect(model.rate.numerator == 0x0101 && model.rate.denominator == 0x0203)
    #expect(model.windowSamples == 0x3132_3334 && model.inputChannels == 0x4142_4344 && model.hopSamples == 0x5152_5354)
    #expect(model.quantiser == InputQuantiser(multiplier: 0x6162_6364, shift: 0x29, zeroPoint: -0x17))
    #expect(model.inputTensor == 0x7172 && model.outputTensor == 0x7374)
    #expect((0..<3).map { model.thresholds[$0] } == [-0x0102_0304, 0x0506_0708, -0x090A_0B0C])
    #expect(model.arenaBytes == 0x8182_8384 && model.multiplyAccumulates == 0x9192_9394_9596_9798)
    #expect((0..<3).map { model.raiseExcess[$0] } == [0x1A1B_1C1D, 0x1E1F_2021, 0x2223_2425])
    #expect(model.levelReference == -0xA1A2 && model.levelStep == 0xB1B2)
    #expect(
      model.montage
        == MontageInput(layout: .samplesFirst, missing: .refuse, output: .seizureLast, namesOffset: 0x4142_4344))
    var sink = Bytes()
    model.encode(layout: layout, into: &sink)
    #expect(sink.bytes == bytes)
  }

  @Test func `operator`() throws {
    let bytes = Self.bytes(
      "0b0112111413161524232221cccccdce05000000faffffff070000000101010102010101030101010401010105010101"
        + "060101010701010108010101090101010a0101010b0101010c010101444342415453525164636261e1ffffff74737271"
        + "1e00000004030201f9ffffff01010000")
    let step = try Operator(section: bytes.span, at: 0)
    #expect(step.kind == .copy && step.elements == .int16 && step.outputElements == .int16 && step.hasWideSums)
    #expect(step.input == 0x1112 && step.secondInput == 0x1314 && step.output == 0x1516)
    #expect(step.inputZeroPoint == 0x2122_2324 && step.secondInputZeroPoint == -0x3132_3334)
    #expect(step.range == OutputRange(zeroPoint: 5, minimum: -6, maximum: 7))
    let form = step.geometry
    #expect([form.inputHeight, form.inputWidth, form.inputChannels] == [0x0101_0101, 0x0101_0102, 0x0101_0103])
    #expect([form.outputHeight, form.outputWidth, form.outputChannels] == [0x0101_0104, 0x0101_0105, 0x0101_0106])
    #expect([form.kernelHeight, form.kernelWidth] == [0x0101_0107, 0x0101_0108])
    #expect([form.strideHeight, form.strideWidth] == [0x0101_0109, 0x0101_010A])
    #expect([form.paddingTop, form.paddingLeft] == [0x0101_010B, 0x0101_010C])
    #expect(step.weightsOffset == 0x4142_4344 && step.constantsOffset == 0x5152_5354)
    #expect(step.inputScale == Requantisation(multiplier: 0x6162_6364, exponent: -31))
    #expect(step.secondInputScale == Requantisation(multiplier: 0x7172_7374, exponent: 30))
    #expect(step.outputScale == Requantisation(multiplier: 0x0102_0304, exponent: -7))
    var sink = Bytes()
    step.encode(into: &sink)
    #expect(sink.bytes == bytes)
  }

  @Test func tensor() throws {
    let bytes = Self.bytes("0201000004010000020000000300000005000000070000001413121100000000")
    let tensor = try TensorPlan(section: bytes.span, at: 0, arenaBytes: 0x1_0000)
    #expect(tensor.arenaOffset == 0x0102 && tensor.rank == 4 && tensor.elements == .int16 && tensor.zeroPoint == 0)
    #expect((0..<4).map { tensor.dimensions[$0] } == [2, 3, 5, 7] && tensor.sourceIndex == 0x1112_1314)
    var sink = Bytes()
    tensor.encode(into: &sink)
    #expect(sink.bytes == bytes)
  }
}
