/// Bytes of a flatbuffer, read with every offset and length checked.
struct FlatBuffer {
  /// The file.
  let bytes: [UInt8]

  /// A little-endian whole number.
  ///
  /// - Parameters:
  ///   - type: The number's type.
  ///   - offset: Where it starts.
  ///   - name: What it is, for the error.
  /// - Returns: The number.
  /// - Throws: `ModelImportError.malformed` if it does not lie in the file.
  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int, _ name: String
  ) throws(ModelImportError) -> Value {
    let width = Value.bitWidth / 8
    guard offset >= 0 && width <= bytes.count - offset else {
      throw ModelImportError.malformed(offset: offset, expected: "\(width) bytes of \(name), file has \(bytes.count)")
    }
    return bytes.span.number(type, at: offset)
  }

  /// The place an offset field points to.
  func follow(_ offset: Int, _ name: String) throws(ModelImportError) -> Int {
    offset + Int(try integer(UInt32.self, at: offset, "offset of \(name)"))
  }

  /// The table the file starts with, if its identifier is `identifier`.
  func root(identifier: String) throws(ModelImportError) -> FlatBufferTable {
    guard bytes.count >= 8, bytes[4..<8].elementsEqual(identifier.utf8) else {
      throw ModelImportError.malformed(offset: 4, expected: "the file identifier \(identifier)")
    }
    return try FlatBufferTable(self, at: try follow(0, "the root table"), "the root table")
  }

  /// The elements of a vector.
  ///
  /// - Parameters:
  ///   - offset: Where the vector's length is.
  ///   - width: Bytes of an element.
  ///   - name: What it is, for the error.
  /// - Returns: The bytes of its elements.
  /// - Throws: `ModelImportError.malformed` if they do not lie in the file.
  func vector(at offset: Int, width: Int, _ name: String) throws(ModelImportError) -> Range<Int> {
    let count = Int(try integer(UInt32.self, at: offset, "length of \(name)"))
    let start = offset + 4
    guard count <= (bytes.count - start) / width else {
      throw ModelImportError.malformed(
        offset: offset, expected: "\(name) within the file, found \(count) elements of \(width) bytes")
    }
    return start..<(start + count * width)
  }
}
