import EventLog
import Foundation

/// Segments as files in a folder: `segment-00000001.plog` and so on.
public struct FileSegmentStorage: InspectableStorage, ~Copyable {
  /// Bytes read ahead: records are short and come one after the other.
  private static let cacheBytes = 65_536

  /// Whether this is one segment's file by itself.
  public let isSingleFile: Bool
  private let folder: URL
  private var files: [UInt32: URL]
  private let isWritable: Bool
  private var open: (segment: UInt32, handle: FileHandle)?
  private var cache: (segment: UInt32, offset: Int, bytes: [UInt8], isLast: Bool)?
  /// What reads and hashes segments ahead, if anything does, and those that came of it last.
  private var ahead: SegmentsAhead?
  private var aheadLeft: ArraySlice<UInt32> = []
  private var held: HashedSegment?

  /// Opens a folder to write a log in; makes it if it is not there.
  ///
  /// - Parameter folder: The log's folder.
  /// - Throws: A file error.
  public init(writing folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.init(folder, files: try Self.list(folder), isSingleFile: false, isWritable: true)
  }

  /// Opens a log to read it, without changing anything.
  ///
  /// - Parameter url: The log's folder, or the file of one segment, whatever its name.
  /// - Throws: `LogReadError` if there is no log at all.
  public init(reading url: URL) throws(LogReadError) {
    let values = try? url.resourceValues(forKeys: [.isDirectoryKey])
    guard let isDirectory = values?.isDirectory else {
      throw LogReadError(path: url.path, found: "nothing", expected: "a log's folder or a segment's file")
    }
    let files = isDirectory ? (try? Self.list(url)) ?? [:] : [try Self.numberOfSingleFile(url): url]
    guard !files.isEmpty else {
      throw LogReadError(path: url.path, found: "no segment", expected: "files such as \(SegmentName.name(of: 1))")
    }
    self.init(url, files: files, isSingleFile: !isDirectory, isWritable: false)
  }

  /// Opens a log to read all of it once, in order: on a thread of its own segments are read and hashed ahead.
  ///
  /// - Parameter url: The log's folder, or the file of one segment.
  /// - Throws: `LogReadError` if there is no log at all.
  init(readingAhead url: URL) throws(LogReadError) {
    try self.init(reading: url)
    ahead = SegmentsAhead(url, numbers)
    aheadLeft = numbers[...]
  }

  private init(_ folder: URL, files: [UInt32: URL], isSingleFile: Bool, isWritable: Bool) {
    self.folder = folder
    self.files = files
    self.isSingleFile = isSingleFile
    self.isWritable = isWritable
    open = nil
    cache = nil
  }

  /// The numbers of the segments that are there, in order.
  public var numbers: [UInt32] { files.keys.sorted() }

