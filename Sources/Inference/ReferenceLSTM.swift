import Vocabulary

/// Long short-term memory of int8 activations with int16 cells: input, forget and output gate, no projection, no
/// peephole, no layer norm. The activation of one step goes into the next, with the cells.
///
/// The state holds the cells, then the last activations, a byte each. Weights are `[gate][cell][inputs, then cells]`;
/// constants the scales of each gate's two sums (`Requantisation`s), then `[gate][cell]` what they start from, in the
/// order input, forget, cell, output. `inputScale` has in its multiplier the limit of a cell, 0 for none, and in its
/// exponent the power of two that is a cell's unit.
enum ReferenceLSTM {
  static let gates = 4
  private static let scaleBytes = 16

  /// Elements of the state of so many cells.
  static func stateCount(cells: Int32) -> Int64 { Int64(cells) + (Int64(cells) + 1) / 2 }

  /// Bytes of the constants of so many cells.
  static func constantBytes(cells: Int32) -> Int64 { Int64(gates) * (Int64(scaleBytes) + 8 * Int64(cells)) }

  /// Evaluates one operator, and leaves the state of its last step.
  static func evaluate(
    _ step: Operator, from source: Int, and state: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let (inputs, cells) = (Int(step.geometry.inputChannels), Int(step.geometry.outputChannels))
    let last = state + 2 * cells
    for row in 0..<Int(step.geometry.inputHeight) {
      let output = target + row * cells
      let before = row == 0 ? last : output - cells
      for cell in 0..<cells {
        func gate(_ gate: Int) -> Int32 {
          let place = Int(step.weightsOffset) + (gate * cells + cell) * (inputs + cells)
          return sum(
            section.extracting(place..<(place + inputs + cells)), arena.span, (source + row * inputs, inputs),
            (before, cells), constants(step, gate, cell, section))
        }
        let (input, forget) = (FixedPointInt16.logistic(gate(0)), FixedPointInt16.logistic(gate(1)))
        let (candidate, passed) = (FixedPointInt16.tangent(gate(2), places: 12), FixedPointInt16.logistic(gate(3)))
        let value = next(
          Int16.load(arena.span, at: state + 2 * cell), forget: forget, gain: candidate &* input, step)
        ElementType.int16.store(value, in: &arena, at: state + 2 * cell)
        let hidden = passed &* FixedPointInt16.tangent(value, places: 0 &- step.inputScale.exponent)
        arena[output + cell] = Int8(truncatingIfNeeded: step.range.output(step.outputScale.apply(hidden)))
      }
    }
    let end = target + (Int(step.geometry.inputHeight) - 1) * cells
    for cell in 0..<cells { arena[last + cell] = arena[end + cell] }
  }

  /// A cell's next value: what is kept of it, and what is gained.
  private static func next(_ cell: Int32, forget: Int32, gain: Int32, _ step: Operator) -> Int32 {
    let kept = FixedPointInt16.rounded(cell &* forget, by: 15)
    let value = FixedPointInt16.saturated(kept &+ FixedPointInt16.rounded(gain, by: 30 &+ step.inputScale.exponent))
    let limit = step.inputScale.multiplier
    return limit > 0 ? max(0 &- limit, min(limit, value)) : value
  }

  /// What goes into a gate, with 12 binary places: the scaled sum over the inputs, and that over the last activations.
  @inline(never)
  private static func sum(
    _ weights: Span<UInt8>, _ arena: Span<Int8>, _ input: (place: Int, count: Int),
    _ recurrent: (place: Int, count: Int),
    _ constants: Constants
  ) -> Int32 {
    func sum(_ start: Int32, _ part: (place: Int, count: Int), from first: Int) -> Int32 {
      let values = arena.extracting(part.place..<(part.place + part.count))
      let weights = weights.extracting(first..<(first + part.count))
      var sum = start
      for index in values.indices { sum &+= Int32(values[index]) &* Int32(Int8(bitPattern: weights[index])) }
      return sum
    }
    let first = constants.inputScale.apply(sum(constants.inputStart, input, from: 0))
    let second = constants.recurrentScale.apply(sum(constants.recurrentStart, recurrent, from: input.count))
    return FixedPointInt16.saturated(second &+ FixedPointInt16.saturated(first))
  }

  /// What one gate of one cell has.
  private struct Constants {
    var inputScale, recurrentScale: Requantisation
    var inputStart, recurrentStart: Int32
  }

  private static func constants(_ step: Operator, _ gate: Int, _ cell: Int, _ section: Span<UInt8>) -> Constants {
    let cells = Int(step.geometry.outputChannels)
    let starts = Int(step.constantsOffset) + gates * scaleBytes + 8 * (gate * cells + cell)
    let (inputScale, recurrentScale) = scales(step, gate, section)
    return Constants(
      inputScale: inputScale, recurrentScale: recurrentScale, inputStart: section.int32(at: starts),
      recurrentStart: section.int32(at: starts + 4))
  }

  private static func scales(
    _ step: Operator, _ gate: Int, _ section: Span<UInt8>
  ) -> (input: Requantisation, recurrent: Requantisation) {
    let place = Int(step.constantsOffset) + gate * scaleBytes
    return (
      Requantisation(multiplier: section.int32(at: place), exponent: section.int32(at: place + 4)),
      Requantisation(multiplier: section.int32(at: place + 8), exponent: section.int32(at: place + 12))
    )
  }

  /// Whether its scales and its cells' unit and limit are within their ranges; asked once its constants lie in the
  /// section.
  static func isValid(_ step: Operator, _ section: Span<UInt8>) -> Bool {
    for gate in 0..<gates {
      let (input, recurrent) = scales(step, gate, section)
      guard input.isValid && recurrent.isValid else { return false }
    }
    return step.inputScale.multiplier <= 32_767 && step.inputScale.exponent >= -15 && step.inputScale.exponent <= -9
  }
}
