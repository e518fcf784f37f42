import Crypto
import EventLog
import LogSupport
import Testing
import Vocabulary

@Suite struct DecisionDigestTests {
  static func digest(_ records: [(RecordKind, [UInt8], UInt64)]) -> Digest {
    var digest = DecisionDigest<SHA256Hasher>()
    for (kind, body, time) in records { digest.emit(kind, body: body.span, monotonicNanoseconds: time) }
    return digest.digest
  }

  let decision = Samples.bytes(of: Samples.decision(hop: 3))
  let alarm = Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 3))

  @Test func isTheHashOfKindLengthAndBody() {
    var hasher = SHA256Hasher()
    for (kind, body) in [(UInt8(3), decision), (UInt8(4), alarm)] {
      hasher.update([kind, UInt8(body.count), 0, 0, 0].span)
      hasher.update(body.span)
    }
    #expect(Self.digest([(.decision, decision, 1), (.alarm, alarm, 2)]) == hasher.finish())
  }

  @Test func ignoresClocksAndRecordsThatAreNotDecisions() {
    let plain = Self.digest([(.decision, decision, 1), (.alarm, alarm, 1)])
    let other = Self.digest([
      (.boot, Samples.bytes(of: Samples.boot(7)), 5), (.decision, decision, 99), (.clip, [1, 2], 3),
      (.alarm, alarm, .max),
    ])
    #expect(plain == other)
  }

  @Test func changesWithEveryBitOfABodyAndWithTheOrder() {
    let plain = Self.digest([(.decision, decision, 0), (.alarm, alarm, 0)])
    #expect(Self.digest([(.alarm, alarm, 0), (.decision, decision, 0)]) != plain)
    for index in decision.indices {
      var changed = decision
      changed[index] ^= 1
      #expect(Self.digest([(.decision, changed, 0), (.alarm, alarm, 0)]) != plain)
    }
  }
}
