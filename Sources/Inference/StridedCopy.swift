import Vocabulary

/// Which elements of one tensor go where in another: transposition, slices, parts of a concatenation, borders and
/// repetition are all this.
public struct StridedCopy: Equatable, Sendable {
  /// How many axes it has; axes that are not needed have size 1.
  public static let axes = 5
  /// Bytes of its record in the section.
  public static let recordBytes: Int64 = 4 * (3 * 5 + 3)

  /// Steps along each axis, the outermost first.
  public var sizes = InlineArray<5, Int32>(repeating: 1)
  /// Elements of the source from one step to the next; 0 repeats, a negative one goes backwards.
  public var sourceStrides = InlineArray<5, Int32>(repeating: 0)
  /// Elements of the target from one step to the next.
  public var targetStrides = InlineArray<5, Int32>(repeating: 0)
  /// The first element read.
  public var sourceStart: Int32 = 0
  /// The first element written.
  public var targetStart: Int32 = 0
  /// Whether all of the target is set to its zero point first.
  public var fills = false

  /// Creates a copy of one element.
  public init() {}

  /// Appends the record.
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    for axis in 0..<StridedCopy.axes {
      sink.append(littleEndian: sizes[axis])
      sink.append(littleEndian: sourceStrides[axis])
      sink.append(littleEndian: targetStrides[axis])
    }
    sink.append(littleEndian: sourceStart)
    sink.append(littleEndian: targetStart)
    sink.append(littleEndian: Int32(fills ? 1 : 0))
  }

  /// Reads a record that lies within the section.
  init(section: Span<UInt8>, at offset: Int) {
    var place = offset
    for axis in 0..<StridedCopy.axes {
      sizes[axis] = section.int32(at: place)
      sourceStrides[axis] = section.int32(at: place + 4)
      targetStrides[axis] = section.int32(at: place + 8)
      place += 12
    }
    sourceStart = section.int32(at: place)
    targetStart = section.int32(at: place + 4)
    fills = section.int32(at: place + 8) != 0
  }

  /// Whether it reads and writes within tensors of so many elements, and writes no more often than the target has
  /// elements.
  func fits(source: Int64, target: Int64) -> Bool {
    var steps: Int64 = 1
    for axis in 0..<StridedCopy.axes {
      guard sizes[axis] >= 1 && sizes[axis] <= WindowGeometry.maximumSize else { return false }
      steps *= Int64(sizes[axis])
      guard steps <= target else { return false }
    }
    return stays(within: source, from: sourceStart, by: sourceStrides)
      && stays(within: target, from: targetStart, by: targetStrides)
  }

  private func stays(within count: Int64, from start: Int32, by strides: InlineArray<5, Int32>) -> Bool {
    var (lowest, highest) = (Int64(start), Int64(start))
    for axis in 0..<StridedCopy.axes {
      let reach = Int64(sizes[axis] - 1) * Int64(strides[axis])
      if reach < 0 { lowest += reach } else { highest += reach }
    }
    return lowest >= 0 && highest < count
  }

  /// Whether both are the same.
  public static func == (left: StridedCopy, right: StridedCopy) -> Bool {
    for axis in 0..<axes {
      guard
        left.sizes[axis] == right.sizes[axis] && left.sourceStrides[axis] == right.sourceStrides[axis]
          && left.targetStrides[axis] == right.targetStrides[axis]
      else { return false }
    }
    return left.sourceStart == right.sourceStart && left.targetStart == right.targetStart && left.fills == right.fills
  }
}
