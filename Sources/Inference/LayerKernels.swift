import CInference

/// Evaluates operators with the kernels of `CInference`, where they have one for the operator.
enum LayerKernels {
  /// Room for `InferenceLimits.patchBytes`, with those that may be read beyond them.
  typealias Patch = InlineArray<4112, Int8>

  /// Whether there is a kernel for an operator; where not, its reference is used.
  static func cover(_ step: Operator) -> Bool {
    guard step.elements == .int8 && step.outputElements == .int8 else { return false }
    let shape = step.geometry
    switch step.kind {
    case .convolution: return shape.isInside || patchBytes(shape) <= Int64(InferenceLimits.patchBytes)
    case .averagePool: return shape.kernelArea <= InferenceLimits.poolElements
    case .depthwiseConvolution, .fullyConnected, .maximumPool, .mean, .requantisation, .table, .copy, .addition,
      .subtraction, .multiplication, .parametricRectifier, .minimum, .maximum:
      return true
    default: return false
    }
  }

  /// Evaluates one layer that is covered, of each of a batch.
  ///
  /// - Parameters:
  ///   - index: Which of `layers`; as one value it would be copied for the call.
  ///   - layers: The layers of a model, whole or a part of them.
  ///   - batch: Where in memory each one's tensors begin.
  ///   - kernels: A set that this processor has, not the reference.
  ///   - section: The section the operators come from.
  ///   - memory: Where the tensors lie.
  @inline(never)
  static func evaluate(
    _ index: Int, of layers: Span<Pinned<PreparedLayer>>, _ batch: Batch, with kernels: KernelSet,
    section: Span<UInt8>, memory: inout MutableSpan<Int8>
  ) {
    // C takes places in memory. The plan's checks keep all that a kernel reads and writes within the two spans, which
    // live through the calls.
    unsafe section.withUnsafeBufferPointer { section in
      unsafe memory.withUnsafeMutableBufferPointer { memory in
        guard let memory = memory.baseAddress, let section = section.baseAddress else { return }
        let arena = unsafe memory + batch.first
        var layer = unsafe layers[index].value.numbers
        unsafe layer.batch = Int32(truncatingIfNeeded: batch.count)
        unsafe layer.batch_pitch = batch.pitch
        unsafe layer.input = UnsafePointer(arena + layers[index].value.source)
        unsafe layer.second_input = UnsafePointer(arena + layers[index].value.second)
        unsafe layer.output = arena + layers[index].value.target
        unsafe layer.weights = UnsafeRawPointer(section + layers[index].value.weights)
          .assumingMemoryBound(to: Int8.self)
        unsafe layer.constants = UnsafeRawPointer(section + layers[index].value.constants)
          .assumingMemoryBound(to: Int32.self)
        // A constant operand lies in the place of weights.
        if layers[index].value.hasConstantOperand { unsafe layer.second_input = layer.weights }
        unsafe evaluate(
          layers[index].value.kind, isInside: layers[index].value.isInside, Int32(kernels.rawValue), &layer)
      }
    }
  }

  /// The first accumulators of a fully connected layer whose input lies at `place` in each of a batch; see
  /// `ReferenceFullyConnectedInt8`.
  static func accumulate(
    _ index: Int, of layers: Span<Pinned<PreparedLayer>>, _ batch: Batch, from place: Int, section: Span<UInt8>,
    memory: Span<Int8>, into sums: inout MutableSpan<Int32>, at first: Int
  ) {
    precondition(first >= 0 && first <= sums.count - batch.count)
    // As above; the sums' place is checked.
    unsafe section.withUnsafeBufferPointer { section in
      unsafe memory.withUnsafeBufferPointer { memory in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          guard let memory = memory.baseAddress, let section = section.baseAddress, let sums = sums.baseAddress else {
            return
          }
          var layer = unsafe layers[index].value.numbers
          unsafe layer.batch = Int32(truncatingIfNeeded: batch.count)
          unsafe layer.batch_pitch = batch.pitch
          unsafe layer.input = memory + batch.first + place
          unsafe layer.weights = UnsafeRawPointer(section + layers[index].value.weights)
            .assumingMemoryBound(to: Int8.self)
          unsafe layer.constants = UnsafeRawPointer(section + layers[index].value.constants)
            .assumingMemoryBound(to: Int32.self)
          unsafe layer_accumulate(&layer, sums + first)
        }
      }
    }
  }

  @inline(__always)
  @unsafe private static func evaluate(
    _ kind: Operator.Kind, isInside: Bool, _ kernels: Int32, _ layer: inout layer
  ) {
    switch kind {
    case .convolution where !isInside: unsafe convolveOverEdges(kernels, &layer)
    case .convolution, .fullyConnected: unsafe layer_convolution(kernels, &layer)
    case .depthwiseConvolution: unsafe layer_depthwise(kernels, &layer)
    case .averagePool: unsafe layer_average_pool(kernels, &layer)
    case .maximumPool: unsafe layer_maximum_pool(kernels, &layer)
    case .mean: unsafe layer_mean(kernels, &layer)
    case .requantisation: unsafe layer_requantisation(kernels, &layer)
    case .table: unsafe layer_table(&layer)
    case .copy: unsafe layer_strided_copy(&layer)
    case .addition, .subtraction, .multiplication, .parametricRectifier, .minimum, .maximum:
      unsafe layer_arithmetic(kernels, &layer)
    default: break  // Not covered.
    }
  }

  @unsafe private static func convolveOverEdges(_ kernels: Int32, _ layer: inout layer) {
    var patch = Patch(repeating: 0)
    var bytes = patch.mutableSpan
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe layer.patch = bytes.baseAddress
      unsafe layer_convolution(kernels, &layer)
    }
  }

  /// Bytes of one window with its rows filled up to groups.
  private static func patchBytes(_ shape: WindowGeometry) -> Int64 {
    Int64(shape.kernelHeight) * shape.groupsPerRow * Int64(InferenceLimits.groupInputs)
  }
}
