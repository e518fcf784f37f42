import Crypto
import EventLog
import LogSupport
import Station
import Testing
import Text
import Vocabulary

@Suite struct SealStateTests {
  private static func key(_ bytes: [UInt8]) -> Digest {
    var digest = Digest()
    for (index, byte) in bytes.enumerated() { digest.bytes[index] = byte }
    return digest
  }

  /// RFC 4231, test cases 1 to 4: their keys are shorter than 32 bytes, which is the same as zeros behind them.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xCD, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
  ])
  func authenticationIsHMAC(key: [UInt8], message: [UInt8], expected: String) {
    var authentication = MessageAuthentication<SHA256Hasher>(key: Self.key(key))
    authentication.update(message.span)
    #expect(authentication.finish().hexadecimal == expected)
  }

  @Test func aKeptStateReadsBackAndAnyChangedByteOfItDoesNot() {
    let state = SealedLog.secret().first.next(SHA256Hasher.self)
    let bytes = (0..<SealState.byteCount).map { state.bytes[$0] }
    #expect(SealState(bytes.span) == state)
    let cut = Array(bytes.dropLast())
    #expect(SealState(cut.span) == nil)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x40
      #expect(SealState(changed.span) == nil, "byte \(index)")
    }
  }

  @Test func aKeptStateIsWhatItWas() {
    let key = Self.key(Array(0x40..<0x60))
    let state = SealState(epoch: 0x0102_0304, key: key)
    let bytes = (0..<SealState.byteCount).map { state.bytes[$0] }
    #expect(
      Hexadecimal.text(bytes)
        == "50524b4c0100000004030201404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f0000000000000000"
        + "a040b6bb")
    #expect(SealState(bytes.span) == state)
  }

  @Test func everyEpochAndEveryBoardHasAnotherKey() {
    var keys: Set<String> = []
    for board in ["ward3", "ward4"] {
      var state = SealedLog.secret(board).first
      for _ in 0..<50 {
        keys.insert(state.key.hexadecimal)
        keys.insert(state.headerTag(over: [UInt8]().span, SHA256Hasher.self).hexadecimal)
        keys.insert(state.tag(over: Digest(), [UInt8]().span, SHA256Hasher.self).hexadecimal)
        state = state.next(SHA256Hasher.self)
      }
    }
    #expect(keys.count == 300)
  }

  @Test func aLogWithAKeyEndsInASealAfterEveryFlushAndGoesOnAfterAStart() throws {
    let (segments, state) = try SealedLog.log(boots: 3, decisions: 40)
    let records = LogKeeper.records(segments)
    #expect(records.last?.kind == .seal)
    let epochs = records.compactMap { record -> UInt32? in
      switch record.kind {
      case .seal: try? record.decoded(as: SealBody.self).epoch
      case .closing: try? record.decoded(as: ClosingBody.self).seal?.epoch
      default: nil
      }
    }
    #expect(epochs == Array(1...UInt32(epochs.count)))
    #expect(state.epoch == UInt32(epochs.count) + 1)
    #expect(LogKeeper.findings(segments).isEmpty)
  }

  @Test func aKeyTooFarBehindSealsNothingAndItIsSaid() throws {
    let storage = MemorySegmentStorage()
    do {
      let late = SealState(epoch: 200_000, key: SealedLog.secret().first.key)
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy, seal: late)
      _ = try writer.append(.boot, body: Samples.bytes(of: Samples.boot(1)).span, stamps: LogKeeper.stamps(1))
    }
    let early = SealedLog.secret().first
    let writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy, seal: early)
    #expect(writer.recovery.isKeyTooOld && writer.durableSeal == nil)
  }
}
