import Vocabulary

extension LogWriter where Storage: ~Copyable {
  /// How far the key that was kept may lie behind the log's seals: eight days of flushes.
  private static var mostEpochsBehind: UInt32 { 100_000 }

  /// Brings the key up to the log's newest seal, so that no epoch is used twice. A log far ahead of its key was not
  /// sealed with it.
  mutating func bringKey(to epoch: UInt32) {
    guard var state = seal, state.epoch < epoch else { return }
    guard epoch - state.epoch <= Self.mostEpochsBehind else {
      seal = nil
      recovery.isKeyTooOld = true
      return
    }
    while state.epoch < epoch { state = state.next(Hasher.self) }
    seal = state
  }

  /// Seals what was written since the newest seal. The key is used up by it.
  mutating func writeSeal() throws(StorageFault) {
    guard isSealed, !isClosed, let seal, sealedSequence + 1 < nextSequence else { return }
    var body = SealBody(epoch: seal.epoch)
    body.tag = tag(of: body, tagOffset: SealBody.tagOffset, seal, latestStamps)
    try write(body, stamps: latestStamps)
    useUpKey()
  }

  /// After a seal: from here on its key is gone.
  mutating func useUpKey() {
    seal = seal?.next(Hasher.self)
    sealedSequence = nextSequence - 1
  }

  /// The tag of the record that is written next.
  mutating func tag<Body: RecordBody>(
    of body: Body, tagOffset: Int, _ seal: SealState, _ stamps: RecordStamps
  ) -> Digest {
    let bytes = ClosingBytes(body)
    let envelope = RecordEnvelope(
      kind: Body.recordKind, sequence: nextSequence, stamps: stamps, bodyBytes: bytes.count)
    buffer.removeAll()
    envelope.encodeHeading(into: &buffer)
    buffer.append(contentsOf: bytes.storage.span.extracting(0..<tagOffset))
    var before = hasher
    return seal.tag(over: before.finish(), buffer.storage.span.extracting(0..<buffer.count), Hasher.self)
  }

  /// Writes what the log itself has to say.
  mutating func write<Body: RecordBody>(_ body: Body, stamps: RecordStamps) throws(StorageFault) {
    let bytes = ClosingBytes(body)
    try write(Body.recordKind, body: bytes.storage.span.extracting(0..<bytes.count), stamps: stamps)
  }
}
