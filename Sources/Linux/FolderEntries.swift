/// A folder's entries as the kernel packs them (`struct linux_dirent64`): inode u64, offset u64, length u16, type u8,
/// name.
enum FolderEntries {
  private static let lengthOffset = 16
  private static let nameOffset = 19

  /// Calls `body` with each name, its closing zero and what may follow it included.
  static func forEach(in bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    var start = 0
    while start + nameOffset < bytes.count {
      let length = Int(bytes[start + lengthOffset]) | Int(bytes[start + lengthOffset + 1]) << 8
      guard length > nameOffset && start + length <= bytes.count else { return }
      body(bytes.extracting(start + nameOffset..<start + length))
      start += length
    }
  }
}
