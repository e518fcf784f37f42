extension UInt8 {
  /// Whether the byte is a space or another printable character of ASCII: what texts on the board are made of.
  @inlinable
  public var isPrintableASCII: Bool { self >= 0x20 && self <= 0x7E }

  /// Whether the byte is a printable character of ASCII other than a space.
  @inlinable
  public var isVisibleASCII: Bool { self > 0x20 && self <= 0x7E }
}
