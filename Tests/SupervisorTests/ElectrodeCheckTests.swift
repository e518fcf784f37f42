import Supervisor
import Testing
import Vocabulary

@Suite struct ElectrodeCheckTests {
  private static let second: UInt64 = 1_000_000_000

  /// What light and buzzer do in steps of 100 ms, a character each, an electrode a text, while frames come; the check
  /// is begun at 100 s.
  private static func told(_ check: inout ElectrodeCheck, off: UInt32 = 0, invalid: UInt32 = 0, frames: Bool = true)
    -> [String]
  {
    var texts: [String] = []
    var time = 100 * second
    if frames { check.take(frame(at: time, off: off, invalid: invalid)) }
    check.begin(now: time)
    while check.isOn(now: time) != nil {
      var text = ""
      for _ in 0..<20 {
        if frames { check.take(frame(at: time, off: off, invalid: invalid)) }
        text += check.isOn(now: time) == true ? "#" : "."
        time += second / 10
      }
      texts.append(text)
    }
    return texts
  }

  private static func frame(at time: UInt64, off: UInt32 = 0, invalid: UInt32 = 0) -> Frame {
    var frame = Frame()
    frame.monotonicNanoseconds = time
    frame.leadOff = ChannelMask(rawValue: off)
    frame.invalid = ChannelMask(rawValue: invalid)
    return frame
  }

  private static let holds = "##.................."
  private static let isOff = "############........"
  private static let unknown = "##..##.............."

  @Test func eachElectrodeIsToldInTheOrderOfTheInputs() {
    // Inputs 0, 2, 3 and 5 have an electrode; that of 5 is not watched.
    var check = ElectrodeCheck(
      ElectrodeInputs(connected: ChannelMask(rawValue: 0b101101), watched: ChannelMask(rawValue: 0b001101)))
    #expect(check.isOn(now: 0) == nil)
    #expect(Self.told(&check, off: 0b000100) == [Self.holds, Self.isOff, Self.holds, Self.unknown])
    #expect(check.isOn(now: 200 * Self.second) == nil)
  }

  @Test func anElectrodeThatWasOffJustNowOrWhoseFramesAreBrokenIsOff() {
    let inputs = ElectrodeInputs(connected: ChannelMask(rawValue: 3), watched: ChannelMask(rawValue: 3))
    var check = ElectrodeCheck(inputs)
    check.take(Self.frame(at: 99 * Self.second, off: 1))
    #expect(Self.told(&check, invalid: 2) == [Self.isOff, Self.isOff])
    var other = ElectrodeCheck(inputs)
    other.take(Self.frame(at: 90 * Self.second, off: 3))
    #expect(Self.told(&other) == [Self.holds, Self.holds])
  }

  @Test func whereNoFrameComesNoElectrodeHolds() {
    let inputs = ElectrodeInputs(connected: ChannelMask(rawValue: 7), watched: ChannelMask(rawValue: 3))
    var check = ElectrodeCheck(inputs)
    #expect(Self.told(&check, frames: false) == [Self.isOff, Self.isOff, Self.unknown])
    check.take(Self.frame(at: 98 * Self.second))
    #expect(Self.told(&check, frames: false) == [Self.isOff, Self.isOff, Self.unknown])
  }

  @Test func itCanBeEnded() {
    var check = ElectrodeCheck(ElectrodeInputs(connected: ChannelMask(rawValue: 3)))
    check.begin(now: 5)
    #expect(check.isOn(now: 5) == true)
    check.end()
    #expect(check.isOn(now: 5) == nil)
  }
}
