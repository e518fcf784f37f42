import Inference

extension ModelLowering {
  /// One axis of a copy: how often, and by how many elements of the source and of the target.
  typealias CopyAxis = (size: Int, source: Int, target: Int)

  /// Numbers of the options' kinds in TensorFlow Lite's schema.
  private enum OptionsType {
    static let concatenation: UInt8 = 10
    static let stridedSlice: UInt8 = 32
    static let pack: UInt8 = 59
  }

  /// Elements from one step along each axis of a shape to the next.
  static func strides(_ shape: [Int]) -> [Int] {
    shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
  }

  /// Adds a copy between two tensors of one scale and zero point.
  ///
  /// - Parameters:
  ///   - step: The step it belongs to.
  ///   - source: What is read.
  ///   - target: What is written.
  ///   - axes: The outermost first.
  ///   - start: First elements of the source and of the target.
  ///   - fill: What the rest of the target is set to before, if anything.
  /// - Throws: `ModelImportError.unsupported` if it has too many axes.
  mutating func appendCopy(
    _ step: Network.Step, from source: Activation, to target: Activation, axes: [CopyAxis],
    start: (source: Int, target: Int) = (0, 0), fill: Int32? = nil
  ) throws(ModelImportError) {
    guard source.scale == target.scale && source.zeroPoint == target.zeroPoint && source.elements == target.elements
    else {
      throw unsupported(
        step, "\"\(source.name)\" in another scale, zero point or type than \"\(target.name)\"", "one for both")
    }
    let merged = ModelLowering.merged(axes)
    guard merged.count <= StridedCopy.axes else {
      throw unsupported(step, "\(source.shape) becomes \(target.shape)", "at most \(StridedCopy.axes) axes")
    }
    var copy = StridedCopy()
    for (index, axis) in merged.enumerated() {
      let place = StridedCopy.axes - merged.count + index
      copy.sizes[place] = Int32(axis.size)
      copy.sourceStrides[place] = Int32(axis.source)
      copy.targetStrides[place] = Int32(axis.target)
    }
    copy.sourceStart = Int32(start.source)
    copy.targetStart = Int32(start.target)
    copy.fills = fill != nil
    var range = ModelLowering.range(of: target)
    range.zeroPoint = fill ?? target.zeroPoint
    var operation = Operator(.copy, input: source.number, output: target.number, range: range)
    operation.elements = source.elements
    operation.outputElements = target.elements
    operation.geometry.inputChannels = Int32(source.count)
    operation.geometry.outputChannels = Int32(target.count)
    var record = ByteArray()
    copy.encode(into: &record)
    lowered.append(Lowered(step: operation, code: step.code, weights: record.bytes))
  }

  /// The same copy with as few axes as it takes.
  private static func merged(_ axes: [CopyAxis]) -> [CopyAxis] {
    var result: [CopyAxis] = []
    for axis in axes where axis.size > 1 {
      if let outer = result.last, outer.source == axis.size * axis.source, outer.target == axis.size * axis.target {
        result[result.count - 1] = (outer.size * axis.size, axis.source, axis.target)
      } else {
        result.append(axis)
      }
    }
    return result
  }

  /// A part of the source, as large as the target, with a stride along each axis.
  private mutating func appendSlice(
    _ step: Network.Step, from source: Activation, to target: Activation, begin: [Int], sizes: [Int], by steps: [Int]
  ) throws(ModelImportError) {
    let strides = ModelLowering.strides(source.shape)
    for (axis, size) in sizes.enumerated() {
      let last = begin[axis] + (size - 1) * steps[axis]
      guard size >= 1, (0..<source.shape[axis]).contains(begin[axis]), (0..<source.shape[axis]).contains(last) else {
        throw unsupported(
          step, "\(size) elements from \(begin[axis]) along axis \(axis) of \(source.shape)", "elements that are there")
      }
    }
    guard sizes.reduce(1, *) == target.count else {
      throw unsupported(step, "\(sizes) of \(source.shape) as \(target.shape)", "as many elements")
    }
    let targetStrides = ModelLowering.strides(sizes)
    try appendCopy(
      step, from: source, to: target,
      axes: sizes.indices.map { (sizes[$0], strides[$0] * steps[$0], targetStrides[$0]) },
      start: (zip(begin, strides).reduce(0) { $0 + $1.0 * $1.1 }, 0))
  }

