/// Any function of one int8, by a table of its 256 values, -128 first.
enum ReferenceTableInt8 {
  /// Bytes of the table.
  static let tableBytes: Int64 = 256

  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let zero = Int(step.weightsOffset) + 128
    for index in 0..<Int(step.geometry.inputCount) {
      arena[target + index] = Int8(bitPattern: section[zero + Int(arena[source + index])])
    }
  }
}
