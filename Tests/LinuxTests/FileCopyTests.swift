import Foundation
import LogSupport
import Testing

@testable import Linux

@Suite struct FileCopyTests {
  private let folder: LogFolder
  private let place: URL

  init() throws {
    folder = try LogFolder()
    place = folder.url.appending(path: "bundle")
  }

  private func copy() throws -> FileCopy {
    let path = Array(place.path.utf8) + [0]
    return try FileCopy(path.span)
  }

  private func bytes(of copy: borrowing FileCopy) -> [UInt8] {
    copy.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return (error as? SystemFault)?.code }
    return nil
  }

  /// Longer than a page, and no multiple of one.
  private static let content = (0..<10_001).map { UInt8(truncatingIfNeeded: $0 * 7) }

  @Test func whatHappensToTheFileAfterwardsChangesNothing() throws {
    try Data(Self.content).write(to: place)
    let copy = try copy()
    #expect(bytes(of: copy) == Self.content)
    // In place, as someone who may write to the file would: the same file, other bytes.
    let file = try FileHandle(forUpdating: place)
    try file.write(contentsOf: Data(repeating: 0, count: Self.content.count))
    try file.synchronize()
    #expect(bytes(of: copy) == Self.content)
    // A file that is only mapped stops the program here.
    try file.truncate(atOffset: 0)
    #expect(bytes(of: copy) == Self.content)
    try FileManager.default.removeItem(at: place)
    #expect(bytes(of: copy) == Self.content)
  }

  @Test func whatIsNoFileOfSuchALengthIsATypedFault() throws {
    #expect(code { _ = try copy() } == ENOENT)
    try Data().write(to: place)
    #expect(code { _ = try copy() } == ENODATA)
    let file = try FileHandle(forUpdating: place)
    try file.truncate(atOffset: UInt64(FileCopy.limit) + 1)
    #expect(code { _ = try copy() } == EFBIG)
    try FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    #expect(code { _ = try copy() } == EINVAL)
  }

  @Test func aLinkIsRefused() throws {
    let target = folder.url.appending(path: "target")
    try Data(Self.content).write(to: target)
    try FileManager.default.createSymbolicLink(at: place, withDestinationURL: target)
    #expect(code { _ = try copy() } == ELOOP)
  }

  @Test func theCopyCannotBeWrittenTo() async throws {
    await #expect(processExitsWith: .failure) {
      let place = FileManager.default.temporaryDirectory.appending(path: "prodrome-copy-\(UUID().uuidString)")
      try Data([1, 2, 3]).write(to: place)
      let path = Array(place.path.utf8) + [0]
      let copy = try FileCopy(path.span)
      try FileManager.default.removeItem(at: place)
      copy.withBytes { bytes in
        // What no program of ours does: the span's bytes as if they could be changed.
        unsafe bytes.withUnsafeBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          unsafe UnsafeMutablePointer(mutating: start)[0] = 9
        }
      }
    }
  }
}
