import Vocabulary

extension Unicode.Scalar {
  /// Whether the character is a space or another printable one of ASCII.
  public var isPrintableASCII: Bool { UInt8(exactly: value)?.isPrintableASCII ?? false }
}

extension StringProtocol {
  /// The beginning of what a stranger wrote, fit for a terminal: other characters than printable ASCII as `?`.
  ///
  /// - Parameter most: So many characters at most.
  /// - Returns: The text.
  public func plain(most: Int) -> String {
    String(unicodeScalars.prefix(most).map { $0.isPrintableASCII ? Character($0) : "?" })
  }
}