  /// TRANSPOSE.
  mutating func lowerTransposition(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let order = try constantIntegers(1, of: step)
    guard order.sorted() == Array(source.shape.indices), target.shape == order.map({ source.shape[$0] }) else {
      throw unsupported(step, "axes \(order) of \(source.shape) as \(target.shape)", "each axis once")
    }
    let (from, to) = (ModelLowering.strides(source.shape), ModelLowering.strides(target.shape))
    try appendCopy(
      step, from: source, to: target, axes: order.indices.map { (target.shape[$0], from[order[$0]], to[$0]) })
  }

  /// TILE: the whole source again and again along some axes.
  mutating func lowerTiling(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let times = try constantIntegers(1, of: step)
    guard times.count == source.shape.count, times.allSatisfy({ (1...1 << 20).contains($0) }),
      target.shape == source.shape.indices.map({ source.shape[$0] * times[$0] })
    else {
      throw unsupported(step, "\(times) times \(source.shape) as \(target.shape)", "a number for each axis")
    }
    let (from, to) = (ModelLowering.strides(source.shape), ModelLowering.strides(target.shape))
    try appendCopy(
      step, from: source, to: target,
      axes: source.shape.indices.flatMap { axis in
        [(times[axis], 0, source.shape[axis] * to[axis]), (source.shape[axis], from[axis], to[axis])]
      })
  }

  /// SLICE.
  mutating func lowerSlice(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let (begin, sizes) = (try constantIntegers(1, of: step), try constantIntegers(2, of: step))
    guard begin.count == source.shape.count && sizes.count == begin.count else {
      throw unsupported(step, "a slice from \(begin) of \(source.shape)", "one number for each axis")
    }
    let whole = sizes.indices.map { sizes[$0] == -1 ? source.shape[$0] - begin[$0] : sizes[$0] }
    try appendSlice(
      step, from: source, to: target, begin: begin, sizes: whole, by: Array(repeating: 1, count: whole.count))
  }

