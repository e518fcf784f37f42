import Crypto
import EventLog
import Foundation
import LogSupport
import Testing
import Vocabulary

@testable import Station

/// Lines of erasures that were cut off, stamps that cannot be, and records that are anybody's.
extension LogEraserTests {
  private static func line(of choice: ErasureChoice, in folder: LogFolder) throws -> String {
    let eraser = try LogEraser(LogFile(folder.url, secret: secret()))
    let erasure = try eraser.plan(choice, by: "A", at: "2026-03-01T07:04:09Z", reason: "x").erasure
    return SignedLine.text(erasure.line, signedBy: key)
  }

  /// Cut off anywhere, a line stands for nothing: what was fetched and erased before stays as good, a pull goes on, and
  /// the next erasure takes it out.
  @Test func aLineThatWasCutOffAnywhereLocksNothing() throws {
    let segments = try Self.log(seconds: 10)
    let folder = try LogFolder(segments)
    let first = Self.gone(try Self.erase(ErasureChoice(people: [Self.name(2)]), from: folder))
    let file = ErasureFile(of: folder.url)
    let whole = try Data(contentsOf: file.url)
    let before = try Self.records(folder)
    let line = try Self.line(of: ErasureChoice(people: [Self.name(1)]), in: folder)
    for count in stride(from: 1, to: line.utf8.count, by: 97) {
      try (whole + line.utf8.prefix(count)).write(to: file.url)
      #expect(try Self.findings(folder) == [.erasureCut(line: 2)], "byte \(count)")
      #expect(try file.all().count == 1)
      if count < 100 { try LogPull(FakeBoard(segments), into: folder.url).run { _ in } }
      #expect(try Self.records(folder) == before)
      let (done, hadCutLine) = try LogEraser(LogFile(folder.url)).complete()
      #expect(done == 0 && hadCutLine)
      #expect(try Data(contentsOf: file.url) == whole)
      #expect(try Self.findings(folder).isEmpty)
    }
    // A line that only lacks its end is whole, and the next one stands behind it.
    try whole.dropLast().write(to: file.url)
    let second = Self.gone(try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder))
    #expect(try file.all().map(\.records) == [UInt64(first.count), UInt64(second.count)])
    #expect(try Self.findings(folder).isEmpty)
  }

  /// The file is put in place of the one before, never written to: whoever has that open sees it as it was.
  @Test func linesAreWrittenElsewhereFirst() throws {
    let folder = try LogFolder(try Self.log(seconds: 10))
    let marks = MarkFile(of: folder.url)
    defer { try? FileManager.default.removeItem(at: marks.url) }
    let mark = Mark(
      pseudonym: Self.name(3), session: 4, event: 1, verdict: .false, onsetSeconds: nil, endSeconds: nil, note: nil,
      author: "B", time: "2026-02-01T07:04:09Z")
    try marks.append(mark, signedBy: nil)
    try Self.erase(ErasureChoice(people: [Self.name(2)]), from: folder)
    let files = [marks.url, ErasureFile(of: folder.url).url]
    let links = files.map { folder.url.appending(path: "link-\($0.lastPathComponent)") }
    for (file, link) in zip(files, links) { try FileManager.default.linkItem(at: file, to: link) }
    let before = try links.map { try Data(contentsOf: $0) }
    try marks.append(mark, signedBy: Self.key)
    try Self.erase(ErasureChoice(people: [Self.name(1)]), from: folder)
    #expect(try links.map { try Data(contentsOf: $0) } == before)
    for (file, data) in zip(files, before) {
      let now = try Data(contentsOf: file)
      #expect(now.starts(with: data) && now.count > data.count)
    }
  }

  /// A mark that was cut off is named, and goes with the next.
  @Test func aMarkThatWasCutOffGoesWithTheNext() throws {
    let folder = try LogFolder()
    let file = MarkFile(of: folder.url.appending(path: "log"))
    let mark = Mark(
      pseudonym: "00", session: 1, event: 1, verdict: .false, onsetSeconds: nil, endSeconds: nil, note: nil,
      author: "B", time: "2026-02-01T07:04:09Z")
    try file.append(mark, signedBy: nil)
    let whole = try Data(contentsOf: file.url)
    for count in [1, 20, whole.count - 2] {
      try (whole + whole.prefix(count)).write(to: file.url)
      #expect { try file.all() } throws: { "\($0)".contains(":2: found a line that was cut off") }
      try file.append(mark, signedBy: nil)
      #expect(try Data(contentsOf: file.url) == whole + whole)
    }
    try whole.dropLast().write(to: file.url)
    try file.append(mark, signedBy: nil)
    #expect(try file.all().count == 2)
    // What was left of a mark that was cut off before it took its place goes with whatever is erased.
    let part = folder.url.appending(path: ".\(file.url.lastPathComponent).part")
    try whole.write(to: part)
    #expect(try file.keep { _ in true } == 0)
    #expect(!FileManager.default.fileExists(atPath: part.path))
    // What is no mark in the middle is nobody's half line: it stays, and keeps nobody from adding one.
    try (Data("{}\n".utf8) + whole).write(to: file.url)
    try file.append(mark, signedBy: nil)
    #expect(try Data(contentsOf: file.url) == Data("{}\n".utf8) + whole + whole)
  }

  /// Whoever can write the folder can sign a line: one that names what this log never had is a finding.
  @Test func anErasureOfWhatIsNotThereIsAFinding() throws {
    let folder = try LogFolder(try Self.log(seconds: 10))
    try Self.erase(ErasureChoice(people: [Self.name(2)]), from: folder)
    let file = ErasureFile(of: folder.url)
    let whole = try Data(contentsOf: file.url)
    let line = String(decoding: whole, as: UTF8.self)
    let offset = try #require(try file.all().first?.stretches.first?.offsets)
    for (old, new) in [
      (try Regex("\"segment\":[0-9]+"), "\"segment\":9"),
      (try Regex("\"offset\":\(offset.lowerBound)"), "\"offset\":\(offset.lowerBound + 1)"),
      (try Regex("\"reason\":\"request\""), "\"reason\":\"again\""),
    ] {
      var changed = line
      changed.replaceSubrange(try #require(line.ranges(of: old).last), with: new)
      let erasure = try JSONDecoder().decode(LogErasure.self, from: Data(changed.utf8))
      try file.append(erasure, signedBy: SigningKey())
      #expect(try Self.findings(folder).contains(.erasedNowhere(by: 2)), "\(new)")
      try whole.write(to: file.url)
    }
    #expect(try Self.findings(folder).isEmpty)
  }

  // A log of a boot, a session and a decision each second; some seconds' stamps lie a century ahead.
  private static func log(ahead: Range<UInt64>) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: 8192, flushIntervalSeconds: 7)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy, seal: SealedLog.secret().first)
    func append(_ kind: RecordKind, _ body: [UInt8], _ second: UInt64) throws {
      var stamps = LogKeeper.stamps(second)
      if ahead.contains(second) { stamps.wallNanoseconds += 3_000_000_000 * 1_000_000_000 }
      _ = try writer.append(kind, body: body.span, stamps: stamps)
    }
    try append(.boot, Samples.bytes(of: Samples.boot(writer.nextBoot)), 0)
    try append(.session, Samples.bytes(of: Samples.session()), 0)
    for second in 1...60 as ClosedRange<UInt64> {
      try append(.decision, Samples.bytes(of: Samples.decision(hop: second - 1)), second)
    }
    try writer.flush()
    return storage.segmentBytes
  }

  /// One wrong stamp does not end retention for good: it tells no age, and it is said.
  @Test(arguments: [5..<6, 5..<30, 29..<34, 0..<61] as [Range<UInt64>])
  func aStampThatLiesAheadEndsNothing(ahead: Range<UInt64>) throws {
    let folder = try LogFolder(try Self.log(ahead: ahead))
    let before = try Self.records(folder)
    var choice = ErasureChoice(before: Self.moment(31), now: Self.moment(1000))
    let eraser = try LogEraser(LogFile(folder.url, secret: Self.secret()))
    let plan = try eraser.plan(choice, by: "A", at: "2026-03-01T07:04:09Z", reason: "x")
    let stamped = before.filter { ahead.contains($0.envelope.stamps.monotonicNanoseconds / 1_000_000_000) }
    #expect(plan.misdated == stamped.count)
    // All before the newest one that a right stamp tells the age of, but for the boot and the session in force.
    let oldest = (1...30 as ClosedRange<UInt64>).reversed().first { !ahead.contains($0) } ?? 0
    let due = before.filter { record in
      record.kind == .decision && record.envelope.stamps.monotonicNanoseconds <= oldest * 1_000_000_000
    }
    let gone = Self.gone(plan.erasure)
    #expect(due.allSatisfy { gone.contains($0.envelope.sequence) })
    let last = before.last { $0.envelope.stamps.monotonicNanoseconds <= oldest * 1_000_000_000 }
    #expect(gone.allSatisfy { number in number <= (last?.envelope.sequence ?? 0) })
    choice.now = nil
    let old = try eraser.plan(choice, by: "A", at: "2026-03-01T07:04:09Z", reason: "x")
    #expect(old.misdated == 0)
    #expect(Self.gone(old.erasure).isSubset(of: gone))
  }

  /// What stands before the first session that is left is anybody's: it stays, and how much it is, is told.
  @Test func recordsOfNobodyKnownAreCounted() throws {
    let segments = try Self.log()
    let later = segments.filter { $0.key > 1 }
    let records = LogKeeper.records(later)
    let end = try #require(records.firstIndex { $0.kind == .session || $0.kind == .person })
    let named = records[end...].first { $0.kind == .person }
    #expect(named != nil)
    let folder = try LogFolder(segments)
    let eraser = try LogEraser(LogFile(folder.url))
    let all = try eraser.plan(ErasureChoice(people: [Self.name(2)]), by: "A", at: "x", reason: "x")
    #expect(all.unowned == 0)
    var selection = ErasureSelection(ErasureChoice(people: [Self.name(2)]))
    var clips = ErasureSelection(ErasureChoice(people: [Self.name(2)], clipsOnly: true))
    for record in records {
      selection.take(record)
      clips.take(record)
    }
    let anybodys = records[..<end].filter { ![.boot, .closing, .seal].contains($0.kind) }
    #expect(selection.unowned == anybodys.count && selection.unowned > 0)
    #expect(clips.unowned == anybodys.count { $0.kind == .clip })
  }
}
