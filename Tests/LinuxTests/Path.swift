import Foundation

@testable import Linux

extension FileDescriptor {
  /// Opens a folder by its URL.
  init(folder url: URL) throws {
    let path = Array(url.path.utf8) + [0]
    try self.init(openingFolder: path.span)
  }
}
