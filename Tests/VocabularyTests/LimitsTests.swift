import Testing
import Vocabulary

@Suite struct LimitsTests {
  @Test func everyArrayHasRoomForWhatTheLimitsSay() {
    #expect(PerInput<UInt8>(repeating: 0).count == Limits.inputs)
    #expect(PerChannel<UInt8>(repeating: 0).count == Limits.channels)
    #expect(ChannelName().bytes.count == Limits.nameBytes)
    var buffer = ByteBuffer()
    for _ in 0..<Limits.recordBodyBytes { buffer.append(7) }
    #expect(buffer.count == Limits.recordBodyBytes)
  }

  /// One home for what a name may be: a design's may have spaces, a board's and a site's not.
  @Test func aNameIsPrintableASCIIAndThenZeros() {
    func name(_ bytes: [UInt8]) -> ChannelName {
      var name = ChannelName()
      for (index, byte) in bytes.enumerated() { name.bytes[index] = byte }
      return name
    }
    for byte in UInt8.min...UInt8.max {
      let isVisible = (0x21...0x7E).contains(byte)
      #expect(byte.isVisibleASCII == isVisible && byte.isPrintableASCII == (isVisible || byte == 0x20))
      guard byte != 0 else { continue }
      #expect(name([0x41, byte]).isPrintable(spaces: false) == isVisible)
      #expect(name([0x41, byte]).isPrintable(spaces: true) == (isVisible || byte == 0x20))
    }
    #expect(name([]).isPrintable(spaces: false) && !name([0x41, 0, 0x41]).isPrintable(spaces: true))
  }

  @Test func aNumberIsReadWhereItsBytesAre() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    #expect(bytes.span.number(UInt32.self, at: 1) == 0x0504_0302)
    #expect(bytes.span.number(UInt32.self, at: 2) == 0 && bytes.span.number(Int16.self, at: -1) == 0)
  }
}
