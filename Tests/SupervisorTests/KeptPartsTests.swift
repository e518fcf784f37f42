import Alarms
import EventLog
import Testing
import Vocabulary

@testable import Supervisor

/// What is kept of the person: each part alone, whatever byte a cut falls on.
@Suite struct KeptPartsTests {
  private static let parts: [KeptPart] = [.person, .level, .forecast, .evidence]

  private static func pseudonym(_ first: UInt8) -> InlineArray<16, UInt8> { InlineArray { first + UInt8($0) } }

  private func content(_ part: KeptPart, _ seed: UInt8) -> ByteBuffer {
    var bytes = ByteBuffer()
    for index in 0..<part.contentBytes { bytes.append(seed &+ UInt8(truncatingIfNeeded: index)) }
    return bytes
  }

  /// What a start finds: the first byte of the content.
  private func found(_ part: KeptPart, in storage: FakeState) -> (finding: String, seed: UInt8?) {
    var keeper = StateKeeper(reading: storage)
    var seed: UInt8?
    let finding = keeper.read(part) { copy in
      let content = copy.extracting(KeptCopy.content(of: copy))
      let first = content[0]
      guard content.count == part.contentBytes else { return false }
      for index in content.indices where content[index] != first &+ UInt8(truncatingIfNeeded: index) { return false }
      seed = first
      return true
    }
    return ("\(finding)", seed)
  }

  @Test(arguments: parts) func aCutAtAnyByteLeavesTheCopyBeforeOrTheNewOne(_ part: KeptPart) throws {
    let length = part.contentBytes + KeptCopy.overhead
    // Of the long one every byte of both ends, and one in 61 between.
    let cuts = (0...length).filter { length < 1000 || $0 < 64 || $0 > length - 64 || $0 % 61 == 0 }
    for isFirstCopy in [true, false] {
      let storage = FakeState()
      var keeper = StateKeeper(reading: storage)
      if !isFirstCopy { try keeper.keep(part, content: content(part, 1)) }
      try keeper.keep(part, content: content(part, 2))
      let before = storage.parts
      for cut in cuts {
        storage.parts = before
        storage.bytesUntilCut = cut
        var next = StateKeeper(reading: storage)
        _ = next.read(part) { _ in true }
        let isWritten = (try? next.keep(part, content: content(part, 3))) != nil
        storage.bytesUntilCut = nil
        #expect(isWritten == (cut == length))
        let start = found(part, in: storage)
        #expect(start.finding == "whole" && start.seed == (isWritten ? 3 : 2), "\(part) cut \(cut)")
      }
    }
  }

