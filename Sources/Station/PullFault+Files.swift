import Foundation

extension PullFault {
  /// A file here that cannot be written.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - error: What the system said.
  /// - Returns: The fault; of a full disk, with what to do.
  static func writing(_ path: String, _ error: any Error) -> PullFault {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let isFull =
      (error as? CocoaError)?.code == .fileWriteOutOfSpace || Self.isFull(error as NSError)
      || underlying.map(Self.isFull) == true
    return .file(
      path: path,
      reason: isFull
        ? "this computer's disk is full: make room and run this again; what has come until now is kept"
        : error.localizedDescription)
  }

  private static func isFull(_ error: NSError) -> Bool {
    error.domain == NSPOSIXErrorDomain && [ENOSPC, EDQUOT].contains(Int32(error.code))
  }
}
