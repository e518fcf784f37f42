import Vocabulary

/// A tensor in the arena.
public struct TensorPlan: Equatable, Sendable {
  /// Bytes of a record in the section.
  public static let recordBytes = 32
  /// Most dimensions a tensor has.
  public static let maximumRank = 4

  /// Offset of its first byte in the arena, a multiple of an element's bytes.
  public var arenaOffset: Int32
  /// Its shape, outermost first; those beyond the rank are 1.
  public var dimensions: InlineArray<4, Int32>
  /// Its index in the `.tflite` it was compiled from.
  public var sourceIndex: Int32
  /// The element that stands for zero.
  public var zeroPoint: Int32
  /// How many of `dimensions` there are, 0 to 4.
  public var rank: UInt8
  /// What its elements are.
  public var elements: ElementType

  /// Creates a scalar at the arena's start.
  public init() {
    arenaOffset = 0
    dimensions = InlineArray(repeating: 1)
    sourceIndex = 0
    zeroPoint = 0
    rank = 0
    elements = .int8
  }

  /// What stands where there is none: zeros.
  static var unused: TensorPlan {
    var tensor = TensorPlan()
    tensor.dimensions = InlineArray(repeating: 0)
    return tensor
  }

  /// How many elements it has.
  public var count: Int {
    var product = 1
    for axis in 0..<TensorPlan.maximumRank { product *= Int(dimensions[axis]) }
    return product
  }

  /// Offset of its first byte in the arena.
  var base: Int { Int(arenaOffset) }

  /// How many bytes it takes.
  public var byteCount: Int { count * elements.byteCount }

  /// The bytes it takes in the arena.
  public var range: Range<Int> { base..<(base + byteCount) }

  /// Whether both are the same.
  public static func == (left: TensorPlan, right: TensorPlan) -> Bool {
    for axis in 0..<maximumRank where left.dimensions[axis] != right.dimensions[axis] { return false }
    return left.arenaOffset == right.arenaOffset && left.rank == right.rank && left.sourceIndex == right.sourceIndex
      && left.zeroPoint == right.zeroPoint && left.elements == right.elements
  }

  /// Appends the tensor's record.
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(littleEndian: arenaOffset)
    sink.append(rank)
    sink.append(elements.rawValue)
    sink.append(littleEndian: UInt16(0))
    for axis in 0..<TensorPlan.maximumRank { sink.append(littleEndian: dimensions[axis]) }
    sink.append(littleEndian: sourceIndex)
    sink.append(littleEndian: zeroPoint)
  }

  /// Reads a tensor's record and checks it against the arena.
  ///
  /// - Parameters:
  ///   - section: The model section.
  ///   - offset: Where the record starts.
  ///   - arenaBytes: The arena's size, at most 2^31 - 1.
  /// - Throws: `ModelFault` at the field that is wrong.
  init(section: Span<UInt8>, at offset: Int, arenaBytes: Int) throws(ModelFault) {
    self.init()
    var cursor = ByteCursor<ModelFault>(at: offset)
    arenaOffset = try cursor.size(in: section)
    rank = try cursor.next(UInt8.self, in: section)
    guard rank <= TensorPlan.maximumRank else { throw ModelFault(.tensor, offset: offset + 4, found: Int64(rank)) }
    elements = try cursor.elementType(in: section)
    try cursor.zeros(2, in: section)
    var bytes = Int64(elements.byteCount)
    for axis in 0..<TensorPlan.maximumRank {
      let size = try cursor.size(in: section)
      guard size >= 1 && (axis < Int(rank) || size == 1) else {
        throw ModelFault(.tensor, offset: cursor.offset - 4, found: Int64(size))
      }
      dimensions[axis] = size
      bytes *= Int64(size)
      guard bytes <= Int64(arenaBytes) else {
        throw ModelFault(.tensor, offset: cursor.offset - 4, found: Int64(size))
      }
    }
    guard
      Int(arenaOffset) % elements.byteCount == 0
        && Int64(arenaOffset) + bytes + Int64(InferenceLimits.readAheadBytes) <= Int64(arenaBytes)
    else {
      throw ModelFault(.tensor, offset: offset, found: Int64(arenaOffset))
    }
    sourceIndex = try cursor.size(in: section)
    zeroPoint = try cursor.next(Int32.self, in: section)
    guard elements.zeroPoints.contains(zeroPoint) else {
      throw ModelFault(.quantisation, offset: cursor.offset - 4, found: Int64(zeroPoint))
    }
  }
}