  @Test func nothingThatIsChangedInAnyBitIsTakenBack() throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    try keeper.keep(.person, content: content(.person, 9))
    let bytes = try #require(storage.parts[.person]?[0])
    for index in bytes.indices where index != 5 {
      for bit in 0..<8 {
        storage.parts[.person]?[0]?[index] = bytes[index] ^ 1 << UInt8(bit)
        #expect(found(.person, in: storage).finding == "damaged")
      }
      storage.parts[.person]?[0]?[index] = bytes[index]
    }
    // A copy of one part is none of another.
    storage.parts[.level] = storage.parts[.person]
    #expect(found(.level, in: storage).finding == "damaged")
  }

  @Test func aPartThatIsForgottenLeavesNothing() throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    for _ in 0..<2 { try keeper.keep(.level, content: content(.level, 1)) }
    try keeper.forget(.level)
    #expect(storage.parts[.level] == [nil, nil])
    #expect(found(.level, in: storage).finding == "nothing")
    // What comes after it is newer than what was before.
    try keeper.keep(.level, content: content(.level, 4))
    #expect(found(.level, in: storage).seed == 4)
  }

  @Test func aPersonIsTheSameAfterARestartAndANewOneWhereNothingCanBeRead() throws {
    let storage = FakeState()
    var first = StateKeeper(reading: storage)
    #expect(!first.person(orNew: Self.pseudonym(1)).isDamaged)
    var person = KeptPerson(pseudonym: Self.pseudonym(40), isAdmitted: true, admittedNanoseconds: -5)
    person.beginStandby(minutes: 15, now: 100)
    try first.keep(person)
    var second = StateKeeper(reading: storage)
    let again = second.person(orNew: Self.pseudonym(1))
    #expect(again.person.hasPseudonym(Self.pseudonym(40).span) && again.person.isAdmitted && !again.isDamaged)
    #expect(again.person.admittedNanoseconds == -5 && again.person.isStandby(at: 200))
    // One copy is enough, without either it is somebody new.
    storage.parts[.person]?[0]?[20] ^= 1
    var third = StateKeeper(reading: storage)
    #expect(third.person(orNew: Self.pseudonym(1)).person.isAdmitted)
    storage.parts[.person]?[1]?[20] ^= 1
    var fourth = StateKeeper(reading: storage)
    let new = fourth.person(orNew: Self.pseudonym(1))
    #expect(new.isDamaged && !new.person.isAdmitted && new.person.hasPseudonym(Self.pseudonym(1).span))
  }

  /// A change of person that is cut at any byte is the old person or the new one, never a third, and never the old one
  /// once it was durable.
  @Test func aChangeOfPersonThatIsCutIsOneOrTheOther() throws {
    let length = KeptPart.person.contentBytes + KeptCopy.overhead
    for cut in 0...2 * length {
      let storage = FakeState()
      var keeper = StateKeeper(reading: storage)
      try keeper.keep(KeptPerson(pseudonym: Self.pseudonym(1), isAdmitted: true))
      storage.bytesUntilCut = cut
      try? keeper.keep(KeptPerson(pseudonym: Self.pseudonym(60), isAdmitted: true))
      storage.bytesUntilCut = nil
      var start = StateKeeper(reading: storage)
      let found = start.person(orNew: Self.pseudonym(200))
      #expect(!found.isDamaged && found.person.hasPseudonym(Self.pseudonym(cut < length ? 1 : 60).span), "cut \(cut)")
    }
  }

  @Test func aStandbyEndsByItselfWithAClockThatBeganAnewAndAfterAnHour() {
    var person = KeptPerson()
    #expect(!person.isStandby(at: 0))
    person.beginStandby(minutes: 90, now: 1_000_000_000_000)
    let hour: UInt64 = 3_600_000_000_000
    #expect(person.isStandby(at: 1_000_000_000_000) && person.isStandby(at: 999_999_999_999 + hour))
    #expect(!person.isStandby(at: 1_000_000_000_000 + hour) && !person.isStandby(at: 5))
    person.endStandby()
    #expect(!person.isStandby(at: 1_000_000_000_001))
  }

  /// What the manual says of a day of which every second is learned from.
  @Test func aDayWritesWhatTheManualSays() {
    func copyBytes(_ part: KeptPart) -> Int { part.contentBytes + KeptCopy.overhead }
    let levels = 86_400 / Int(BedWatch.levelHops)
    #expect(levels * copyBytes(.level) + 24 * copyBytes(.forecast) == 551_904)
    #expect(2 * levels + 2 * 24 == 624)
  }

  @Test func aPseudonymIsHandedOverOnceAndWhole() {
    let mailbox = StateMailbox(KeptState())
    let before = mailbox.takePseudonym().map { $0[0] }
    mailbox.put(pseudonym: Self.pseudonym(0xE8))
    let isDrawn = mailbox.isPseudonymDrawn
    let taken = mailbox.takePseudonym()
    let isLeft = mailbox.isPseudonymDrawn
    #expect(before == nil && isDrawn && !isLeft)
    #expect(taken.map { KeptPerson(pseudonym: $0).hasPseudonym(Self.pseudonym(0xE8).span) } == true)
  }

  @Test func aRequestIsReadWholeOrNotAtAll() throws {
    let storage = FakeState()
    var asking = StateKeeper(reading: storage)
    for cut in 0..<24 {
      storage.bytesUntilCut = cut
      try? asking.ask(BedRequest(.standby, minutes: 15), asker: 99)
      var reading = StateKeeper(reading: storage)
      #expect(reading.request() == nil, "cut \(cut)")
    }
    storage.bytesUntilCut = nil
    try asking.ask(BedRequest(.standby, minutes: 15), asker: 99)
    var reading = StateKeeper(reading: storage)
    let waiting = reading.request()
    let found = try #require(waiting)
    #expect(found.asker == 99 && found.request.act == .standby && found.request.minutes == 15)
    try asking.withdraw()
    #expect(reading.request() == nil)
  }
}
