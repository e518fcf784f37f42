import Bundle
import Testing
import Vocabulary

@Suite struct FrontEndTests {
  /// Microvolts of a code, by the rule of `Calibration`.
  private func microvolts(_ code: Int64, _ calibration: Calibration) -> Double {
    Double(calibration.multiplier * code + calibration.offset) / Double(Int64(1) << Int64(calibration.shift)) / 256
  }

  @Test(arguments: [(24, 0.02235), (1, 0.5364)] as [(UInt32, Double)])
  func oneCodeIsTwiceTheReferenceOverGainOver2To24(gain: UInt32, expected: Double) {
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: gain)
    #expect(abs(microvolts(1, calibration) - expected) < 0.0001 * expected)
  }

  @Test(arguments: [1, 2, 4, 6, 8, 12, 24] as [UInt32])
  func theScaleIsExactAtFourAndAHalfVolts(gain: UInt32) {
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: gain)
    // Half of the range, 2^22 codes, is VREF / 2 / gain; in 2^-8 microvolt.
    let scaled = calibration.multiplier << 22
    #expect(scaled % (1 << Int64(calibration.shift)) == 0)
    #expect(scaled >> Int64(calibration.shift) == 4_500_000 * 256 / 2 / Int64(gain))
  }

  @Test func aScaleThatIsNoWholeNumberIsRoundedWithinAMillionth() {
    for reference: UInt32 in [2_400_000, 2_500_000, 4_096_001, 5_000_000] {
      for gain: UInt32 in [1, 6, 12, 24] {
        let calibration = Calibration(referenceMicrovolts: reference, gain: gain)
        let exact = 2 * Double(reference) / Double(gain) / 16_777_216
        #expect(abs(microvolts(1, calibration) / exact - 1) < 1e-6)
        #expect(calibration.multiplier < 1 << 30)
      }
    }
  }

  @Test func theEndsOfTheRangeAreSaturated() {
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: 24)
    #expect(calibration.lowestCode == -8_388_608)
    #expect(calibration.highestCode == 8_388_607)
  }

  @Test func rateAndGainAreWhatTheRegistersSay() throws {
    var frontEnd = TestBundle.board().frontEnd
    #expect(frontEnd.samplesPerSecond == 250)
    #expect(frontEnd.gain(of: 0) == 24)
    #expect(frontEnd.calibration(of: 0) == Calibration(referenceMicrovolts: 4_500_000, gain: 24))
    for (code, rate) in [16_000, 8_000, 4_000, 2_000, 1_000, 500, 250].enumerated() {
      frontEnd.registers[0][0x01] = 0xD0 | UInt8(code)
      #expect(frontEnd.samplesPerSecond == UInt32(rate))
    }
    frontEnd.registers[0][0x01] = 0xD7
    #expect(frontEnd.samplesPerSecond == nil)
    frontEnd.registers[0][0x05] = 0x70
    #expect(frontEnd.gain(of: 0) == nil)
  }

  @Test func leadOffBitsCountOnlyWhereTheyAreSensedByDirectCurrentWithTheComparatorsOn() {
    var frontEnd = TestBundle.board().frontEnd
    #expect(frontEnd.leadOffInputs.isEmpty)
    frontEnd.registers[0][0x0F] = 0x01
    #expect(frontEnd.leadOffInputs.isEmpty)
    frontEnd.registers[0][0x17] = 0x02
    #expect(frontEnd.leadOffInputs == ChannelMask(first: 1))
    frontEnd.registers[0][0x04] = 0x02
    #expect(frontEnd.leadOffInputs.isEmpty)
  }

  @Test func aSecondChipsInputsAreSetUpByItsOwnRegisters() {
    var frontEnd = TestBundle.twoChips().frontEnd
    #expect((0..<10).map { frontEnd.gain(of: $0) } == [24, 24, 24, 24, 24, 24, 24, 24, 12, 12])
    for select in 0..<2 { frontEnd.registers[select][0x17] = 0x02 }
    frontEnd.registers[1][0x0F] = 0x02
    #expect(frontEnd.leadOffInputs == ChannelMask(rawValue: 1 << 9))
  }

  @Test func aDaisyChainsSecondChipHoldsWhatTheFirstHolds() {
    var frontEnd = TestBundle.twoChips().frontEnd
    frontEnd.arrangement = .daisyChain
    frontEnd.inputCount = 16
    frontEnd.registers[0][0x01] = 0x96
    #expect(frontEnd.firstWrongRegister() == nil)
    #expect((0..<16).allSatisfy { frontEnd.gain(of: $0) == 24 })
    frontEnd.registers[0][0x17] = 0x02
    frontEnd.registers[0][0x0F] = 0x81
    #expect(frontEnd.leadOffInputs == ChannelMask(rawValue: 0x8181))
  }
}
