/// A model that takes all channels of a montage at once: its input is kept between evaluations, so that one channel
/// after the other can be hidden.
extension BatchedEncoder {
  /// Fills the kept input with what stands for zero.
  ///
  /// - Parameter model: The model, of a montage.
  public mutating func clearMontage(_ model: ModelInformation) {
    for place in montagePlaces { memory[place] = model.quantiser.zeroPoint }
  }

  /// Takes one channel's window into the kept input.
  ///
  /// - Parameters:
  ///   - samples: The window, as the quantiser gave it.
  ///   - row: The channel's place in the model's order.
  ///   - model: The model, of a montage.
  public mutating func take(_ samples: Span<Int8>, ofRow row: Int, _ model: ModelInformation) {
    precondition(samples.count == Int(model.windowSamples))
    let (first, step) = model.line(ofRow: row)
    let start = montagePlaces.lowerBound + first
    for index in samples.indices { memory[start + index * step] = samples[index] }
  }

  /// Evaluates the kept input.
  ///
  /// - Parameters:
  ///   - plan: The model.
  ///   - section: The section the plan was made from.
  ///   - hidden: The place of a channel that is filled with what stands for zero, if one is.
  /// - Returns: The evidence of the whole montage.
  public mutating func evaluateMontage(
    of plan: borrowing ModelPlan, section: Span<UInt8>, hiding hidden: Int? = nil
  ) -> Int32 {
    let model = plan.information
    let (kept, start) = (montagePlaces.lowerBound, arenas.first + inputBase)
    var bytes = memory.mutableSpan
    bytes.copy(inputCount, from: kept, to: start)
    if let hidden {
      let (first, step) = model.line(ofRow: hidden)
      for index in 0..<Int(model.windowSamples) { bytes[start + first + index * step] = model.quantiser.zeroPoint }
    }
    var evidence = InlineArray<1, Int32>(repeating: 0)
    var values = evidence.mutableSpan
    evaluate(Run(channels: 0..<1, continues: false), of: plan, section: section, into: &values)
    return evidence[0]
  }

  /// The bytes of the kept input: behind the one arena.
  private var montagePlaces: Range<Int> { arenas.place(1)..<(arenas.place(1) + inputCount) }
}
