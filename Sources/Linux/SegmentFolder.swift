import CLinux
import EventLog
import Vocabulary

/// Segments as files of one folder, `segment-00000001.plog` and so on, without allocation.
///
/// The folder stays open for as long as the value lives.
public struct SegmentFolder: SegmentStorage, ~Copyable {
  /// A folder that someone else keeps open.
  public struct Place: Sendable {
    let number: Int32

    /// Takes note of a folder.
    ///
    /// - Parameter folder: The folder, opened for reading.
    public init(_ folder: borrowing FileDescriptor) {
      number = folder.number
    }
  }

  private let folder: Int32
  private var entries: InlineArray<1024, UInt8> = InlineArray(repeating: 0)
  private var open: (segment: UInt32, file: Int32) = (0, -1)

  /// Takes a folder.
  public init(_ place: Place) {
    folder = place.number
  }

  deinit {
    if open.file >= 0 { _ = close(open.file) }
  }

  /// The lowest and the highest segment there is up to a number.
  public mutating func segments(through last: UInt32) throws(StorageFault) -> SegmentRange {
    guard linux_rewind_folder(folder) == 0 else { throw fault(.list, 0) }
    var range = SegmentRange()
    while true {
      let count = readEntries()
      guard count >= 0 else { throw fault(.list, 0) }
      if count == 0 { return range }
      FolderEntries.forEach(in: entries.span.extracting(0..<count)) { name in
        guard let number = SegmentFileName.number(of: name), number <= last else { return }
        range = SegmentRange(
          first: range.isEmpty ? number : min(range.first, number),
          last: range.isEmpty ? number : max(range.last, number))
      }
    }
  }

  /// Makes the file and allocates its bytes on the disk; both are durable on return.
  public mutating func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    try select(segment, creates: true, for: .prepare)
    let found = linux_file_bytes(open.file)
    guard found >= 0 else { throw fault(.prepare, segment) }
    if found < Int64(byteCount) {
      let code = linux_preallocate(open.file, Int64(byteCount))
      guard code == 0 else { throw StorageFault(.prepare, segment: segment, code: code) }
    }
    // A file is only safe once its folder's entry is.
    guard fsync(open.file) == 0 && fsync(folder) == 0 else { throw fault(.prepare, segment) }
  }

  /// Removes the file.
  public mutating func remove(segment: UInt32) throws(StorageFault) {
    guard segment > 0 && segment <= SegmentHeader.highestNumber else { return }
    if open.segment == segment { release() }
    let name = SegmentFileName.name(of: segment)
    // The kernel reads the name, which ends in zero, during the call.
    let result = unsafe name.span.withUnsafeBytes { bytes in
      unsafe linux_remove_from_folder(folder, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    guard result == 0 || linux_error() == ENOENT else { throw fault(.remove, segment) }
  }

  /// Reads from the file.
  public mutating func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    do throws(StorageFault) { try select(segment, creates: false, for: .read) } catch {
      if error.code == ENOENT { return 0 }
      throw error
    }
    precondition(count <= bytes.count)
    let file = open.file
    var done = 0
    while done < count {
      // The kernel writes within the first `count` bytes, during the call.
      let result = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe linux_read_at(file, buffer.baseAddress?.advanced(by: done), count - done, Int64(offset + done))
      }
      guard result >= 0 else { throw fault(.read, segment) }
      if result == 0 { break }
      done += result
    }
    return done
  }

  /// Writes to the file.
  public mutating func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    try select(segment, creates: false, for: .write)
    let file = open.file
    var done = 0
    while done < bytes.count {
      // The kernel only reads the span's bytes, during the call.
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe linux_write_at(file, buffer.baseAddress?.advanced(by: done), buffer.count - done, Int64(offset + done))
      }
      guard result > 0 else {
        throw result < 0 ? fault(.write, segment) : StorageFault(.write, segment: segment, code: 0)
      }
      done += result
    }
  }

  /// Makes the file durable.
  public mutating func flush(segment: UInt32) throws(StorageFault) {
    try select(segment, creates: false, for: .flush)
    guard fdatasync(open.file) == 0 else { throw fault(.flush, segment) }
  }

  /// Makes `open` the segment's file.
  private mutating func select(
    _ segment: UInt32, creates: Bool, for operation: StorageFault.Operation
  ) throws(StorageFault) {
    if open.segment == segment && open.file >= 0 { return }
    // No other number has a name of its own.
    guard segment > 0 && segment <= SegmentHeader.highestNumber else {
      throw StorageFault(operation, segment: segment, code: EINVAL)
    }
    release()
    let name = SegmentFileName.name(of: segment)
    // The kernel reads the name, which ends in zero, during the call.
    let file = unsafe name.span.withUnsafeBytes { bytes in
      unsafe linux_open_in_folder(folder, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), creates ? 0o640 : 0)
    }
    guard file >= 0 else { throw fault(operation, segment) }
    open = (segment, file)
  }

  private mutating func release() {
    if open.file >= 0 { _ = close(open.file) }
    open = (0, -1)
  }

  private mutating func readEntries() -> Int {
    let folder = folder
    var bytes = entries.mutableSpan
    // The kernel fills no more than the buffer, during the call.
    return unsafe bytes.withUnsafeMutableBytes { unsafe linux_folder_entries(folder, $0.baseAddress, $0.count) }
  }

  private func fault(_ operation: StorageFault.Operation, _ segment: UInt32) -> StorageFault {
    StorageFault(operation, segment: segment, code: linux_error())
  }
}
