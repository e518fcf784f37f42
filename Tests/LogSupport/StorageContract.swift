import EventLog

/// What every place for segments must do alike.
public enum StorageContract {
  /// Does everything once to an empty storage that a log does, and some things that it does not.
  ///
  /// - Returns: What came of it, to be compared with what comes of it elsewhere.
  public static func trace<Storage: SegmentStorage & ~Copyable>(_ storage: inout Storage) throws -> [String] {
    var trace: [String] = []
    func note(_ what: String, _ storage: inout Storage) throws {
      let range = try storage.segments()
      trace.append("\(what): \(range.first)...\(range.last)")
    }
    func read(_ segment: UInt32, _ offset: Int, _ count: Int, _ storage: inout Storage) throws {
      var bytes = [UInt8](repeating: 0xEE, count: count + 2)
      var span = bytes.mutableSpan
      let found = try storage.read(segment: segment, at: offset, count: count, into: &span)
      trace.append("\(segment) at \(offset): \(found) \(bytes)")
    }
    let five: [UInt8] = [1, 2, 3, 4, 5]
    try note("empty", &storage)
    try read(1, 0, 4, &storage)
    try storage.prepare(segment: 7, byteCount: 600)
    try note("one", &storage)
    try read(7, 596, 8, &storage)
    try storage.write(five.span, segment: 7, at: 593)
    try storage.flush(segment: 7)
    try read(7, 590, 10, &storage)
    try read(7, 600, 4, &storage)
    try read(7, 10_000, 4, &storage)
    try storage.prepare(segment: 7, byteCount: 610)
    try read(7, 592, 18, &storage)
    try storage.prepare(segment: 7, byteCount: 100)
    try read(7, 605, 10, &storage)
    try storage.prepare(segment: 99_999_999, byteCount: 512)
    try storage.prepare(segment: 8, byteCount: 512)
    try note("three", &storage)
    try storage.write(five.span, segment: 8, at: 0)
    try read(99_999_999, 0, 2, &storage)
    try read(8, 0, 2, &storage)
    try storage.remove(segment: 7)
    try storage.remove(segment: 7)
    try storage.remove(segment: 3)
    try read(7, 593, 5, &storage)
    try note("removed", &storage)
    try storage.prepare(segment: 7, byteCount: 4)
    try read(7, 0, 6, &storage)
    let nothing: [UInt8] = []
    try storage.write(nothing.span, segment: 7, at: 4)
    try note("again", &storage)
    return trace
  }
}
