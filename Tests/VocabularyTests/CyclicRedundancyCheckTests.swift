import Testing
import Vocabulary

@Suite struct CyclicRedundancyCheckTests {
  @Test func givesTheCheckValueOfRFC3720() {
    var check = CyclicRedundancyCheck()
    check.update(Array("123456789".utf8).span)
    #expect(check.value == 0xE306_9283)
  }

  @Test func everyTableEntryIsEightStepsOfThePolynomial() {
    for byte in UInt8.min ... .max {
      var state = UInt32(byte) ^ .max
      for _ in 0..<8 { state = state & 1 == 0 ? state >> 1 : (state >> 1) ^ 0x82F6_3B78 }
      var check = CyclicRedundancyCheck()
      check.update(byte)
      #expect(check.value == ~state)
    }
  }
}
