import Crypto
import EventLog
import Foundation
import LogSupport
import Testing
import Text
import Vocabulary

@testable import Station

/// What is erased is gone, what stays is as good as before, and neither can pass for the other.
@Suite struct LogEraserTests {
  static let key = SigningKey()
  static let people = [1, 2, 1, 3].map { person in InlineArray<16, UInt8>(repeating: person) }

  static func name(_ person: UInt8) -> String { Hexadecimal.text([UInt8](repeating: person, count: 16)) }

  // A sealed log of four admissions, two of them one person's, each with an alarm and clips; a boot in the third.
  static func log(seconds: UInt64 = 20) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: 8192, flushIntervalSeconds: 7)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy, seal: SealedLog.secret().first)
    var second: UInt64 = 0
    func append(_ kind: RecordKind, _ body: [UInt8]) throws {
      _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(writer.nextBoot)))
    for (index, person) in people.enumerated() {
      let act = PersonBody(act: .admission, source: .station, pseudonym: person, sampleIndex: 0)
      try append(.person, Samples.bytes(of: act))
      var session = Samples.session()
      session.pseudonym = person
      session.isAdmitted = true
      try append(.session, Samples.bytes(of: session))
      var note = InputNoteBody(.referential)
      note.append(Samples.name("Cz"))
      try append(.inputNote, Samples.bytes(of: note))
      for hop in 0..<seconds {
        second += 1
        try append(.decision, Samples.bytes(of: Samples.decision(hop: hop, isSeizure: (4..<8).contains(hop))))
        if hop == 4 { try append(.alarm, Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: hop))) }
        if hop == 8 { try append(.alarm, Samples.bytes(of: Samples.alarm(.cleared, event: 1, hop: hop))) }
        if (4..<7).contains(hop) { try append(.clip, Samples.clip(event: 1, hop: hop)) }
        // A short one, of fewer bytes than a block of SHA-256.
        let seen = AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: hop)
        if hop == 9 { for _ in 0..<3 { try append(.acknowledgement, Samples.bytes(of: seen)) } }
        guard index == 2, hop == 12 else { continue }
        try append(.boot, Samples.bytes(of: Samples.boot(writer.nextBoot)))
        try append(.session, Samples.bytes(of: session))
        for hop in 0..<3 as Range<UInt64> { try append(.decision, Samples.bytes(of: Samples.decision(hop: hop))) }
        break
      }
    }
    try writer.flush()
    return storage.segmentBytes
  }

  static func secret() -> SealSecret { SealedLog.secret() }

  /// The moment of a second of the log.
  static func moment(_ second: UInt64) -> WallTime {
    WallTime(nanoseconds: LogKeeper.stamps(second).wallNanoseconds)
  }

  @discardableResult
  static func erase(_ choice: ErasureChoice, from folder: LogFolder) throws -> LogErasure {
    let eraser = try LogEraser(LogFile(folder.url, secret: secret()))
    let erasure = try eraser.plan(choice, by: "Dr. A", at: "2026-03-01T07:04:09Z", reason: "request").erasure
    if !erasure.stretches.isEmpty { _ = try eraser.apply(erasure, signedBy: key) { Issue.record("\($0): \($1)") } }
    return erasure
  }

  static func records(_ folder: LogFolder) throws -> [LogRecord] {
    var records: [LogRecord] = []
    try LogFile(folder.url).forEachRecord { record, _ in records.append(record) }
    return records
  }

  static func findings(_ folder: LogFolder) throws -> [LogProblem] {
    var problems: [LogProblem] = []
    _ = try LogFile(folder.url, secret: secret()).summary { problems.append($0.problem) }
    return problems
  }

  /// The log is authentic as before, its root too, and it is all that it was without what was erased.
  static func expectGood(_ folder: LogFolder, _ before: [LogRecord], without gone: Set<UInt64>) throws {
    let log = LogFile(folder.url, secret: secret())
    let summary = try log.summary { Issue.record("\($0)") }
    #expect(summary.isAuthenticated)
    #expect(try records(folder) == before.filter { !gone.contains($0.envelope.sequence) })
    let storage = try FileSegmentStorage(reading: folder.url)
    for number in storage.numbers {
      let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: storage.name(of: number))))
      for record in before where record.segment == number && gone.contains(record.envelope.sequence) {
        #expect(bytes[record.offset..<record.end - 4].allSatisfy { $0 == 0 })
      }
    }
  }

  static func root(_ folder: LogFolder) throws -> Digest? {
    let tree = try LogTree(LogFile(folder.url)).tree
    return tree.root(of: tree.count)
  }

  static func gone(_ erasure: LogErasure) -> Set<UInt64> { Set(erasure.stretches.flatMap(\.records)) }

  /// Whatever is erased, on whatever bytes it ends.
  @Test func whatStaysIsAsGoodAsBeforeWhateverGoes() throws {
    let segments = try Self.log()
    #expect(segments.count > 2)
    var choices = (1...3).flatMap { person in
      [false, true].map { ErasureChoice(people: [Self.name(person)], clipsOnly: $0) }
    }
    for second in stride(from: 0 as UInt64, through: 80, by: 3) {
      choices.append(ErasureChoice(before: Self.moment(second), clipsOnly: second % 2 == 0))
    }
    choices.append(ErasureChoice(people: [Self.name(1)], before: Self.moment(50)))
    for choice in choices {
      let folder = try LogFolder(segments)
      let before = try Self.records(folder)
      let root = try Self.root(folder)
      let erasure = try Self.erase(choice, from: folder)
      let gone = Self.gone(erasure)
      try Self.expectGood(folder, before, without: gone)
      #expect(try Self.root(folder) == root)
      if choice.clipsOnly { #expect(before.allSatisfy { !gone.contains($0.envelope.sequence) || $0.kind == .clip }) }
      let summary = try LogFile(folder.url).summary()
      #expect(summary.erasures.map(\.records) == (gone.isEmpty ? [] : [UInt64(gone.count)]))
      // A session whose settings stay keeps what is doubtful about its inputs; the one of a boot has no note.
      #expect(summary.sessions.allSatisfy { $0.number == 4 || $0.inputNotes.count == 1 })
    }
  }

  @Test func aPersonIsErasedWholeAndNobodyElse() throws {
    let segments = try Self.log()
    for person in 1...3 as ClosedRange<UInt8> {
      let folder = try LogFolder(segments)
      let before = try Self.records(folder)
      let numbers = try LogFile(folder.url).summary().sessions.map { ($0.number, $0.settings.pseudonymText) }
      let gone = Self.gone(try Self.erase(ErasureChoice(people: [Self.name(person)]), from: folder))
      let left = try LogFile(folder.url).summary().sessions
      // Sessions keep their numbers: marks are bound to them.
      // The one that is still going on keeps its settings, and nothing else.
      let goingOn = person == 3 ? [5] : []
      #expect(left.map(\.number) == numbers.filter { $0.1 != Self.name(person) }.map(\.0) + goingOn)
      #expect(
        left.filter { !goingOn.contains($0.number) }
          .allSatisfy { $0.decisions > 0 && ($0.number == 4 || $0.clips == 3 && $0.seizures.count == 1) })
      #expect(left.filter { goingOn.contains($0.number) }.allSatisfy { $0.clips == 0 && $0.seizures.isEmpty })
      for record in before where record.kind == .person {
        let act = try record.decoded(as: PersonBody.self)
        #expect(gone.contains(record.envelope.sequence) == (act.pseudonym[0] == person))
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where file.hasSuffix(".plog") {
        let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: file)))
        #expect(person == 3 || !bytes.contains([UInt8](repeating: person, count: 16)), "\(file)")
      }
    }
    let folder = try LogFolder(segments)
    #expect(throws: LogReadError.self) {
      try Self.erase(ErasureChoice(people: [Self.name(9)]), from: folder)
    }
  }

  /// One erasure after the other, each beside what the ones before left.
  @Test func erasuresFollowEachOtherInAnyOrder() throws {
    let segments = try Self.log()
    for step in [2, 3, 5, 9] as [UInt64] {
      let folder = try LogFolder(segments)
      let before = try Self.records(folder)
      let root = try Self.root(folder)
      var gone = Self.gone(try Self.erase(ErasureChoice(people: [Self.name(2)], clipsOnly: true), from: folder))
      for second in stride(from: step, to: 80, by: UInt64.Stride(step)) {
        let isClips = second % 2 == 0
        gone.formUnion(
          Self.gone(try Self.erase(ErasureChoice(before: Self.moment(second), clipsOnly: isClips), from: folder)))
        if second % 20 < step { try Self.expectGood(folder, before, without: gone) }
      }
      gone.formUnion(Self.gone(try Self.erase(ErasureChoice(people: [Self.name(3)]), from: folder)))
      try Self.expectGood(folder, before, without: gone)
      #expect(try Self.root(folder) == root)
      // Nothing is left to do.
      #expect(try Self.erase(ErasureChoice(people: [Self.name(3)]), from: folder).stretches.isEmpty)
    }
  }

  /// Every byte that is left, and every zero in the place of one that is gone.
  @Test func noByteOfAnErasedLogMayChange() throws {
    let folder = try LogFolder(try Self.log(seconds: 10))
    try Self.erase(ErasureChoice(people: [Self.name(2)]), from: folder)
    try Self.erase(ErasureChoice(before: Self.moment(18), clipsOnly: true), from: folder)
    #expect(try Self.findings(folder).isEmpty)
    let storage = try FileSegmentStorage(reading: folder.url)
    for number in storage.numbers {
      let file = folder.url.appending(path: storage.name(of: number))
      let bytes = [UInt8](try Data(contentsOf: file))
      for index in stride(from: Int(number) % 3, to: bytes.count, by: 61) {
        var changed = bytes
        changed[index] ^= 0x10
        try Data(changed).write(to: file)
        #expect(try !Self.findings(folder).isEmpty, "segment \(number), byte \(index)")
      }
      try Data(bytes).write(to: file)
    }
  }

  /// The record before what was erased is followed by nothing that its check must fit, and no seal vouches for it.
  @Test func theRecordBesideWhatWasErasedMayNotChangeWithItsCheck() throws {
    let folder = try LogFolder(try Self.log())
    let erasure = try Self.erase(ErasureChoice(people: [Self.name(2)], clipsOnly: true), from: folder)
    func isBeside(_ record: LogRecord) -> Bool {
      erasure.stretches.contains { $0.segment == record.segment && $0.offsets.lowerBound == record.end }
    }
    let record = try #require(Self.records(folder).last { $0.kind == .decision && isBeside($0) })
    let file = folder.url.appending(path: SegmentName.name(of: record.segment))
    let bytes = [UInt8](try Data(contentsOf: file))
    var changed = bytes
    changed[record.offset + 40] ^= 1
    var check = CyclicRedundancyCheck()
    check.update(changed.span.extracting(record.offset - 4..<record.end - 4))
    for index in 0..<4 { changed[record.end - 4 + index] = UInt8(truncatingIfNeeded: check.value >> UInt32(8 * index)) }
    try Data(changed).write(to: file)
    #expect(try Self.findings(folder).contains(.aroundErased))
  }

  @Test func aGapWithoutItsSignedLineIsDamage() throws {
    let folder = try LogFolder(try Self.log())
    try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder)
    let file = ErasureFile(of: folder.url).url
    let text = try String(contentsOf: file, encoding: .utf8)
    try FileManager.default.removeItem(at: file)
    #expect(try !Self.findings(folder).isEmpty)
    for (old, new) in [("Dr. A", "Dr. B"), ("\"clips\":", "\"clips\": "), ("request", "Request"), ("\n", "")] {
      try Data(text.replacing(old, with: new).utf8).write(to: file)
      let problems = try Self.findings(folder)
      #expect(problems.isEmpty == (old == "\n"), "\(old)")
      if old != "\n" {
        #expect(problems.contains { if case .erasures = $0 { true } else { false } })
        #expect(throws: PullFault.self) { try LogPull(FakeBoard([:]), into: folder.url) }
      }
    }
    // A line without what it says.
    let whole = try LogFolder(try Self.log())
    try Data(text.utf8).write(to: ErasureFile(of: whole.url).url)
    #expect(try Self.findings(whole).contains(.notErased(by: 1)))
    #expect(try LogEraser(LogFile(whole.url)).complete().segments > 0)
    #expect(try Self.findings(whole).isEmpty)
  }

  /// Whoever can write the folder can sign a line with a key of their own: whatever it says ends no program, and no
  /// more than what it says is missing goes unnamed.
  @Test func noSignedLineEndsTheProgramOrHidesMore() throws {
    let folder = try LogFolder(try Self.log(seconds: 10))
    try Self.erase(ErasureChoice(people: [Self.name(2)]), from: folder)
    let file = ErasureFile(of: folder.url).url
    let line = try String(contentsOf: file, encoding: .utf8)
    let before = try Self.records(folder).count
    var read = 0
    for key in [
      "segment", "offset", "end", "first_record", "last_record", "clips", "sessions", "boots", "seals", "known_offset",
    ] {
      for number in [
        "-9223372036854775808", "-1", "0", "1", "112", "113", "5000", "1000000", "9223372036854775807",
        "18446744073709551615",
      ] {
        let changed = line.replacing(try Regex("\"\(key)\":[0-9]+"), with: "\"\(key)\":\(number)")
        try FileManager.default.removeItem(at: file)
        guard let erasure = try? JSONDecoder().decode(LogErasure.self, from: Data(changed.utf8)) else {
          try Data(changed.utf8).write(to: file)
          #expect(try Self.findings(folder).contains { if case .erasures = $0 { true } else { false } })
          continue
        }
        read += 1
        try ErasureFile(of: folder.url).append(erasure, signedBy: SigningKey())
        let isSame = changed == line || key == "clips" || key == "sessions"
        #expect(try isSame || !Self.findings(folder).isEmpty, "\(key) \(number)")
        #expect(try Self.records(folder).count == before)
        _ = try LogTree(LogFile(folder.url)).checkpoint(origin: "x")
        _ = try? LogPull(FakeBoard([:]), into: folder.url).run { _ in }
      }
    }
    #expect(read >= 10)
  }

  @Test func aDamagedLogIsNotErasedInParts() throws {
    let folder = try LogFolder(try Self.log())
    let file = folder.url.appending(path: SegmentName.name(of: 1))
    var bytes = [UInt8](try Data(contentsOf: file))
    bytes[1000] ^= 1
    try Data(bytes).write(to: file)
    #expect(throws: LogEraser.Refusal.self) { try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder) }
    #expect([UInt8](try Data(contentsOf: file)) == bytes)
  }

  @Test func whatWasErasedIsNotFetchedAgain() throws {
    let segments = try Self.log()
    let board = FakeBoard(segments)
    let folder = try LogFolder()
    func pull() throws -> [PulledSegment] {
      var pulled: [PulledSegment] = []
      try LogPull(board, into: folder.url).run { pulled.append($0) }
      return pulled
    }
    _ = try pull()
    let log = LogFile(folder.url, secret: Self.secret())
    #expect(try PullCheckpoint(folder.url).renew(log) == nil)
    let before = try Self.records(folder)
    // Also from the segment that is still written to.
    let gone = Self.gone(try Self.erase(ErasureChoice(people: [Self.name(2), Self.name(3)]), from: folder))
    let read = board.bytesRead
    let pulled = try pull()
    #expect(pulled.dropLast().allSatisfy { $0.outcome == .known && $0.fetchedBytes == 0 })
    #expect(board.bytesRead - read < 2 * 4096)
    try Self.expectGood(folder, before, without: gone)
    #expect(try PullCheckpoint(folder.url).renew(log) == nil)
    // A copy that came to harm is fetched again, without what was erased.
    let file = folder.url.appending(path: SegmentName.name(of: 1))
    var bytes = [UInt8](try Data(contentsOf: file))
    bytes[200] ^= 1
    try Data(bytes).write(to: file)
    _ = try pull()
    try Self.expectGood(folder, before, without: gone)
    // A log that is set back still shows.
    let last = try #require(segments.keys.max())
    try FileManager.default.removeItem(at: folder.url.appending(path: SegmentName.name(of: last)))
    guard case .setBack? = try PullCheckpoint(folder.url).renew(log)?.problem else {
      Issue.record("a log that was set back is not found")
      return
    }
  }

  @Test func marksExportsAndOtherCopiesGoWithTheirSessions() throws {
    let folder = try LogFolder(try Self.log())
    let log = LogFile(folder.url)
    _ = try LogExports(log, into: folder.url.appending(path: "exports")).write(try log.summary()) { _, _ in }
    try Data("x".utf8).write(to: folder.url.appending(path: "segment-00000001.plog.superseded-1"))
    let marks = MarkFile(of: folder.url)
    defer { try? FileManager.default.removeItem(at: marks.url) }
    for session in try log.summary().sessions {
      let mark = Mark(
        pseudonym: session.settings.pseudonymText, session: session.number, event: 1, verdict: .seizure,
        onsetSeconds: nil, endSeconds: nil, note: "left arm", author: "Dr. B", time: "2026-02-01T07:04:09Z")
      try marks.append(mark, signedBy: Self.key)
    }
    try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder)
    #expect(try marks.all().map(\.session) == [2, 5])
    let exports = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "exports").path)
    #expect(
      exports.sorted() == [
        "records.jsonl", "session-0002_clips.edf", "session-0002_events.tsv", "session-0005_clips.edf",
        "session-0005_events.tsv",
      ])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!names.contains { $0.contains("superseded") })
    #expect(throws: LogReadError.self) { try log.digest { _ in } }
  }

  @Test func aRecordBesideErasedOnesIsProvedAsBefore() throws {
    let folder = try LogFolder(try Self.log())
    try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder)
    let tree = try LogTree(LogFile(folder.url))
    let text = tree.checkpoint(origin: "ward3").text(signedBy: Self.key)
    for record in try Self.records(folder) {
      let index = try #require(tree.index(of: record.envelope.sequence))
      let proof = InclusionProof(of: record, at: index, in: tree, checkpoint: text)
      #expect(throws: Never.self) { try proof.check(signedBy: Self.key.publicKey) }
    }
  }
}
