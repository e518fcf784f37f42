import Crypto
import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

/// What someone who has the board, its log and the key that is on it now can do to the log, and what shows of it.
@Suite struct SealForgeryTests {
  /// Small segments: only those around a place are made and read.
  private static let policy = LogPolicy(segmentBytes: 4096)
  /// A log of more than 1,000 records in three boots, and the key found on the board after it.
  static let board = Result { try SealedLog.log(boots: 3, decisions: 300, policy: policy) }
  /// A log of another board, with the same records.
  static let otherBoard = Result {
    try SealedLog.log(boots: 3, decisions: 300, secret: SealedLog.secret("ward4"), policy: policy)
  }
  static let records = 0..<1000

  /// That a forged log shows: without a secret hardly anything does, with it a finding about seals.
  private static func expectFound(_ segments: [UInt32: [UInt8]], _ what: String) {
    #expect(SealedLog.sealFinding(segments) != nil, "\(what) is not found")
  }

  @Test func theLogAsTheBoardWroteItIsAuthenticated() throws {
    let (segments, _) = try Self.board.get()
    #expect(LogKeeper.records(segments).count > 1000 && segments.count > 5)
    let (summary, findings) = SealedLog.summary(segments)
    #expect(findings.isEmpty && summary.isAuthenticated && summary.unsealed == 0)
    #expect(summary.authenticated == summary.records)
    #expect(Forger(segments).bytes() == segments)
  }

  @Test(arguments: 0..<10) func everyRecordAlteredIsFound(part: Int) throws {
    let original = Forger(try Self.board.get().segments)
    let places = original.places
    for index in Self.records where index % 10 == part {
      let place = places[index]
      var forged = original
      switch index / 10 % 4 {
      case 0: forged.segments[place.segment].records[place.record].clocks[index % 16] ^= 1
      case 1: forged.segments[place.segment].records[place.record].wallState ^= 3
      default:
        let count = forged.segments[place.segment].records[place.record].body.count
        // Behind what the forger makes fit anyway.
        let isClosing = forged.segments[place.segment].records[place.record].kind == 11
        forged.segments[place.segment].records[place.record].body[isClosing ? 41 + index % 32 : index % count] ^= 0x10
      }
      Self.expectFound(forged.bytes(around: place.segment), "record \(index), altered,")
    }
  }

  @Test(arguments: 0..<10) func everyRecordDroppedDoubledOrMovedIsFound(part: Int) throws {
    let original = Forger(try Self.board.get().segments)
    let places = original.places
    for index in Self.records where index % 10 == part {
      let place = places[index]
      let record = original.segments[place.segment].records[place.record]
      var dropped = original
      dropped.segments[place.segment].records.remove(at: place.record)
      Self.expectFound(dropped.bytes(around: place.segment), "record \(index), dropped,")
      var doubled = original
      doubled.segments[place.segment].records.insert(record, at: place.record)
      Self.expectFound(doubled.bytes(around: place.segment), "record \(index), doubled,")
      var moved = dropped
      let end = moved.segments[place.segment].records.count
      moved.segments[place.segment].records.insert(record, at: place.record < end / 2 ? end : 0)
      Self.expectFound(moved.bytes(around: place.segment), "record \(index), moved,")
    }
  }

  @Test(arguments: 0..<10) func everyRecordOfAnotherBoardOrBootIsFound(part: Int) throws {
    let original = Forger(try Self.board.get().segments)
    let other = Forger(try Self.otherBoard.get().segments)
    let places = original.places
    for index in Self.records where index % 10 == part {
      let place = places[index]
      let ours = original.segments[place.segment].records[place.record]
      let theirs = other.segments[place.segment].records[place.record]
      // Two boards that saw the same write the same but for their seals.
      if theirs != ours {
        var mixed = original
        mixed.segments[place.segment].records[place.record] = theirs
        Self.expectFound(mixed.bytes(around: place.segment), "record \(index), of another board,")
      }
      let later = places[(index + 340) % 1000]
      var copied = original
      copied.segments[place.segment].records[place.record] = original.segments[later.segment].records[later.record]
      Self.expectFound(copied.bytes(around: place.segment), "record \(index), of another boot,")
    }
  }

