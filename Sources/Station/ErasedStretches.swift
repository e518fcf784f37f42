/// What was erased from each segment of a log.
public struct ErasedStretches: Sendable {
  private var stretches: [UInt32: [ErasedStretch]] = [:]

  /// Nothing was erased.
  public init() {}

  /// Takes a log's erasures.
  public init(_ erasures: [LogErasure]) {
    for stretch in erasures.flatMap(\.stretches) { stretches[stretch.segment, default: []].append(stretch) }
    for segment in stretches.keys { stretches[segment]?.sort { $0.offsets.lowerBound < $1.offsets.lowerBound } }
  }

  /// Segments that something was erased from, in order.
  var segments: [UInt32] { stretches.keys.sorted() }

  /// The stretches of a segment, in order.
  subscript(segment: UInt32) -> [ErasedStretch] { stretches[segment] ?? [] }

  /// The stretch that begins at a place.
  func stretch(_ segment: UInt32, at offset: Int) -> ErasedStretch? {
    guard let list = stretches[segment] else { return nil }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].offsets.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low].offsets.lowerBound == offset ? list[low] : nil
  }

  /// Bytes of a segment from an offset on, without what was erased there.
  func blanked(_ bytes: [UInt8], at offset: Int, of segment: UInt32) -> [UInt8] {
    var bytes = bytes
    for stretch in self[segment] {
      let zeros = stretch.zeros.clamped(to: offset..<(offset + bytes.count))
      for index in zeros { bytes[index - offset] = 0 }
    }
    return bytes
  }
}
