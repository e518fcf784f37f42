extension ModelPlan {
  /// The greatest evidence that any input could give: every activation before the last layer at whichever end of int8
  /// adds most, or the output at its end.
  ///
  /// - Parameter section: The model's section.
  /// - Returns: The evidence.
  public func greatestEvidence(section: Span<UInt8>) -> Int64 {
    let last = step(operatorCount - 1)
    guard last.isAccumulator else {
      let output = tensor(Int(information.outputTensor))
      let isPair = (information.montage?.output.count ?? 1) > 1
      return Int64(output.elements.highest) - Int64(isPair ? output.elements.lowest : output.zeroPoint)
    }
    let weights = section.extracting(PackedWeights.row(0, ofTile: 0, last))
    var sum = Int64(ChannelConstants(section: section, at: Int(last.constantsOffset), channel: 0).bias)
    for index in 0..<Int(last.geometry.inputChannels) {
      let weight = Int64(PackedWeights.weight(of: 0, at: index, weights))
      sum += max(weight * Int64(Int8.min), weight * Int64(Int8.max))
    }
    return sum
  }
}
