import CLinux

/// A file of a few bytes in a folder.
public enum SmallFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: The file's name in ASCII.
  ///   - folder: The folder.
  ///   - bytes: Filled from its start with as much of the file as fits.
  /// - Returns: How many bytes were read; nil if there is no such file.
  /// - Throws: `SystemFault`.
  public static func read(
    _ name: StaticString, in folder: borrowing FileDescriptor, into bytes: inout MutableSpan<UInt8>
  ) throws(SystemFault) -> Int? {
    // A static string ends in zero. The kernel writes within the span, during the calls.
    let file = unsafe linux_open_in_folder(folder.number, name.cString, false)
    guard file >= 0 else {
      if linux_error() == ENOENT { return nil }
      throw SystemFault("open", code: linux_error())
    }
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe linux_read_at(file, $0.baseAddress, $0.count, 0) }
    let code = linux_error()
    _ = close(file)
    guard count >= 0 else { throw SystemFault("read", code: code) }
    return count
  }

  /// Writes a file's first bytes, durable on return.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: The file's name in ASCII; made if it is not there.
  ///   - folder: The folder.
  /// - Throws: `SystemFault`.
  public static func write(
    _ bytes: Span<UInt8>, to name: StaticString, in folder: borrowing FileDescriptor
  ) throws(SystemFault) {
    // A static string ends in zero. The kernel only reads the span's bytes, during the calls.
    let file = unsafe linux_open_in_folder(folder.number, name.cString, true)
    guard file >= 0 else { throw SystemFault("open", code: linux_error()) }
    let count = unsafe bytes.withUnsafeBytes { unsafe linux_write_at(file, $0.baseAddress, $0.count, 0) }
    let isDurable = count == bytes.count && fsync(file) == 0 && fsync(folder.number) == 0
    let code = linux_error()
    _ = close(file)
    guard isDurable else { throw SystemFault("write", code: code) }
  }
}

extension StaticString {
  /// The text for C.
  fileprivate var cString: UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
