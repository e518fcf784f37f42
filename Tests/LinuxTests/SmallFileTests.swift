import Foundation
import LogSupport
import Testing

@testable import Linux

@Suite struct SmallFileTests {
  private static let one: [UInt8] = [1]

  private func read(_ folder: borrowing FileDescriptor, room: Int = 16) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0xEE, count: room)
    var span = bytes.mutableSpan
    guard let count = try SmallFile.read("counter", in: folder, into: &span) else { return nil }
    return Array(bytes.prefix(count))
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return (error as? SystemFault)?.code }
    return nil
  }

  @Test func whatIsWrittenIsReadAndNothingElse() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    #expect(try read(descriptor) == nil)
    let bytes: [UInt8] = [7, 2, 3, 0, 255]
    try SmallFile.write(bytes.span, to: "counter", in: descriptor)
    #expect(try read(descriptor) == bytes)
    #expect(try read(descriptor, room: 2) == [7, 2])
    #expect(try read(descriptor, room: 0) == [])
    // Only the first bytes are written: a file of one length stays whole whatever happens.
    try SmallFile.write(Self.one.span, to: "counter", in: descriptor)
    #expect(try read(descriptor) == [1, 2, 3, 0, 255])
  }

  @Test func anEmptyFileIsThereAndHasNoBytes() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    try Data().write(to: folder.url.appending(path: "counter"))
    #expect(try read(descriptor) == [])
  }

  @Test func linksFoldersAndMissingFoldersAreTypedFaults() throws {
    let folder = try LogFolder()
    let descriptor = try FileDescriptor(folder: folder.url)
    let place = folder.url.appending(path: "counter")
    let target = folder.url.appending(path: "target")
    try Data("kept".utf8).write(to: target)
    try FileManager.default.createSymbolicLink(at: place, withDestinationURL: target)
    #expect(code { _ = try read(descriptor) } == ELOOP)
    #expect(code { try SmallFile.write(Self.one.span, to: "counter", in: descriptor) } == ELOOP)
    #expect(try Data(contentsOf: target) == Data("kept".utf8))
    try FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    #expect(code { _ = try read(descriptor) } == EISDIR)
    try FileManager.default.removeItem(at: folder.url)
    #expect(try read(descriptor) == nil)
    #expect(code { try SmallFile.write(Self.one.span, to: "counter", in: descriptor) } == ENOENT)
  }
}
