import Testing
import Vocabulary

@Suite struct CyclicRedundancyCheckTests {
  @Test func givesTheCheckValueOfRFC3720() {
    var check = CyclicRedundancyCheck()
    check.update(Array("123456789".utf8).span)
    #expect(check.value == 0xE306_9283)
  }
}
