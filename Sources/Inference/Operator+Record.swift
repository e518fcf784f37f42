import Vocabulary

extension Operator {
  /// Appends the operator's record.
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(kind.rawValue)
    sink.append(elements.rawValue)
    sink.append(littleEndian: input)
    sink.append(littleEndian: secondInput)
    sink.append(littleEndian: output)
    sink.append(littleEndian: inputZeroPoint)
    sink.append(littleEndian: secondInputZeroPoint)
    sink.append(littleEndian: range.zeroPoint)
    sink.append(littleEndian: range.minimum)
    sink.append(littleEndian: range.maximum)
    geometry.encode(into: &sink)
    sink.append(littleEndian: weightsOffset)
    sink.append(littleEndian: constantsOffset)
    inputScale.encode(into: &sink)
    secondInputScale.encode(into: &sink)
    outputScale.encode(into: &sink)
    sink.append(outputElements.rawValue)
    sink.append(hasWideSums ? 1 : 0)
    sink.append(littleEndian: UInt16(0))
  }

  /// Reads an operator's record; `validate` then checks it against the tensors.
  ///
  /// - Parameters:
  ///   - section: The model section.
  ///   - offset: Where the record starts.
  /// - Throws: `ModelFault` at the field that is wrong.
  init(section: Span<UInt8>, at offset: Int) throws(ModelFault) {
    var cursor = ByteCursor<ModelFault>(at: offset)
    let rawKind = try cursor.next(UInt8.self, in: section)
    guard let kind = Kind(rawValue: rawKind) else {
      throw ModelFault(.operation, offset: offset, found: Int64(rawKind))
    }
    let elements = try cursor.elementType(in: section)
    let input = try cursor.next(UInt16.self, in: section)
    let secondInput = try cursor.next(UInt16.self, in: section)
    let output = try cursor.next(UInt16.self, in: section)
    self.init(kind, input: input, output: output, range: OutputRange(zeroPoint: 0))
    self.elements = elements
    self.secondInput = secondInput
    inputZeroPoint = try cursor.next(Int32.self, in: section)
    secondInputZeroPoint = try cursor.next(Int32.self, in: section)
    range.zeroPoint = try cursor.next(Int32.self, in: section)
    range.minimum = try cursor.next(Int32.self, in: section)
    range.maximum = try cursor.next(Int32.self, in: section)
    geometry = try WindowGeometry(section: section, cursor: &cursor)
    weightsOffset = try cursor.size(in: section)
    constantsOffset = try cursor.size(in: section)
    inputScale = try Requantisation(section: section, cursor: &cursor)
    secondInputScale = try Requantisation(section: section, cursor: &cursor)
    outputScale = try Requantisation(section: section, cursor: &cursor)
    outputElements = try cursor.elementType(in: section)
    let rawSums = try cursor.next(UInt8.self, in: section)
    guard rawSums <= 1 else { throw ModelFault(.operation, offset: cursor.offset - 1, found: Int64(rawSums)) }
    hasWideSums = rawSums == 1
    try cursor.zeros(2, in: section)
  }
}

extension WindowGeometry {
  /// Appends the twelve sizes.
  func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(littleEndian: inputHeight)
    sink.append(littleEndian: inputWidth)
    sink.append(littleEndian: inputChannels)
    sink.append(littleEndian: outputHeight)
    sink.append(littleEndian: outputWidth)
    sink.append(littleEndian: outputChannels)
    sink.append(littleEndian: kernelHeight)
    sink.append(littleEndian: kernelWidth)
    sink.append(littleEndian: strideHeight)
    sink.append(littleEndian: strideWidth)
    sink.append(littleEndian: paddingTop)
    sink.append(littleEndian: paddingLeft)
  }

  /// Reads the twelve sizes.
  init(section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>) throws(ModelFault) {
    inputHeight = try cursor.size(in: section)
    inputWidth = try cursor.size(in: section)
    inputChannels = try cursor.size(in: section)
    outputHeight = try cursor.size(in: section)
    outputWidth = try cursor.size(in: section)
    outputChannels = try cursor.size(in: section)
    kernelHeight = try cursor.size(in: section)
    kernelWidth = try cursor.size(in: section)
    strideHeight = try cursor.size(in: section)
    strideWidth = try cursor.size(in: section)
    paddingTop = try cursor.size(in: section)
    paddingLeft = try cursor.size(in: section)
  }
}

extension Requantisation {
  /// Appends the multiplier and the exponent.
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(littleEndian: multiplier)
    sink.append(littleEndian: exponent)
  }

  /// Reads and checks the multiplier and the exponent.
  init(section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>) throws(ModelFault) {
    let offset = cursor.offset
    multiplier = try cursor.next(Int32.self, in: section)
    exponent = try cursor.next(Int32.self, in: section)
    guard isValid else { throw ModelFault(.quantisation, offset: offset, found: Int64(multiplier)) }
  }
}
