/// Why a recording could not be read, as it was said when it was tried.
public struct StoredFault: Error, CustomStringConvertible {
  /// The reason.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
