import EventLog
import Foundation
import LogSupport
import Testing
import Vocabulary

@testable import Linux

@Suite struct StateFilesTests {
  private static let one: [UInt8] = [1]

  private func read(_ files: inout StateFiles, copy: Int = 0, room: Int = 16) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0xEE, count: room)
    var span = bytes.mutableSpan
    guard let count = try files.read(.alarms, copy: copy, into: &span) else { return nil }
    return Array(bytes.prefix(count))
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return (error as? StorageFault)?.code }
    return nil
  }

  @Test func whatIsWrittenIsReadAndNothingElse() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var files = StateFiles(SegmentFolder.Place(descriptor))
    #expect(try read(&files) == nil)
    let bytes: [UInt8] = [7, 2, 3, 0, 255]
    try files.write(bytes.span, .alarms, copy: 0)
    #expect(try read(&files) == bytes)
    #expect(try read(&files, copy: 1) == nil)
    #expect(try read(&files, room: 2) == [7, 2])
    #expect(try read(&files, room: 0) == [])
    // Only the first bytes are written: a file of one length stays whole whatever happens.
    try files.write(Self.one.span, .alarms, copy: 0)
    #expect(try read(&files) == [1, 2, 3, 0, 255])
  }

  @Test func everyPartHasFilesOfItsOwnAndCanBeTakenAway() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var files = StateFiles(SegmentFolder.Place(descriptor))
    let parts: [KeptPart] = [.alarms, .person, .level, .forecast]
    for (index, part) in parts.enumerated() {
      for copy in 0..<2 { try files.write([UInt8(10 * index + copy)].span, part, copy: copy) }
    }
    for (index, part) in parts.enumerated() {
      for copy in 0..<2 {
        var bytes: [UInt8] = [0, 0]
        var span = bytes.mutableSpan
        #expect(try files.read(part, copy: copy, into: &span) == 1)
        #expect(bytes[0] == UInt8(10 * index + copy))
        try files.remove(part, copy: copy)
        try files.remove(part, copy: copy)
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func anEmptyFileIsThereAndHasNoBytes() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var files = StateFiles(SegmentFolder.Place(descriptor))
    try Data().write(to: folder.url.appending(path: "state-1"))
    #expect(try read(&files, copy: 1) == [])
  }

  @Test func linksFoldersAndMissingFoldersAreTypedFaults() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    var files = StateFiles(SegmentFolder.Place(descriptor))
    let place = folder.url.appending(path: "state-0")
    let target = folder.url.appending(path: "target")
    try Data("kept".utf8).write(to: target)
    try FileManager.default.createSymbolicLink(at: place, withDestinationURL: target)
    #expect(code { _ = try read(&files) } == ELOOP)
    #expect(code { try files.write(Self.one.span, .alarms, copy: 0) } == ELOOP)
    #expect(try Data(contentsOf: target) == Data("kept".utf8))
    try FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    #expect(code { _ = try read(&files) } == EISDIR)
    try FileManager.default.removeItem(at: folder.url)
    #expect(try read(&files) == nil)
    #expect(code { try files.write(Self.one.span, .alarms, copy: 0) } == ENOENT)
  }
}
