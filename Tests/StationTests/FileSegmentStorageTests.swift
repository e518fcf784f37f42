import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct FileSegmentStorageTests {
  @Test func aLogInFilesIsTheLogInMemory() throws {
    let folder = try LogFolder()
    try LogKeeper.recording(in: try FileSegmentStorage(writing: folder.url))
    let memory = MemorySegmentStorage()
    try LogKeeper.recording(in: memory)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names == memory.numbers.map { memory.name(of: $0) })
    for number in memory.numbers {
      let data = try Data(contentsOf: folder.url.appending(path: memory.name(of: number)))
      #expect([UInt8](data) == memory.segmentBytes[number])
    }
  }

  @Test func aLogInFilesGoesOnAfterAStopAndIsIntact() throws {
    let folder = try LogFolder()
    for _ in 0..<3 { try LogKeeper.recording(in: try FileSegmentStorage(writing: folder.url)) }
    let summary = try LogFile(folder.url).summary()
    #expect(summary.isIntact && summary.boots == 3 && summary.sessions.count == 6)
  }

  @Test func oneSegmentsFileCanBeReadByItselfUnderAnyName() throws {
    let folder = try LogFolder(LogReaderTests.log)
    let second = folder.url.appending(path: MemorySegmentStorage().name(of: 2))
    let renamed = folder.url.appending(path: "copy of a segment")
    try FileManager.default.moveItem(at: second, to: renamed)
    let summary = try LogFile(renamed).summary()
    #expect(summary.isIntact && summary.segmentRange == SegmentRange(first: 2, last: 2))
  }

  @Test func whatIsNoLogIsATypedErrorThatNamesThePath() throws {
    let folder = try LogFolder()
    let missing = folder.url.appending(path: "missing")
    for url in [folder.url, missing] {
      #expect { try LogFile(url).summary() } throws: { ($0 as? LogReadError)?.path == url.path }
    }
    let text = folder.url.appending(path: "notes.txt")
    try Data("no log".utf8).write(to: text)
    #expect { try LogFile(text).summary() } throws: { ($0 as? LogReadError)?.path == text.path }
  }

  @Test func aFolderThatCannotBeWrittenIsATypedFault() throws {
    let folder = try LogFolder()
    var storage = try FileSegmentStorage(writing: folder.url)
    try FileManager.default.removeItem(at: folder.url)
    var fault: StorageFault?
    do throws(StorageFault) { try storage.prepare(segment: 1, byteCount: 1024) } catch { fault = error }
    #expect(fault?.operation == .prepare && fault?.segment == 1)
    fault = nil
    do throws(StorageFault) { try storage.write([1].span, segment: 1, at: 0) } catch { fault = error }
    #expect(fault?.operation == .write)
  }
}
