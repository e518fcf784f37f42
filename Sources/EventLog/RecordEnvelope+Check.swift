import Vocabulary

extension RecordEnvelope {
  /// The check stored at the end of a record, whose heading this is.
  ///
  /// - Parameters:
  ///   - record: The record's bytes.
  ///   - previousCheck: The check stored before the record.
  /// - Returns: The check.
  /// - Throws: `EnvelopeFault` if the record is cut or its check is not that of its bytes.
  func storedCheck(in record: Span<UInt8>, after previousCheck: UInt32) throws(EnvelopeFault) -> UInt32 {
    guard record.count == recordBytes else { throw .cut(needed: recordBytes, available: record.count) }
    let end = record.count - Self.checkBytes
    var fields = ByteCursor<EnvelopeFault>(at: end)
    let stored = try fields.next(UInt32.self, in: record)
    let computed = Self.check(over: record.extracting(0..<end), after: previousCheck)
    guard stored == computed else { throw .check(stored: stored, computed: computed) }
    return stored
  }

  /// The check of a record.
  ///
  /// - Parameters:
  ///   - bytes: The record's bytes before its check.
  ///   - previousCheck: The check stored before the record.
  /// - Returns: The check.
  static func check(over bytes: Span<UInt8>, after previousCheck: UInt32) -> UInt32 {
    var check = CyclicRedundancyCheck()
    for shift in 0..<4 { check.update(UInt8(truncatingIfNeeded: previousCheck >> UInt32(8 * shift))) }
    check.update(bytes)
    return check.value
  }
}
