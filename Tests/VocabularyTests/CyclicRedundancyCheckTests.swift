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

  /// Many at a time are what they are one by one, wherever they are cut.
  @Test func manyBytesAreTheSameAsOneByOne() {
    var generator = SystemRandomNumberGenerator()
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var expected = CyclicRedundancyCheck()
      for byte in bytes { expected.update(byte) }
      for cut in 0...count {
        var check = CyclicRedundancyCheck()
        check.update(bytes.span.extracting(0..<cut))
        check.update(bytes.span.extracting(cut..<count))
        #expect(check.value == expected.value, "\(bytes) cut at \(cut)")
      }
    }
  }
}
