import Station
import Testing
import Vocabulary

@Suite struct ChannelMaskChannelsTests {
  @Test(arguments: [0, 1, 0b1010, 0x8000_0001, 0xFFFF_FFFF] as [UInt32])
  func theChannelsAreThoseInTheSet(bits: UInt32) {
    let mask = ChannelMask(rawValue: bits)
    #expect(Array(mask.channels) == (0..<32).filter { mask[$0] })
  }
}
