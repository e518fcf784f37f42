import Alarms
import Testing
import Vocabulary

@Suite struct ChannelFaultsTests {
  @Test func recordsEachChangeOfTheSetOnce() {
    var faults = ChannelFaults(quality: .leadOff, reason: .leadOff)
    #expect(faults.step(quietHop(0)) == nil)
    var off = quietHop(1)
    off.quality[2] = .leadOff
    let raised = faults.step(off)
    #expect(raised?.phase == .raised)
    #expect(raised?.detail == .channels(ChannelMask(rawValue: 0b100)))
    #expect(faults.step(off) == nil)
    let cleared = faults.step(quietHop(2))
    #expect(cleared?.phase == .cleared)
    #expect(cleared?.detail == .channels(ChannelMask()))
  }
}
