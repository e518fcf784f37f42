import Testing
import Vocabulary

@testable import ADS1299

@Suite("Frames")
struct FrameDecoderTests {
  /// Decodes an answer to RDATA with 28 bytes behind the command, all zeros but for `changes`.
  private func decode(
    _ changes: [Int: UInt8], settings: ADS1299Settings = ADS1299Settings()
  ) throws(FrameDecoder.Defect) -> Frame {
    var bytes = [UInt8](repeating: 0, count: 29)
    bytes[1] = 0xC0
    bytes[28] = 0xC0
    for (index, value) in changes { bytes[index] = value }
    var frame = Frame()
    try FrameDecoder.decode(
      bytes.span, settings: settings, registers: settings.registers(chip: 0), firstInput: 0, into: &frame)
    return frame
  }

  @Test func samplesKeepTheirSign() throws {
    let frame = try decode([
      4: 0x7F, 5: 0xFF, 6: 0xFF, 7: 0x80, 10: 0xFF, 11: 0xFF, 12: 0xFF, 15: 0x01, 25: 0xFF, 26: 0xFF, 27: 0xFE,
    ])
    #expect((0..<8).map { frame.codes[$0] } == [8_388_607, -8_388_608, -1, 1, 0, 0, 0, -2])
  }

  @Test(arguments: [0x00, 0x10, 0x40, 0x60, 0x80, 0x90, 0xB0, 0xD0, 0xE0, 0xF0] as [UInt8])
  func aStatusWordThatDoesNotBeginWith1100IsRefused(first: UInt8) {
    #expect(throws: FrameDecoder.Defect.status) { try decode([1: first, 28: first]) }
  }

  @Test func arepeatedByteThatDiffersIsRefused() {
    #expect(throws: FrameDecoder.Defect.repetition) { try decode([28: 0xC1]) }
  }

  @Test func comparatorsCountOnlyWhereTheirInputIsWatched() throws {
    // STATP 1010 0101, STATN 1111 0000.
    let status: [Int: UInt8] = [1: 0xCA, 2: 0x5F, 3: 0x00, 28: 0xCA]
    #expect(try decode(status).leadOff.isEmpty)
    var settings = ADS1299Settings()
    settings.leadOff = LeadOffSettings()
    for input in 0..<4 { settings.inputs[input].leadOffPositive = true }
    settings.inputs[6].leadOffNegative = true
    #expect(try decode(status, settings: settings).leadOff.rawValue == 0b0100_0101)
  }
}