  /// CVE-2023-31438 and -31439 of systemd-journald: a log cut and continued, with the key that is on the board, under
  /// the epochs that would follow or the key's own; old entries sealed anew with a newer key.
  @Test(arguments: 0..<10) func everyCutAndContinuationAndEveryNewSealIsFound(part: Int) throws {
    let (segments, state) = try Self.board.get()
    let original = Forger(segments)
    let places = original.places
    for index in Self.records where index % 10 == part {
      let place = places[index]
      for keepsEpochs in [true, false] {
        var cut = original
        cut.segments[place.segment].records.removeSubrange(place.record...)
        cut.segments.removeSubrange((place.segment + 1)...)
        (cut.key, cut.keepsEpochs) = (state, keepsEpochs)
        let seal = Forger.Record(
          kind: 16, wallState: 2, clocks: [UInt8](repeating: 1, count: 16),
          body: [1] + RawLog.little(original.epoch(before: index) + 1) + [UInt8](repeating: 0, count: 32))
        cut.segments[place.segment].records += [
          Forger.Record(
            kind: 3, wallState: 2, clocks: [UInt8](repeating: 1, count: 16),
            body: Samples.bytes(of: Samples.decision(hop: 9000))), seal,
        ]
        Self.expectFound(
          cut.bytes(resealingFrom: index, around: place.segment), "the log cut at record \(index) and continued")
        var anew = original
        (anew.key, anew.keepsEpochs) = (state, keepsEpochs)
        anew.segments[place.segment].records[place.record].clocks[3] ^= 1
        Self.expectFound(
          anew.bytes(resealingFrom: index, around: place.segment), "record \(index), altered and sealed anew,")
      }
    }
  }

  @Test func segmentsTakenOutExchangedOrWithoutTheirSealsAreFound() throws {
    let original = Forger(try Self.board.get().segments)
    for index in original.segments.indices.dropLast() {
      var without = original
      without.segments.remove(at: index)
      Self.expectFound(without.bytes(), "segment \(index), taken out,")
      var exchanged = original
      exchanged.segments.swapAt(index, index + 1)
      Self.expectFound(exchanged.bytes(), "segments \(index) and the next, exchanged,")
      var bare = original
      bare.segments[index].records.removeAll { $0.kind == 16 }
      Self.expectFound(bare.bytes(), "segment \(index) without its seals")
      var stripped = bare
      stripped.segments[index].header.replaceSubrange(72..<108, with: [UInt8](repeating: 0, count: 36))
      if let last = stripped.segments[index].records.indices.last {
        stripped.segments[index].records[last].body = [1] + [UInt8](repeating: 0, count: 36)
      }
      Self.expectFound(stripped.bytes(), "segment \(index), made one that was never sealed,")
    }
  }

  @Test func findingsNameWhatWasDone() throws {
    let (segments, state) = try Self.board.get()
    let original = Forger(segments)
    let place = original.places[500]
    var altered = original
    altered.segments[place.segment].records[place.record].clocks[0] ^= 1
    guard case .seal? = SealedLog.sealFinding(altered.bytes())?.problem else {
      Issue.record("expected a seal that does not fit")
      return
    }
    altered.key = state
    guard case .resealed(_, state.epoch)? = SealedLog.sealFinding(altered.bytes(resealingFrom: 500))?.problem else {
      Issue.record("expected the later epoch whose key made the seal")
      return
    }
    let (summary, findings) = SealedLog.summary(segments, SealedLog.secret("ward4"))
    #expect(findings.last?.problem == .otherSecret && !summary.isAuthenticated && summary.authenticated == 0)
    let (bare, none) = SealedLog.summary(segments, nil)
    #expect(none.isEmpty && bare.isIntact && !bare.isAuthenticated && bare.limits != nil)
    #expect(bare.text.contains("intact     yes, but not authenticated"))
  }

