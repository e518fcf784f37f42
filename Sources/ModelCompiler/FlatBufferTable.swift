/// A table of a flatbuffer: its fields by number, absent ones at their defaults.
struct FlatBufferTable {
  private let buffer: FlatBuffer
  private let name: String
  private let virtualTable: Int
  private let virtualTableBytes: Int
  private let tableBytes: Int
  /// Where the table starts in the file.
  let position: Int

  /// Checks the table's and its virtual table's extent.
  init(_ buffer: FlatBuffer, at position: Int, _ name: String) throws(ModelImportError) {
    self.buffer = buffer
    self.position = position
    self.name = name
    let distance = Int(try buffer.integer(Int32.self, at: position, "\(name)'s virtual table offset"))
    virtualTable = position - distance
    virtualTableBytes = Int(try buffer.integer(UInt16.self, at: virtualTable, "\(name)'s virtual table"))
    tableBytes = Int(try buffer.integer(UInt16.self, at: virtualTable + 2, "\(name)'s size"))
    guard virtualTableBytes >= 4 && virtualTableBytes <= buffer.bytes.count - virtualTable else {
      throw ModelImportError.malformed(
        offset: virtualTable, expected: "\(name)'s virtual table within the file, found \(virtualTableBytes) bytes")
    }
    guard tableBytes >= 4 && tableBytes <= buffer.bytes.count - position else {
      throw ModelImportError.malformed(
        offset: position, expected: "\(name) within the file, found \(tableBytes) bytes")
    }
  }

  /// A number field.
  func integer<Value: FixedWidthInteger>(
    _ field: Int, _ type: Value.Type, default missing: Value = 0
  ) throws(ModelImportError) -> Value {
    guard let place = try place(of: field, width: Value.bitWidth / 8) else { return missing }
    return try buffer.integer(type, at: place, "field \(field) of \(name)")
  }

  /// A table field.
  func table(_ field: Int, _ name: String) throws(ModelImportError) -> FlatBufferTable? {
    guard let place = try place(of: field, width: 4) else { return nil }
    return try FlatBufferTable(buffer, at: try buffer.follow(place, name), name)
  }

  /// A vector of tables, each named by its number.
  func tables(_ field: Int, _ name: String) throws(ModelImportError) -> [FlatBufferTable] {
    guard let elements = try elements(field, width: 4, "\(name)s") else { return [] }
    var tables: [FlatBufferTable] = []
    for place in stride(from: elements.lowerBound, to: elements.upperBound, by: 4) {
      let elementName = "\(name) \(tables.count)"
      tables.append(try FlatBufferTable(buffer, at: try buffer.follow(place, elementName), elementName))
    }
    return tables
  }

  /// A vector of whole numbers.
  func integers<Value: FixedWidthInteger>(
    _ field: Int, _ type: Value.Type, _ name: String
  ) throws(ModelImportError) -> [Value] {
    let width = Value.bitWidth / 8
    guard let elements = try elements(field, width: width, name) else { return [] }
    var values: [Value] = []
    for place in stride(from: elements.lowerBound, to: elements.upperBound, by: width) {
      values.append(try buffer.integer(type, at: place, name))
    }
    return values
  }

  /// Where a vector's elements lie in the file; nil if the field is absent.
  func elements(_ field: Int, width: Int, _ name: String) throws(ModelImportError) -> Range<Int>? {
    guard let place = try place(of: field, width: 4) else { return nil }
    return try buffer.vector(at: try buffer.follow(place, name), width: width, name)
  }

  /// A text field; bytes that are not UTF-8 are replaced.
  func string(_ field: Int, _ name: String) throws(ModelImportError) -> String {
    guard let elements = try elements(field, width: 1, name) else { return "" }
    return String(decoding: buffer.bytes[elements], as: UTF8.self)
  }

  /// Whether the field is present.
  func contains(_ field: Int) throws(ModelImportError) -> Bool {
    try place(of: field, width: 1) != nil
  }

  private func place(of field: Int, width: Int) throws(ModelImportError) -> Int? {
    let slot = 4 + 2 * field
    guard slot + 2 <= virtualTableBytes else { return nil }
    let offset = Int(try buffer.integer(UInt16.self, at: virtualTable + slot, "\(name)'s virtual table"))
    guard offset != 0 else { return nil }
    guard offset >= 4 && offset + width <= tableBytes else {
      throw ModelImportError.malformed(
        offset: virtualTable + slot,
        expected: "field \(field) of \(name) within its \(tableBytes) bytes, found \(offset)")
    }
    return position + offset
  }
}
