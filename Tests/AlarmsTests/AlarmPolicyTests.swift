import Alarms
import Testing
import Vocabulary

/// Bytes on the heap, for tests of encodings.
struct Bytes: ByteSink {
  var bytes: [UInt8] = []
  mutating func append(_ byte: UInt8) { bytes.append(byte) }
}

@Suite struct AlarmPolicyTests {
  private func encoded() -> [UInt8] {
    var sink = Bytes()
    testPolicy.encode(into: &sink)
    return sink.bytes
  }

  @Test func readsBackWhatItWrote() throws {
    #expect(try AlarmPolicy(decoding: encoded().span) == testPolicy)
  }

  @Test func refusesASectionCutAtAnyByte() {
    for count in 0..<AlarmPolicy.sectionBytes {
      #expect(throws: AlarmPolicyFault.length) { try AlarmPolicy(decoding: Array(encoded().prefix(count)).span) }
    }
  }

  @Test(arguments: [
    (0, 9, AlarmPolicyFault.version), (1, 0, .firingHops), (1, 33, .firingHops), (2, 0, .raiseCount),
    (2, 5, .raiseCount), (3, 3, .clearCount), (4, 0, .holdHops), (5, 255, .holdHops), (7, 255, .quorumPermille),
    (8, 0, .technicalRaiseHops), (10, 0, .technicalClearHops),
    (13, 255, .nurseCallTechnicalSeconds),
  ])
  func refusesEachFieldOutOfItsRange(offset: Int, value: UInt8, fault: AlarmPolicyFault) {
    var bytes = encoded()
    bytes[offset] = value
    #expect(throws: fault) { try AlarmPolicy(decoding: bytes.span) }
  }

  @Test func quorumIsNeverBelowOneChannelAndRoundsUp() {
    #expect(testPolicy.quorum(of: 1) == 1)
    #expect(testPolicy.quorum(of: 3) == 2)
    #expect(testPolicy.quorum(of: 18) == 9)
  }
}