  /// Whoever has the key of a later epoch can take all away and go on with a higher number, in a log that then looks as
  /// one whose oldest segments were dropped: each says that nothing vouches for its beginning.
  @Test func aLogWithoutItsBeginningSaysSo() throws {
    for limit in [2, 3] as [UInt32] {
      let policy = LogPolicy(segmentBytes: 4096, segmentLimit: limit)
      let (segments, _) = try SealedLog.log(boots: 3, decisions: 100, policy: policy)
      #expect(segments.count == Int(limit) && segments[1] == nil)
      let (summary, findings) = SealedLog.summary(segments)
      #expect(findings.isEmpty && summary.isAuthenticated && !summary.hasBeginning)
      #expect(summary.text.contains("nothing in the log tells which"))
      #expect(summary.text.contains("intact     yes, authenticated from record \(summary.firstSequence) on"))
      #expect(summary.json.line.contains("\"has_beginning\":false"))
    }
    let (whole, _) = SealedLog.summary(try Self.board.get().segments)
    #expect(whole.hasBeginning && whole.text.hasSuffix("intact     yes, authenticated"))
    #expect(whole.json.line.contains("\"has_beginning\":true"))
  }

  /// A limit that no board writes explains any beginning.
  @Test func aLimitThatNoBoardWritesIsFound() throws {
    for limit in [0, 1] as [UInt8] {
      var forged = Forger(try Self.board.get().segments)
      forged.segments[2].header.replaceSubrange(20..<24, with: [limit, 0, 0, 0])
      let (_, findings) = SealedLog.summary(forged.bytes(), nil)
      #expect(findings.map(\.problem) == [.segmentLimit(found: UInt32(limit))])
    }
  }

  @Test func aLogThatIsNotSealedNeverVerifiesSilently() throws {
    let plain = try LogKeeper.log(decisions: 40).segmentBytes
    let (summary, findings) = SealedLog.summary(plain)
    #expect(!summary.isAuthenticated && !summary.isIntact)
    #expect(!findings.isEmpty && findings.allSatisfy { $0.problem == .unsealed || $0.problem == .otherSecret })
    let (unkeyed, none) = SealedLog.summary(plain, nil)
    #expect(none.isEmpty && unkeyed.isIntact && !unkeyed.isAuthenticated)
  }

  /// Whatever instant of a live log a reader comes upon: all its flushes are sealed, and what was not flushed yet is
  /// said.
  @Test func aLiveLogVerifiesTheSameAtEveryRecord() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 4096), seal: SealedLog.secret().first)
    for second in 0..<200 as Range<UInt64> {
      let isBoot = second == 0
      let body = isBoot ? Samples.bytes(of: Samples.boot(1)) : Samples.bytes(of: HealthBody())
      _ = try writer.append(isBoot ? .boot : .health, body: body.span, stamps: LogKeeper.stamps(second))
      let (summary, findings) = SealedLog.summary(storage.segmentBytes)
      #expect(findings.isEmpty && summary.isAuthenticated && summary.unsealed <= 10, "second \(second)")
    }
  }

  @Test func recordsThatWaitTooLongForTheirSealAreNotAuthenticated() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(flushIntervalSeconds: 1000), seal: SealedLog.secret().first)
    _ = try writer.append(.boot, body: Samples.bytes(of: Samples.boot(1)).span, stamps: LogKeeper.stamps(1))
    for second in [120, 122] as [UInt64] {
      _ = try writer.append(.health, body: Samples.bytes(of: HealthBody()).span, stamps: LogKeeper.stamps(second))
      let (summary, findings) = SealedLog.summary(storage.segmentBytes)
      #expect(findings.isEmpty && summary.isAuthenticated == (second == 120))
    }
  }
}

extension Forger {
  /// The epoch of the newest seal before a record, by its place in the whole log.
  fileprivate func epoch(before index: Int) -> UInt32 {
    places.prefix(index).reduce(into: UInt32(0)) { epoch, place in
      let record = segments[place.segment].records[place.record]
      if record.kind == 16 || record.kind == 11 { epoch += 1 }
    }
  }
}
