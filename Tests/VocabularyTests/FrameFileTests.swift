import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite struct FrameFileTests {
  struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  private func encoded(_ header: FrameFileHeader) -> [UInt8] {
    var sink = Bytes()
    header.encode(into: &sink)
    return sink.bytes
  }

  @Test func aHeaderIsReadBackAsWritten() throws {
    let header = FrameFileHeader(rate: Rate(1000, per: 3), inputCount: 32, designBytes: 32_768)
    #expect(try FrameFileHeader(decoding: encoded(header).span) == header)
    #expect(encoded(header).prefix(8).elementsEqual("PRODFRMS".utf8))
    #expect(header.frameBytes == 28 + 4 * 32)
  }

  @Test func aFrameIsReadBackAsWritten() throws {
    var frame = Frame(sampleIndex: .max - 1)
    frame.monotonicNanoseconds = 0x0102_0304_0506_0708
    frame.leadOff = ChannelMask(rawValue: 0x8000_0001)
    frame.invalid = ChannelMask(rawValue: 2)
    frame.discontinuity = true
    (frame.codes[0], frame.codes[1]) = (-8_388_608, 8_388_607)
    var sink = Bytes()
    frame.encode(inputCount: 2, into: &sink)
    #expect(sink.bytes.count == FrameFileHeader(rate: Rate(250), inputCount: 2).frameBytes)
    var read = Frame()
    try read.decode(sink.bytes.span, inputCount: 2)
    #expect(read.sampleIndex == frame.sampleIndex && read.monotonicNanoseconds == frame.monotonicNanoseconds)
    #expect(read.leadOff == frame.leadOff && read.invalid == frame.invalid && read.discontinuity)
    #expect(read.codes[0] == -8_388_608 && read.codes[1] == 8_388_607)
  }

  /// The file that golden_frames.py wrote from the form's description: read field by field, and written anew.
  @Test func theGoldenFileIsReadAndWrittenAsEver() throws {
    let file = SharedData.repository.appending(path: "Tests/VocabularyTests/Fixtures/golden.frames")
    let bytes = try [UInt8](Data(contentsOf: file))
    let header = try FrameFileHeader(decoding: bytes.span)
    #expect(header == FrameFileHeader(rate: Rate(1000, per: 3), inputCount: 3, designBytes: 11))
    var written = Bytes(bytes: encoded(header) + Array(0x20...0x2A))
    var frames: [Frame] = []
    for index in 0..<2 {
      var frame = Frame()
      let start = 24 + 11 + index * header.frameBytes
      try frame.decode(Array(bytes[start..<start + header.frameBytes]).span, inputCount: 3)
      frame.encode(inputCount: 3, into: &written)
      frames.append(frame)
    }
    #expect(written.bytes == bytes)
    #expect(frames.map(\.sampleIndex) == [0x0102_0304_0506_0708, 0x0102_0304_0506_0709])
    #expect(frames.map(\.monotonicNanoseconds) == [0x1112_1314_1516_1718, 0x2122_2324_2526_2728])
    #expect(frames.map(\.leadOff.rawValue) == [0b001, 0b100] && frames.map(\.invalid.rawValue) == [0b110, 0b010])
    #expect(frames.map(\.discontinuity) == [false, true])
    let codes: [[Int32]] = [[-0x80_0000, 0x7F_FFFF, -2], [3, -0x31_3233, 0x41_4243]]
    #expect(frames.map { frame in (0..<3).map { frame.codes[$0] } } == codes)
  }

  @Test func aFrameWithoutALossReadsSoAfterOneWithALoss() throws {
    var sink = Bytes()
    Frame().encode(inputCount: 1, into: &sink)
    var frame = Frame()
    frame.discontinuity = true
    try frame.decode(sink.bytes.span, inputCount: 1)
    #expect(!frame.discontinuity)
  }

  @Test(arguments: [
    (0, UInt8(0), FrameFileFault.notFrames), (8, 2, .version(found: 2)), (10, 0, .inputCount(found: 0)),
    (10, 33, .inputCount(found: 33)), (16, 0, .rate), (23, 1, .design(found: 1 << 24)),
  ])
  func aWrongHeaderIsRefusedByName(offset: Int, value: UInt8, fault: FrameFileFault) {
    var bytes = encoded(FrameFileHeader(rate: Rate(250), inputCount: 8))
    bytes[offset] = value
    #expect(throws: fault) { try FrameFileHeader(decoding: bytes.span) }
  }

  @Test func aZeroRateIsRefused() {
    var bytes = encoded(FrameFileHeader(rate: Rate(250), inputCount: 8))
    bytes[12] = 0
    #expect(throws: FrameFileFault.rate) { try FrameFileHeader(decoding: bytes.span) }
  }

  @Test(arguments: 0..<FrameFileHeader.byteCount)
  func aCutHeaderIsRefused(length: Int) {
    let bytes = Array(encoded(FrameFileHeader(rate: Rate(250), inputCount: 8)).prefix(length))
    #expect(throws: FrameFileFault.truncated(offset: length)) { try FrameFileHeader(decoding: bytes.span) }
  }

  @Test(arguments: 0..<36)
  func aCutFrameIsRefused(length: Int) {
    var sink = Bytes()
    Frame().encode(inputCount: 2, into: &sink)
    let bytes = Array(sink.bytes.prefix(length))
    #expect(throws: FrameFileFault.truncated(offset: length)) {
      var frame = Frame()
      try frame.decode(bytes.span, inputCount: 2)
    }
  }

  @Test func unknownFlagsAreRefused() {
    var sink = Bytes()
    Frame().encode(inputCount: 1, into: &sink)
    sink.bytes[24] = 3
    let bytes = sink.bytes
    #expect(throws: FrameFileFault.flags(found: 3)) {
      var frame = Frame()
      try frame.decode(bytes.span, inputCount: 1)
    }
  }
}
