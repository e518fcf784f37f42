import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing

@testable import Linux

@Suite struct SegmentFolderTests {
  private static let one: [UInt8] = [1]

  typealias FolderWriter = LogWriter<SegmentFolder, SHA256Hasher>

  private func fault(_ body: () throws(StorageFault) -> Void) -> StorageFault? {
    do throws(StorageFault) { try body() } catch { return error }
    return nil
  }

  private func fault(_ operation: StorageFault.Operation, _ segment: UInt32, _ code: Int32) -> StorageFault {
    StorageFault(operation, segment: segment, code: code)
  }

  @Test func doesWhatEveryStorageDoes() throws {
    let (folder, station) = (try LogFolder(), try LogFolder())
    let descriptor = try FileDescriptor(folder: folder.url)
    var segments = SegmentFolder(SegmentFolder.Place(descriptor))
    var files = try FileSegmentStorage(writing: station.url)
    var memory = MemorySegmentStorage()
    let expected = try StorageContract.trace(&memory)
    #expect(try StorageContract.trace(&files) == expected)
    #expect(try StorageContract.trace(&segments) == expected)
  }

  @Test func aLogInItIsTheLogInMemoryByteForByte() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    try LogKeeper.recording(in: SegmentFolder(SegmentFolder.Place(descriptor)))
    let memory = MemorySegmentStorage()
    try LogKeeper.recording(in: memory)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names == memory.numbers.map { memory.name(of: $0) })
    for number in memory.numbers {
      let data = try Data(contentsOf: folder.url.appending(path: memory.name(of: number)))
      #expect([UInt8](data) == memory.segmentBytes[number])
    }
  }

  @Test func aLogGoesOnWhereverTheProgramStopped() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    let body = Samples.bytes(of: Samples.decision(hop: 1))
    for life in 0..<40 as Range<UInt64> {
      var writer = try FolderWriter(opening: SegmentFolder(SegmentFolder.Place(descriptor)), policy: LogKeeper.policy)
      for second in 0..<(life % 7) {
        _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(100 * life + second))
      }
    }
    let summary = try LogFile(folder.url).summary()
    #expect(summary.isIntact)
    let expected = (0..<40 as Range<UInt64>).reduce(0) { $0 + $1 % 7 }
    var reader = LogReader(try FileSegmentStorage(reading: folder.url))
    var decisions: UInt64 = 0
    while let item = reader.next() {
      if case .record(let record) = item, record.kind == .decision { decisions += 1 }
    }
    #expect(decisions == expected)
  }

  @Test func moreEntriesThanOneReadTakesAreAllSeenAndForeignOnesIgnored() throws {
    let folder = try LogFolder()
    for name in (0..<300).map({ "segment-0000-\($0)" }) + ["segment-00000000.plog", "version-counter"] {
      try Data().write(to: folder.url.appending(path: name))
    }
    for number in [2, 41, 77] as [UInt32] {
      try Data().write(to: folder.url.appending(path: MemorySegmentStorage().name(of: number)))
    }
    let descriptor = try FileDescriptor(folder: folder.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    #expect(try storage.segments() == SegmentRange(first: 2, last: 77))
    #expect(try storage.segments() == SegmentRange(first: 2, last: 77))
  }

  @Test func symbolicLinksAreNotFollowed() throws {
    let folder = try LogFolder()
    let secret = folder.url.appending(path: "secret")
    try Data("before".utf8).write(to: secret)
    let link = folder.url.appending(path: MemorySegmentStorage().name(of: 1))
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: secret)
    let descriptor = try FileDescriptor(folder: folder.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    #expect(
      fault { () throws(StorageFault) in try storage.prepare(segment: 1, byteCount: 64) } == fault(.prepare, 1, ELOOP))
    #expect(
      fault { () throws(StorageFault) in try storage.write(Self.one.span, segment: 1, at: 0) }
        == fault(.write, 1, ELOOP))
    #expect(fault { () throws(StorageFault) in try storage.flush(segment: 1) } == fault(.flush, 1, ELOOP))
    #expect(
      fault { () throws(StorageFault) in
        var bytes = [UInt8](repeating: 0, count: 4)
        var span = bytes.mutableSpan
        _ = try storage.read(segment: 1, at: 0, count: 4, into: &span)
      } == fault(.read, 1, ELOOP))
    #expect(try Data(contentsOf: secret) == Data("before".utf8))
    let linked = folder.url.appending(path: "linked")
    try FileManager.default.createSymbolicLink(at: linked, withDestinationURL: folder.url)
    var code: Int32 = 0
    do { _ = try FileDescriptor(folder: linked) } catch let error as SystemFault { code = error.code }
    #expect(code == ENOTDIR || code == ELOOP)
  }

  /// A slash behind a link makes the kernel follow it, were it asked so.
  @Test(arguments: ["/", "//", "/.", "/./"]) func aLinkWithASlashBehindItIsRefused(end: String) throws {
    let folder = try LogFolder()
    let linked = folder.url.appending(path: "linked")
    try FileManager.default.createSymbolicLink(at: linked, withDestinationURL: folder.url)
    var code: Int32 = 0
    do { _ = try FileDescriptor(openingFolder: (Array((linked.path + end).utf8) + [0]).span) } catch {
      code = error.code
    }
    #expect(code == ENOTDIR || code == ELOOP)
    _ = try FileDescriptor(openingFolder: (Array((folder.url.path + end).utf8) + [0]).span)
  }

  @Test func twoProgramsOnOneFolderExcludeEachOther() throws {
    let folder = try LogFolder()
    let first = try FileDescriptor(folder: folder.url)
    var code: Int32 = 0
    do { _ = try FileDescriptor(folder: folder.url) } catch let error as SystemFault { code = error.code }
    #expect(code == EBUSY)
    _ = consume first
    _ = try FileDescriptor(folder: folder.url)
  }

  @Test func numbersWithoutANameOfTheirOwnAreRefused() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    for number in [0, 100_000_000, 200_000_001, .max] as [UInt32] {
      #expect(
        fault { () throws(StorageFault) in try storage.prepare(segment: number, byteCount: 64) }
          == fault(.prepare, number, EINVAL))
      try storage.remove(segment: number)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func aFolderInAFilesPlaceIsATypedFault() throws {
    let folder = try LogFolder()
    let place = folder.url.appending(path: MemorySegmentStorage().name(of: 3))
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let descriptor = try FileDescriptor(folder: folder.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    #expect(
      fault { () throws(StorageFault) in try storage.prepare(segment: 3, byteCount: 64) } == fault(.prepare, 3, EISDIR))
    #expect(fault { () throws(StorageFault) in try storage.remove(segment: 3) } == fault(.remove, 3, EISDIR))
    #expect(throws: LogFault.self) {
      _ = try FolderWriter(opening: SegmentFolder(SegmentFolder.Place(descriptor)), policy: LogKeeper.policy)
    }
  }

  @Test func aFolderThatIsGoneIsATypedFaultAndItsSegmentsHaveNoBytes() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    try FileManager.default.removeItem(at: folder.url)
    #expect(
      fault { () throws(StorageFault) in try storage.prepare(segment: 1, byteCount: 64) } == fault(.prepare, 1, ENOENT))
    #expect(
      fault { () throws(StorageFault) in try storage.write(Self.one.span, segment: 1, at: 0) }
        == fault(.write, 1, ENOENT))
    var bytes = [UInt8](repeating: 0, count: 4)
    var span = bytes.mutableSpan
    #expect(try storage.read(segment: 1, at: 0, count: 4, into: &span) == 0)
    try storage.remove(segment: 1)
    var code: Int32 = 0
    do { _ = try FileDescriptor(folder: folder.url) } catch let error as SystemFault { code = error.code }
    #expect(code == ENOENT)
  }

  @Test func whatIsNoFolderCannotBeListed() throws {
    let folder = try LogFolder()
    let file = folder.url.appending(path: "file")
    try Data([1]).write(to: file)
    let path = Array(file.path.utf8) + [0]
    let descriptor = try FileDescriptor(openingForReading: path.span)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    #expect(fault { () throws(StorageFault) in _ = try storage.segments() } == fault(.list, 0, ENOTDIR))
    var code: Int32 = 0
    do { _ = try FileDescriptor(folder: file) } catch let error as SystemFault { code = error.code }
    #expect(code == ENOTDIR)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "no small disk can be mounted here"))
  func aFullDiskIsATypedFaultAndTheLogGoesOnOnceThereIsRoom() throws {
    let disk = try SmallDisk()
    let descriptor = try FileDescriptor(folder: disk.url)
    let ballast = disk.url.appending(path: "ballast")
    try Data(count: 40_960).write(to: ballast)
    let policy = LogPolicy(segmentBytes: 16_384, segmentLimit: 3)
    var writer = try FolderWriter(opening: SegmentFolder(SegmentFolder.Place(descriptor)), policy: policy)
    let body = Samples.clip(event: 1, hop: 1)
    var found: LogFault?
    do throws(LogFault) {
      for second in 0..<30 as Range<UInt64> {
        _ = try writer.append(.clip, body: body.span, stamps: LogKeeper.stamps(second))
      }
    } catch {
      found = error
    }
    #expect(found == .storage(StorageFault(.prepare, segment: 2, code: ENOSPC)))
    try FileManager.default.removeItem(at: ballast)
    for second in 30..<70 as Range<UInt64> {
      _ = try writer.append(.clip, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try writer.flush()
    var findings: [LogFinding] = []
    let summary = try LogFile(disk.url).summary { findings.append($0) }
    #expect(summary.isIntact && findings.isEmpty, "\(findings)")
  }

  @Test(.enabled(if: SmallDisk.isPossible, "no small disk can be mounted here"))
  func aDiskThatMayOnlyBeReadIsATypedFault() throws {
    let disk = try SmallDisk()
    let descriptor = try FileDescriptor(folder: disk.url)
    var storage = SegmentFolder(SegmentFolder.Place(descriptor))
    try storage.prepare(segment: 1, byteCount: 1024)
    var other = SegmentFolder(SegmentFolder.Place(descriptor))
    storage = SegmentFolder(SegmentFolder.Place(descriptor))
    try disk.makeReadOnly()
    #expect(
      fault { () throws(StorageFault) in try other.prepare(segment: 2, byteCount: 64) } == fault(.prepare, 2, EROFS))
    #expect(
      fault { () throws(StorageFault) in try other.write(Self.one.span, segment: 1, at: 0) } == fault(.write, 1, EROFS))
    #expect(fault { () throws(StorageFault) in try other.remove(segment: 1) } == fault(.remove, 1, EROFS))
    // Reading opens for writing, too: nobody reads a log here but to go on with it.
    #expect(try other.segments() == SegmentRange(first: 1, last: 1))
    _ = consume storage
  }
}
