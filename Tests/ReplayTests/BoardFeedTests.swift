import Replay
import Testing
import Vocabulary

@Suite struct BoardFeedTests {
  /// SBAS499, 9.4.4.2 and table 8: 1100, LOFF_STATP from input 8 down, LOFF_STATN, the pins; then the inputs.
  @Test func aFrameIsOnTheWireAsTheDataSheetHasIt() {
    var frame = Frame(sampleIndex: 0)
    frame.leadOff[0] = true
    frame.leadOff[7] = true
    (frame.codes[0], frame.codes[1], frame.codes[8]) = (-1, 0x12_3456, -8_388_608)
    let bytes = BoardFeed([frame], inputCount: 9).wireBytes
    let first: [UInt8] = [0xC8, 0x10, 0x00, 0xFF, 0xFF, 0xFF, 0x12, 0x34, 0x56] + [UInt8](repeating: 0, count: 18)
    let second: [UInt8] = [0xC0, 0x00, 0x00, 0x80, 0x00, 0x00] + [UInt8](repeating: 0, count: 21)
    #expect(bytes == first + second)
  }
}