  /// STRIDED_SLICE, without ellipsis and new axes.
  mutating func lowerStridedSlice(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.stridedSlice)
    let source = try source(0, of: step)
    let target = try target(of: step)
    let rank = source.shape.count
    let given = [
      try constantIntegers(1, of: step), try constantIntegers(2, of: step), try constantIntegers(3, of: step),
    ]
    guard try options.integer(2, Int32.self) == 0, try options.integer(3, Int32.self) == 0,
      given.allSatisfy({ $0.count == given[0].count }), given[0].count <= rank, !given[2].contains(0),
      given[2].allSatisfy({ (-1 << 20...1 << 20).contains($0) })
    else {
      throw unsupported(step, "\(given) of \(source.shape)", "a begin, end and stride for each axis, no ellipsis")
    }
    let masks = (try options.integer(0, Int32.self), try options.integer(1, Int32.self))
    let shrink = try options.integer(4, Int32.self)
    var (begin, sizes, steps) = (Array(repeating: 0, count: rank), source.shape, Array(repeating: 1, count: rank))
    for axis in given[0].indices {
      let (size, by) = (source.shape[axis], given[2][axis])
      func place(_ value: Int, isMasked: Bool, masked: Int) -> Int {
        if isMasked { return masked }
        let counted = value < 0 ? value + size : value
        return by > 0 ? max(0, min(size, counted)) : max(-1, min(size - 1, counted))
      }
      let first = place(given[0][axis], isMasked: masks.0 >> Int32(axis) & 1 == 1, masked: by > 0 ? 0 : size - 1)
      let end = place(given[1][axis], isMasked: masks.1 >> Int32(axis) & 1 == 1, masked: by > 0 ? size : -1)
      let isOne = shrink >> Int32(axis) & 1 == 1
      begin[axis] = first
      steps[axis] = by
      sizes[axis] = isOne ? 1 : (end - first + by - by.signum()) / by
    }
    try appendSlice(step, from: source, to: target, begin: begin, sizes: sizes, by: steps)
  }

  /// SPLIT and SPLIT_V along an axis.
  mutating func lowerSplit(_ step: Network.Step) throws(ModelImportError) {
    let isSized = step.code == .splitV
    let source = try source(isSized ? 0 : 1, of: step)
    let axis = try axis(try constantIntegers(isSized ? 2 : 0, of: step).first, of: source.shape.count, step)
    var begin = Array(repeating: 0, count: source.shape.count)
    for output in step.outputs {
      let target = try target(output, of: step)
      guard target.shape.count == source.shape.count else {
        throw unsupported(step, "\(target.shape) of \(source.shape)", "as many axes")
      }
      try appendSlice(
        step, from: source, to: target, begin: begin, sizes: target.shape,
        by: Array(repeating: 1, count: target.shape.count))
      begin[axis] += target.shape[axis]
    }
  }

  /// CONCATENATION, and PACK, which has a new axis instead.
  mutating func lowerConcatenation(_ step: Network.Step) throws(ModelImportError) {
    let isPack = step.code == .pack
    let options = try options(of: step, type: isPack ? OptionsType.pack : OptionsType.concatenation)
    let fused = isPack ? 0 : try options.integer(1, Int8.self)
    guard fused == 0 else { throw unsupported(step, "fused activation \(fused)", "none (0)") }
    let target = try target(of: step)
    let given = Int(try options.integer(isPack ? 1 : 0, Int32.self))
    let axis = try axis(given, of: target.shape.count, step)
    let strides = ModelLowering.strides(target.shape)
    var start = 0
    for position in step.inputs.indices {
      let source = try source(position, of: step)
      var shape = source.shape
      if isPack { shape.insert(1, at: min(axis, shape.count)) }
      guard shape.count == target.shape.count, start + shape[axis] <= target.shape[axis],
        shape.indices.allSatisfy({ $0 == axis || shape[$0] == target.shape[$0] })
      else {
        throw unsupported(step, "\(source.shape) in \(target.shape)", "parts of one shape but for axis \(axis)")
      }
      let from = ModelLowering.strides(shape)
      try appendCopy(
        step, from: source, to: target, axes: shape.indices.map { (shape[$0], from[$0], strides[$0]) },
        start: (0, start * strides[axis]))
      start += shape[axis]
    }
    guard start == target.shape[axis] else {
      throw unsupported(step, "\(start) of \(target.shape[axis]) along axis \(axis)", "the whole output")
    }
  }

  /// PAD, and PADV2 with a constant.
  mutating func lowerPadding(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let amounts = try constantIntegers(1, of: step)
    guard amounts.count == 2 * source.shape.count else {
      throw unsupported(step, "padding \(amounts) of \(source.shape)", "two numbers for each axis")
    }
    var fill = target.zeroPoint
    if step.code == .padV2 {
      let isInt8 = target.elements == .int8
      let place = try constant(2, isInt8 ? .int8 : .int16, width: target.elements.byteCount, of: step).data.lowerBound
      fill =
        isInt8
        ? Int32(try network.buffer.integer(Int8.self, at: place, "a padding"))
        : Int32(try network.buffer.integer(Int16.self, at: place, "a padding"))
    }
    let before = source.shape.indices.map { amounts[2 * $0] }
    let after = source.shape.indices.map { amounts[2 * $0 + 1] }
    try appendPadding(step, from: source, to: target, before: before, after: after, fill: fill)
  }

  private mutating func appendPadding(
    _ step: Network.Step, from source: Activation, to target: Activation, before: [Int], after: [Int], fill: Int32
  ) throws(ModelImportError) {
    let isPossible = (before + after).allSatisfy { (0...1 << 20).contains($0) }
    guard isPossible, target.shape == source.shape.indices.map({ source.shape[$0] + before[$0] + after[$0] }) else {
      throw unsupported(
        step, "\(before) before and \(after) after \(source.shape) as \(target.shape)", "their sum, not negative")
    }
    let (from, to) = (ModelLowering.strides(source.shape), ModelLowering.strides(target.shape))
    try appendCopy(
      step, from: source, to: target, axes: source.shape.indices.map { (source.shape[$0], from[$0], to[$0]) },
      start: (0, zip(before, to).reduce(0) { $0 + $1.0 * $1.1 }), fill: fill)
  }

  /// SPACE_TO_BATCH_ND: with padding, then blocks to the batch.
  mutating func lowerSpaceToBatch(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let blocks = try blocks(of: step, source.shape)
    let paddings = try constantIntegers(2, of: step)
    guard paddings.count == 2 * blocks.count, target.shape.count == source.shape.count else {
      throw unsupported(step, "padding \(paddings) of \(source.shape)", "two numbers for each block")
    }
    var padded = source
    if paddings.contains(where: { $0 != 0 }) {
      let rest = Array(repeating: 0, count: source.shape.count - 1 - blocks.count)
      let before = [0] + blocks.indices.map { paddings[2 * $0] } + rest
      let after = [0] + blocks.indices.map { paddings[2 * $0 + 1] } + rest
      guard paddings.allSatisfy({ (0...1 << 20).contains($0) }) else {
        throw unsupported(step, "padding \(paddings)", "none below 0")
      }
      let shape = source.shape.indices.map { source.shape[$0] + before[$0] + after[$0] }
      padded = try scratch(shape, like: source, of: step)
      try appendPadding(step, from: source, to: padded, before: before, after: after, fill: source.zeroPoint)
    }
    try appendCopy(
      step, from: padded, to: target,
      axes: try blockAxes(step, batch: target.shape, space: padded.shape, blocks: blocks)
        .map { ($0.size, $0.space, $0.batch) })
  }

  /// BATCH_TO_SPACE_ND: blocks from the batch, then what is left after cropping.
  mutating func lowerBatchToSpace(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let blocks = try blocks(of: step, source.shape)
    let crops = try constantIntegers(2, of: step)
    guard crops.count == 2 * blocks.count, target.shape.count == source.shape.count,
      crops.allSatisfy({ (0...1 << 20).contains($0) })
    else {
      throw unsupported(step, "crops \(crops) of \(source.shape)", "two numbers for each block")
    }
    var shape = target.shape
    for axis in blocks.indices { shape[axis + 1] += crops[2 * axis] + crops[2 * axis + 1] }
    let isWhole = crops.allSatisfy { $0 == 0 }
    let space = isWhole ? target : try scratch(shape, like: source, of: step)
    try appendCopy(
      step, from: source, to: space,
      axes: try blockAxes(step, batch: source.shape, space: shape, blocks: blocks)
        .map { ($0.size, $0.batch, $0.space) })
    if !isWhole {
      var begin = Array(repeating: 0, count: shape.count)
      for axis in blocks.indices { begin[axis + 1] = crops[2 * axis] }
      try appendSlice(
        step, from: space, to: target, begin: begin, sizes: target.shape,
        by: Array(repeating: 1, count: shape.count))
    }
  }

  private func blocks(of step: Network.Step, _ shape: [Int]) throws(ModelImportError) -> [Int] {
    let blocks = try constantIntegers(1, of: step)
    guard shape.count == blocks.count + 2, blocks.count <= 2, blocks.allSatisfy({ (1...1 << 10).contains($0) }) else {
      throw unsupported(step, "blocks of \(blocks) in \(shape)", "one or two, between the batch and the channels")
    }
    return blocks
  }

  /// The axes that blocks of `space` and the batches made of them have in common.
  private func blockAxes(
    _ step: Network.Step, batch: [Int], space: [Int], blocks: [Int]
  ) throws(ModelImportError) -> [(size: Int, batch: Int, space: Int)] {
    let last = space.count - 1
    guard batch[0] == space[0] * blocks.reduce(1, *), batch[last] == space[last],
      blocks.indices.allSatisfy({ batch[$0 + 1] * blocks[$0] == space[$0 + 1] })
    else {
      throw unsupported(step, "blocks of \(blocks) between \(space) and \(batch)", "whole blocks")
    }
    let (inBatch, inSpace) = (ModelLowering.strides(batch), ModelLowering.strides(space))
    var axes: [(size: Int, batch: Int, space: Int)] = []
    for (axis, block) in blocks.enumerated() {
      let batches = blocks[(axis + 1)...].reduce(space[0], *)
      axes.append((block, batches * inBatch[0], inSpace[axis + 1]))
    }
    axes.append((space[0], inBatch[0], inSpace[0]))
    for (axis, block) in blocks.enumerated() {
      axes.append((batch[axis + 1], inBatch[axis + 1], block * inSpace[axis + 1]))
    }
    axes.append((space[last], 1, 1))
    return axes
  }

  /// An axis that may be counted from the end.
  private func axis(_ given: Int?, of rank: Int, _ step: Network.Step) throws(ModelImportError) -> Int {
    guard let given, (-rank..<rank).contains(given) else {
      throw unsupported(step, "axis \(given.map(String.init) ?? "missing")", "one of \(rank)")
    }
    return given < 0 ? given + rank : given
  }
}
