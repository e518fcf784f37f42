import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// How much room a board's log has, as the board counts it and as it is told.
@Suite struct StorageRoomTests {
  private let policy = LogPolicy(segmentBytes: 65_536, segmentLimit: 64)

  private func room(
    _ segments: Int, of limit: Int, newest: Int = 0, free: Int, access: String = "writable"
  ) throws -> StorageRoom {
    try #require(
      StorageRoom(
        answer: "segments=\(segments) limit=\(limit) segment_bytes=4194304 room_bytes=\(newest) free_bytes=\(free) "
          + "access=\(access)\n"))
  }

  /// A bed whose program has written so many bytes within half an hour.
  private func state(_ room: StorageRoom?, bytes: UInt64 = 1800 << 10, seconds: UInt64 = 1800) throws -> BedState {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    func append(_ kind: RecordKind, _ body: [UInt8], _ second: UInt64) throws {
      _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(1)), 100)
    try append(.session, Samples.bytes(of: Samples.session()), 100)
    var health = HealthBody()
    health.storageBytes = bytes
    try append(.health, Samples.bytes(of: health), 100 + seconds)
    try append(.decision, Samples.bytes(of: Samples.decision(hop: seconds)), 100 + seconds)
    try writer.flush()
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(seconds) + 101, isAlarmLatched: false,
        records: LogKeeper.records(storage.segmentBytes)),
      at: Date(timeIntervalSince1970: 0))
    state.takeStorage(room, at: Date(timeIntervalSince1970: 0))
    return state
  }

  @Test func theBoardCountsItsSegmentsAndTheirRoom() throws {
    let storage = try LogKeeper.log(decisions: 20, policy: policy)
    var segments = storage.segmentBytes
    let board = try StandInBoard(segments)
    try board.mount("rw", fileSystem: "rw")
    func room() throws -> StorageRoom {
      try #require(StorageRoom(answer: String(decoding: try board.answer("storage"), as: UTF8.self)))
    }
    let written = try NewestRecords(answer: try board.answer("newest 0"), to: "newest").writtenBytes
    var found = try room()
    #expect(found.segments == 1 && found.segmentLimit == 64 && found.segmentBytes == 65_536)
    #expect(found.newestRoomBytes == 65_536 - written && found.isReadOnly == false && (found.freeBytes ?? 0) > 0)
    // Numbers count, not files: the writer drops the oldest by them.
    segments[9] = segments[1]
    try board.replace(segments)
    #expect(try room().segments == 9)
    for (options, fileSystem) in [("ro", "rw"), ("rw", "ro")] {
      try board.mount(options, fileSystem: fileSystem)
      #expect(try room().isReadOnly == true)
    }
    try board.remove("mountinfo")
    found = try room()
    #expect(found.isReadOnly == nil && found.segments == 9)
    #expect(try board.answer("storage now").isEmpty)
  }

  @Test func aBoardWithoutALogTellsOfItsDisk() throws {
    let board = try StandInBoard([:])
    let text = String(decoding: try board.answer("storage"), as: UTF8.self)
    let room = try #require(StorageRoom(answer: text))
    #expect(room.segments == 0 && room.segmentLimit == nil && room.segmentBytes == nil && room.freeBytes != nil)
    #expect(
      room.words(1).hasPrefix("log 0 of an unknown number of segments, when its oldest is overwritten not known;"))
  }

  /// What an older board refuses, or answers with something else, is not known; the bed is shown all the same.
  @Test func whatABoardCannotTellIsNotKnown() throws {
    let storage = try LogKeeper.log(decisions: 6, policy: policy)
    let board = try StandInBoard(storage.segmentBytes, refused: "storage")
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    #expect(board.requests.contains("storage") && bed.state.failure == nil && bed.state.storage == nil)
    #expect(bed.state.storageWords == "not known: the board does not tell" && bed.state.storageTrouble == nil)
    #expect(bed.state.json(name: "bed").line.contains("\"storage\":null"))
    for text in [
      "", "\n", "segment-00000001.plog 10 10 1 1\n", "segments=", "segments=-1 limit=1 free_bytes=+3 access=\n",
      "segment_bytes=0 room_bytes=9999999999 limit=999999999 segments=x",
      "limit=unknown segment_bytes=unknown access=unknown",
    ] { #expect(StorageRoom(answer: text) == nil, "\(text)") }
    // A newer board may tell more.
    #expect(StorageRoom(answer: "wear=3 segments=5 access=perhaps")?.segments == 5)
  }

  /// A line that is cut just then hides neither an alarm nor a disk that is known to be in trouble.
  @Test func whatIsAskedBesidesHidesNothing() throws {
    let board = try StandInBoard(LogKeeper.log(decisions: 6, policy: policy).segmentBytes)
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask(at: Date(timeIntervalSince1970: 0))
    try board.fallMute()
    for second in [40.0, 50, 80] {
      bed.ask(at: Date(timeIntervalSince1970: second))
      #expect(bed.state.failure == nil && bed.state.contact == Date(timeIntervalSince1970: second))
      #expect(bed.state.storage?.segments == 1)
    }
    #expect(board.requests.count { $0 == "storage" } == 3)
  }

  @Test func itIsAskedForOnceInAWhile() throws {
    let board = try StandInBoard(LogKeeper.log(decisions: 6, policy: policy).segmentBytes)
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    for second in [0.0, 10, 29, 30, 40, 20] { bed.ask(at: Date(timeIntervalSince1970: second)) }
    #expect(board.requests.count { $0 == "storage" } == 3)
    #expect(bed.state.storage?.segments == 1)
  }

  @Test func theOldestIsOverwrittenOrTheDiskIsFullWhicheverComesFirst() throws {
    let kibibyte = 1024.0
    // 10 segments may still begin, and the disk has room for 20.
    var found = try room(246, of: 256, newest: 1 << 20, free: 80 << 20)
    #expect(found.bytesToOverwriting == 41 << 20 && found.bytesToFull == nil && found.trouble(kibibyte) == nil)
    #expect(found.words(kibibyte) == "log 246 of 256 segments, its oldest overwritten in 11 h; disk 80 MiB free")
    #expect(found.words(nil) == "log 246 of 256 segments, its oldest overwritten after 41 MiB more; disk 80 MiB free")
    // Room for 9.
    found = try room(246, of: 256, newest: 1 << 20, free: (40 << 20) - 1)
    #expect(found.bytesToOverwriting == nil && found.bytesToFull == 37 << 20)
    #expect(found.trouble(kibibyte) == .nearlyFull && found.trouble(nil) == nil && found.trouble(10) == nil)
    #expect(found.words(kibibyte).contains("DISK FULL in 10 h"))
    #expect(found.troubleWords(kibibyte) == "the log's disk is nearly full: 39 MiB free, for 10 h")
    #expect(try room(246, of: 256, free: 7 << 20).trouble(nil) == .nearlyFull)
    #expect(try room(246, of: 256, free: 4_000_000).trouble(nil) == .full)
    // A full log needs no more room, however little the disk has.
    found = try room(256, of: 256, newest: 1 << 20, free: 0)
    #expect(found.trouble(kibibyte) == nil && found.trouble(nil) == nil)
    #expect(
      found.words(kibibyte)
        == "log 256 of 256 segments, the newest 12 days kept, its oldest overwritten in 17 min; disk 0 bytes free")
    // The disk is not known: it may be full first.
    #expect(StorageRoom(answer: "segments=1 limit=256 segment_bytes=9 room_bytes=9")?.bytesToOverwriting == nil)
    // A limit that was lowered.
    #expect(try room(300, of: 256, newest: 5, free: 0).bytesToOverwriting == 5)
    #expect(try room(1, of: 256, free: 1 << 40, access: "read-only").trouble(1) == .readOnly)
    #expect(StorageRoom(answer: "segments=0 free_bytes=0")?.trouble(nil) == .full)
  }

  @Test func howFastALogGrowsIsKnownAfterTenMinutes() throws {
    let found = try room(246, of: 256, free: 80 << 20)
    #expect(try state(found).logBytesPerSecond == 1024)
    #expect(try state(found, seconds: 599).logBytesPerSecond == nil)
    #expect(try state(found, bytes: 0).logBytesPerSecond == nil)
    let text = try state(found).json(name: "bed").line
    #expect(text.contains("\"overwrites_in_s\":40960") && text.contains("\"disk_full_in_s\":null"))
  }

  /// As with any other technical finding the bed is not one of which all is well.
  @Test func aDiskInTroubleIsACondition() throws {
    let state = try state(try room(246, of: 256, free: 8 << 20))
    #expect(state.condition == .logAtRisk && state.condition.words == "LOG AT RISK" && !state.isSeizureOpen)
    #expect(state.reason == "monitored, but the log's disk is nearly full: 8.0 MiB free, for 2 h")
    #expect(state.json(name: "bed").line.contains("\"trouble\":\"nearly_full\""))
    // When it came to be so is not known.
    #expect(state.sessionStart != nil && state.conditionSince == nil)
    #expect(try self.state(try room(1, of: 256, free: 1 << 40)).condition == .watching)
    // What is more urgent comes first, and says of the disk, too.
    var stale = try self.state(try room(1, of: 256, free: 1 << 40, access: "read-only"))
    #expect(stale.condition == .logAtRisk)
    stale.take(
      NewestRecords(segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: 9000, records: []),
      at: Date(timeIntervalSince1970: 1))
    #expect(stale.condition == .notDeciding && stale.reason.hasSuffix("s; the log's disk is read-only"))
    stale.takeFailure("gone")
    #expect(stale.condition == .noContact)
  }

  /// What is not known is no number, and a bed that does not answer has none.
  @Test func metricsSayWhatIsKnown() throws {
    func metrics(_ room: StorageRoom?, failure: String? = nil) throws -> [String] {
      var bed = Bed(name: "b", destination: "board")
      bed.state = try state(room)
      if let failure { bed.state.takeFailure(failure) }
      return BedMetrics.text([bed]).split(separator: "\n").map(String.init).filter {
        $0.contains("_log_") || $0.contains("_disk_") || $0.contains("_trouble")
      }.filter { !$0.hasPrefix("#") && !$0.contains("condition") }
    }
    let risky = try room(246, of: 256, newest: 1024, free: 8 << 20, access: "read-only")
    #expect(
      try metrics(risky) == [
        "prodrome_bed_log_segments{bed=\"b\"} 246", "prodrome_bed_log_segments_limit{bed=\"b\"} 256",
        "prodrome_bed_disk_free_bytes{bed=\"b\"} 8388608", "prodrome_bed_disk_full_seconds{bed=\"b\"} 8193",
        "prodrome_bed_disk_read_only{bed=\"b\"} 1", "prodrome_bed_storage_trouble{bed=\"b\"} 1",
      ])
    let well = try metrics(try room(246, of: 256, free: 1 << 30))
    #expect(well.contains("prodrome_bed_log_overwrites_seconds{bed=\"b\"} 40960"))
    #expect(well.contains("prodrome_bed_storage_trouble{bed=\"b\"} 0"))
    #expect(try metrics(nil).isEmpty && metrics(risky, failure: "gone").isEmpty)
    #expect(try metrics(StorageRoom(answer: "free_bytes=7")) == ["prodrome_bed_disk_free_bytes{bed=\"b\"} 7"])
  }

  @Test(arguments: [(59.0, "0 min"), (7199, "119 min"), (7200, "2 h"), (172_800, "2 days"), (1e12, "years")])
  func stretchesAreRoundedDown(seconds: Double, text: String) {
    #expect(StorageRoom.duration(seconds) == text)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1024, "1.0 KiB"), (1_048_575, "1023 KiB"), (10 << 20, "10 MiB"), (1 << 60, "1048576 TiB"),
  ])
  func sizesAreRoundedDown(bytes: Int, text: String) {
    #expect(StorageRoom.size(bytes) == text)
  }
}
