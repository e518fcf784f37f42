import CLinux
import Vocabulary

/// An open file, closed when it goes.
public struct FileDescriptor: ~Copyable {
  /// The system's number of it.
  let number: Int32

  /// Opens an existing file for reading; a symbolic link is refused.
  ///
  /// - Parameter path: The path, ending in zero.
  /// - Throws: `SystemFault`.
  public init(openingForReading path: Span<UInt8>) throws(SystemFault) {
    try unsafe self.init(path) { unsafe linux_open_for_reading($0) }
  }

  /// Opens a device for reading and writing; a symbolic link is refused.
  ///
  /// - Parameter path: The path, ending in zero.
  /// - Throws: `SystemFault`.
  public init(openingDevice path: Span<UInt8>) throws(SystemFault) {
    try unsafe self.init(path) { unsafe linux_open_device($0) }
  }

  /// Opens a folder for this program alone; a symbolic link is refused, also with a slash behind it.
  ///
  /// - Parameter path: The path, ending in zero.
  /// - Throws: `SystemFault`.
  public init(openingFolder path: Span<UInt8>) throws(SystemFault) {
    try unsafe self.init(path) { unsafe linux_open_folder($0) }
  }

  /// Opens an existing file of a folder for reading; a symbolic link is refused.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - folder: The folder.
  /// - Throws: `SystemFault`.
  init(openingForReading name: StaticString, in folder: borrowing FileDescriptor) throws(SystemFault) {
    // A static string ends in zero. The kernel only reads it, during the call.
    number = unsafe linux_open_in_folder_for_reading(folder.number, name.cString)
    guard number >= 0 else { throw SystemFault(.open, FixedText(name), code: linux_error()) }
  }

  @unsafe
  private init(_ path: Span<UInt8>, open: (UnsafePointer<CChar>?) -> Int32) throws(SystemFault) {
    // The kernel only reads the path, up to the zero that is checked here, during the call.
    precondition(path.count > 0 && path[path.count - 1] == 0)
    number = unsafe path.withUnsafeBytes { unsafe open($0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
    guard number >= 0 else { throw SystemFault(.open, FixedText(fitting: path), code: linux_error()) }
  }

  deinit {
    _ = close(number)
  }

  /// Reads the next bytes.
  ///
  /// - Parameters:
  ///   - bytes: Filled from `offset` on.
  ///   - offset: Where in `bytes` the first byte goes.
  /// - Returns: How many bytes were read: 0 at the end only.
  /// - Throws: `SystemFault`.
  public mutating func read(into bytes: inout MutableSpan<UInt8>, at offset: Int) throws(SystemFault) -> Int {
    precondition(offset >= 0 && offset <= bytes.count)
    let descriptor = number
    // The kernel writes no more than the span's bytes from `offset` on, during the call.
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe linux_read(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
    }
    guard count >= 0 else { throw SystemFault(.read, code: linux_error()) }
    return count
  }
}
