import Alarms
import EventLog
import Testing
import Vocabulary

@testable import Supervisor

/// What is kept over restarts as committed bytes: whoever updates a board finds there what the program before it wrote.
@Suite struct FrozenKeptTests {
  private static let sequence: UInt64 = 0x0102_0304_0506_0708
  private static let alarms =
    "50524b530101000008070605040302011817161514131211242322210000000038373635343332314847464544434241"
    + "00000000c3841d2e"
  private static let person =
    "50524b53010001000807060504030201606162636465666768696a6b6c6d6e6f0100000000000000c8c8c9cacbcccdce"
    + "1817161514131211183f44a1e513121110101010101010100000000000000000499c77f7"
  private static let request = "50524b5301000e0008070605040302010300222136dd9dea"
  private static let answer = "50524b5301000f00080706050403020102000000f9fcc7e9"

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 < 0x61 ? $0 - 0x30 : $0 - 0x57) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private func copy(_ part: KeptPart, flags: UInt8 = 0, _ encode: (inout ByteBuffer) -> Void) -> String {
    var content = ByteBuffer()
    encode(&content)
    var sink = ByteBuffer()
    content.withBytes { KeptCopy.append(part, flags: flags, sequence: Self.sequence, content: $0, to: &sink) }
    return Self.hexadecimal(sink.withBytes { bytes in bytes.indices.map { bytes[$0] } })
  }

  @Test func alarmsAndCounter() {
    var state = KeptState()
    (state.versionCounter, state.seizureEvent) = (0x1112_1314_1516_1718, 0x2122_2324)
    state.alarms = KeptAlarms(
      isSeizureLatched: true, seizurePausedUntil: 0x3132_3334_3536_3738, technicalPausedUntil: 0x4142_4344_4546_4748)
    #expect(copy(.alarms, flags: state.flags) { state.encode(into: &$0) } == Self.alarms)
    let bytes = Self.bytes(Self.alarms)
    #expect(KeptCopy.sequence(of: bytes.span, .alarms) == Self.sequence)
    #expect(KeptState(copy: bytes.span) == state)
  }

  @Test func personAndStandby() throws {
    var person = KeptPerson(
      pseudonym: InlineArray { 0x60 + UInt8($0) }, isAdmitted: true, admittedNanoseconds: -0x3132_3334_3536_3738)
    let now: UInt64 = 0x1112_1314_1516_1718
    person.beginStandby(minutes: 15, now: now, wallNanoseconds: 0x2122_2324_2526_2728)
    #expect(copy(.person) { person.encode(into: &$0) } == Self.person)
    let bytes = Self.bytes(Self.person)
    #expect(KeptCopy.sequence(of: bytes.span, .person) == Self.sequence)
    let found = KeptPerson(copy: bytes.span)
    let read = try #require(found)
    #expect(read.hasPseudonym(person.pseudonym.span) && read.isAdmitted)
    #expect(read.admittedNanoseconds == -0x3132_3334_3536_3738)
    #expect(read.standbyBegan == now && read.standbyUntil == now + 900_000_000_000)
    #expect(!read.isStandbyOver(atStart: now + 5, wallNanoseconds: 0x2122_2324_2526_2728 + 5))
    #expect(read.isStandbyOver(atStart: now + 5, wallNanoseconds: 0x2122_2324_2526_2728 + 60_000_000_005))
  }

  /// A longer file is no copy, and is seen to be longer.
  @Test func theRoomIsThatOfTheLongestCopyAndAByte() {
    let parts = (UInt8.min...UInt8.max).compactMap { KeptPart(rawValue: $0) }
    let longest = parts.map(\.contentBytes).max() ?? 0
    #expect(KeptCopy.Room(repeating: 0).count == longest + KeptCopy.overhead + 1)
    #expect(KeptCopy.RequestRoom(repeating: 0).count == KeptPart.request.contentBytes + KeptCopy.overhead + 1)
    #expect(KeptPart.request.contentBytes == KeptPart.answer.contentBytes)
  }

  @Test func requestAndAnswer() throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    try keeper.ask(BedRequest(.standby, minutes: 0x2122), asker: Self.sequence)
    let asked = try #require(storage.parts[.request]?[0])
    #expect(Self.hexadecimal(asked) == Self.request)
    try keeper.answer(.refusedInAlarm, asker: Self.sequence)
    let answered = try #require(storage.parts[.answer]?[0])
    #expect(Self.hexadecimal(answered) == Self.answer)
    storage.parts[.request] = [Self.bytes(Self.request), nil]
    let waiting = keeper.request()
    let found = try #require(waiting)
    #expect(found.asker == Self.sequence && found.request == BedRequest(.standby, minutes: 0x2122))
    let outcome = keeper.answer(to: Self.sequence)
    #expect(outcome == .refusedInAlarm)
  }
}
