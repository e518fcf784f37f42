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
