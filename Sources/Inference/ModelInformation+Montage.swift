import Vocabulary

extension ModelInformation {
  /// The name of one of the channels that a model takes at once.
  ///
  /// - Parameters:
  ///   - row: Its place in the model's order, below `inputChannels`.
  ///   - section: The section that the information was read from, checked.
  /// - Returns: The name; empty for a model of one channel.
  public func channelName(_ row: Int, in section: Span<UInt8>) -> ChannelName {
    var name = ChannelName()
    guard let montage else { return name }
    let place = Int(montage.namesOffset) + row * Limits.nameBytes
    for index in 0..<Limits.nameBytes { name.bytes[index] = section[place + index] }
    return name
  }

  /// The place of a channel in the model's order; nil if it takes none of that name.
  ///
  /// - Parameters:
  ///   - name: The channel's name.
  ///   - section: The section that the information was read from, checked.
  /// - Returns: The place.
  public func row(of name: ChannelName, in section: Span<UInt8>) -> Int? {
    guard let montage else { return nil }
    for row in 0..<Int(inputChannels) {
      let place = Int(montage.namesOffset) + row * Limits.nameBytes
      var index = 0
      while index < Limits.nameBytes && section[place + index] == name.bytes[index] { index += 1 }
      if index == Limits.nameBytes { return row }
    }
    return nil
  }

  /// Bytes that the evaluation of a montage takes: the arena, and the input, which outlives it so that channels can be
  /// hidden later.
  public var montageBytes: Int { montagePitch + Int(windowSamples) * Int(inputChannels) }

  /// Where the kept input begins.
  var montagePitch: Int { Int(arenaBytes).roundedUp(to: 16) + InferenceLimits.readAheadBytes }

  /// Where in the input a channel's first sample lies, and how far each is from the one before.
  func line(ofRow row: Int) -> (first: Int, step: Int) {
    montage?.layout == .samplesFirst ? (row, Int(inputChannels)) : (row * Int(windowSamples), 1)
  }

  /// Checks what is said of a montage: two to 32 channels, whose names lie inside the section. What names they are is
  /// the signal chain's to find: see `row`.
  ///
  /// - Parameters:
  ///   - sectionBytes: Bytes of the section.
  ///   - outputCount: Elements of the output.
  /// - Throws: `ModelFault` at the field that is wrong.
  func validateMontage(sectionBytes: Int, outputCount: Int) throws(ModelFault) {
    guard let montage else { return }
    guard inputChannels >= 2 && inputChannels <= UInt32(Limits.channels), outputCount == montage.output.count,
      Int(montage.namesOffset) + Int(inputChannels) * Limits.nameBytes <= sectionBytes
    else {
      throw ModelFault(.metadata, offset: 112, found: Int64(inputChannels))
    }
  }
}
