extension ElementType {
  /// The element that begins at a byte of the arena.
  @inline(__always)
  func load(_ arena: Span<Int8>, at place: Int) -> Int32 {
    self == .int8 ? Int32(arena[place]) : Int16.load(arena, at: place)
  }

  /// The element that begins at a byte of the section.
  @inline(__always)
  func load(_ section: Span<UInt8>, at place: Int) -> Int32 {
    let low = Int32(section[place])
    return self == .int8 ? Int32(Int8(truncatingIfNeeded: low)) : Int32(Int8(bitPattern: section[place + 1])) << 8 | low
  }

  /// Writes an element whose value fits.
  @inline(__always)
  func store(_ value: Int32, in arena: inout MutableSpan<Int8>, at place: Int) {
    arena[place] = Int8(truncatingIfNeeded: value)
    if self == .int16 { arena[place + 1] = Int8(truncatingIfNeeded: value >> 8) }
  }
}

extension Int16 {
  /// Bytes of an element.
  static var byteCount: Int { 2 }

  /// The element that begins at a byte of the arena.
  @inline(__always)
  static func load(_ arena: Span<Int8>, at place: Int) -> Int32 {
    // One check for both bytes.
    let bytes = arena.extracting(place..<(place + 2))
    return Int32(bytes[1]) << 8 | Int32(UInt8(bitPattern: bytes[0]))
  }
}