  /// Bytes of a segment; 0 if it is not there.
  public func byteCount(of segment: UInt32) -> Int {
    guard let url = files[segment] else { return 0 }
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// The segment's file name.
  public func name(of segment: UInt32) -> String {
    files[segment]?.lastPathComponent ?? SegmentName.name(of: segment)
  }

  /// The lowest and the highest segment there is up to a number.
  public mutating func segments(through last: UInt32) throws(StorageFault) -> SegmentRange {
    let numbers = files.keys.filter { $0 <= last }
    return SegmentRange(first: numbers.min() ?? 0, last: numbers.max() ?? 0)
  }

  /// Makes the file and allocates its bytes on the disk; both are durable on return.
  public mutating func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    cache = nil
    do {
      let url = files[segment] ?? folder.appending(path: SegmentName.name(of: segment))
      if files[segment] == nil {
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
          throw CocoaError(.fileWriteUnknown)
        }
        files[segment] = url
      }
      let handle = try self.handle(segment)
      if self.byteCount(of: segment) < byteCount { try Self.allocate(byteCount, handle) }
      try handle.synchronize()
      // A file is only safe once its folder's entry is.
      let folderHandle = try FileHandle(forReadingFrom: folder)
      try folderHandle.synchronize()
      try folderHandle.close()
    } catch {
      throw Self.fault(.prepare, segment, error)
    }
  }

  /// Removes the file.
  public mutating func remove(segment: UInt32) throws(StorageFault) {
    cache = nil
    guard let url = files[segment] else { return }
    if open?.segment == segment { open = nil }
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      throw Self.fault(.remove, segment, error)
    }
    files[segment] = nil
  }

  /// Reads from the file, ahead of what is asked.
  public mutating func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    if !isCached(segment, offset, count) {
      guard files[segment] != nil else { return 0 }
      try fill(segment, offset, count)
    }
    guard let cache else { return 0 }
    let skipped = offset - cache.offset
    let available = max(0, min(count, cache.bytes.count - skipped))
    let source = cache.bytes.span
    for index in 0..<available { bytes[index] = source[skipped + index] }
    return available
  }

  /// Reads ahead from a place.
  private mutating func fill(_ segment: UInt32, _ offset: Int, _ count: Int) throws(StorageFault) {
    guard let held = hashed(segment) else {
      let ahead = max(count, Self.cacheBytes)
      let bytes = try bytes(of: segment, at: offset, count: ahead)
      cache = (segment, offset, bytes, isLast: bytes.count < ahead)
      return
    }
    if let piece = held.piece(holding: offset..<offset + count) {
      cache = (segment, piece.offset, piece.bytes, isLast: false)
    } else {
      let bytes = try held.bytes(at: offset, count: count)
      cache = (segment, offset, bytes, isLast: bytes.count < count)
    }
  }

  /// Reads from the file itself.
  ///
  /// - Parameters:
  ///   - segment: The segment's number.
  ///   - offset: Offset of the first byte.
  ///   - count: Bytes to read.
  /// - Returns: The bytes; less only where the file ends.
  /// - Throws: `StorageFault` if it cannot be read.
  mutating func bytes(of segment: UInt32, at offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
    do {
      let descriptor = try handle(segment).fileDescriptor
      // The system writes at most as many bytes as there is room for, and says how many it wrote.
      return try unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
        while filled < count, let start = room.baseAddress {
          let read = unsafe pread(descriptor, start + filled, count - filled, off_t(offset + filled))
          if read < 0, errno == EINTR { continue }
          guard read >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
          if read == 0 { return }
          filled += read
        }
      }
    } catch {
      throw Self.fault(.read, segment, error)
    }
  }

  /// A segment that was read ahead; nil where none is, or the reader went back to one before.
  public mutating func hashed(_ segment: UInt32) -> HashedSegment? {
    while let ahead, held?.number != segment, aheadLeft.contains(segment) {
      held = ahead.next().segment
      if aheadLeft.removeFirst() == segment { break }
    }
    return held?.number == segment ? held : nil
  }

  /// Writes to the file.
  public mutating func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    cache = nil
    do {
      let handle = try self.handle(segment)
      try handle.seek(toOffset: UInt64(offset))
      // The data is used during the call only.
      try unsafe bytes.withUnsafeBytes { try handle.write(contentsOf: unsafe Data($0)) }
    } catch {
      throw Self.fault(.write, segment, error)
    }
  }

  /// Makes the file durable.
  public mutating func flush(segment: UInt32) throws(StorageFault) {
    do {
      try handle(segment).synchronize()
    } catch {
      throw Self.fault(.flush, segment, error)
    }
  }

  /// Whether all bytes asked for, or all up to the end of the file, have been read ahead.
  private func isCached(_ segment: UInt32, _ offset: Int, _ count: Int) -> Bool {
    guard let cache, cache.segment == segment, offset >= cache.offset else { return false }
    let end = cache.offset + cache.bytes.count
    return offset + count <= end || (cache.isLast && offset <= end)
  }

  private mutating func handle(_ segment: UInt32) throws -> FileHandle {
    if let open, open.segment == segment { return open.handle }
    guard let url = files[segment] else { throw CocoaError(.fileNoSuchFile) }
    let handle = try isWritable ? FileHandle(forUpdating: url) : FileHandle(forReadingFrom: url)
    open = (segment, handle)
    return handle
  }

  private static func allocate(_ byteCount: Int, _ handle: FileHandle) throws {
    #if canImport(Glibc) || canImport(Musl)
      let code = posix_fallocate(handle.fileDescriptor, 0, off_t(byteCount))
      guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    #else
      try handle.truncate(atOffset: UInt64(byteCount))
    #endif
  }

  private static func list(_ folder: URL) throws -> [UInt32: URL] {
    var files: [UInt32: URL] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      if let number = SegmentName.number(of: name) { files[number] = folder.appending(path: name) }
    }
    return files
  }

  /// A single file may have any name: its number then stands in its header.
  private static func numberOfSingleFile(_ url: URL) throws(LogReadError) -> UInt32 {
    if let number = SegmentName.number(of: url.lastPathComponent) { return number }
    guard let handle = try? FileHandle(forReadingFrom: url),
      let data = try? handle.read(upToCount: SegmentHeader.byteCount),
      let header = try? SegmentHeader(decoding: [UInt8](data).span), header.number > 0
    else {
      throw LogReadError(path: url.path, found: "a file without a segment's header", expected: "a segment of a log")
    }
    return header.number
  }

  private static func fault(_ operation: StorageFault.Operation, _ segment: UInt32, _ error: any Error) -> StorageFault
  {
    var code: Int32 = 0
    if let posix = error as? POSIXError {
      code = posix.code.rawValue
    } else if let posix = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError {
      code = posix.code.rawValue
    }
    return StorageFault(operation, segment: segment, code: code)
  }
}
