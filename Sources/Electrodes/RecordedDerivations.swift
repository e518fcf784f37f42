/// Which derivations a recording's channels give.
public struct RecordedDerivations: Sendable {
  private let labels: [ChannelLabel]

  /// Takes a recording's labels, read together.
  public init(_ labels: [ChannelLabel]) {
    self.labels = labels
  }

  /// The channels whose difference is a derivation: recorded as such, as the difference of two with the same reference,
  /// or as one that was recorded the other way round. The first of several is used.
  ///
  /// - Parameters:
  ///   - plus: The electrode measured.
  ///   - minus: The electrode it is measured against.
  /// - Returns: Indices of the channel taken and of the one subtracted, each nil where there is none; nil where the
  ///   channels do not give it.
  public func channels(_ plus: Electrode, _ minus: Electrode) -> (plus: Int?, minus: Int?)? {
    if let index = labels.firstIndex(where: { $0.plus == plus && $0.minus == minus }) { return (index, nil) }
    for (first, label) in labels.enumerated() where label.plus == plus {
      let second = labels.firstIndex { $0.plus == minus && $0.reference == label.reference }
      if let second { return (first, second) }
    }
    return labels.firstIndex { $0.plus == minus && $0.minus == plus }.map { (nil, $0) }
  }

  /// The channels that a montage's channel is made of: the difference of two electrodes, an electrode against what all
  /// are recorded against, or a channel by its label.
  ///
  /// - Parameter name: The channel's name, such as `F7-T7`, `Cz` or a label as recorded.
  /// - Returns: Indices of the channel taken and of the one subtracted, each nil where there is none; nil where the
  ///   channels do not give it.
  public func channels(of name: String) -> (plus: Int?, minus: Int?)? {
    let wanted = ChannelLabel(name)
    guard let plus = wanted.plus else {
      let upper = wanted.text.uppercased()
      return labels.firstIndex { $0.text.uppercased() == upper }.map { ($0, nil) }
    }
    if let minus = wanted.minus { return channels(plus, minus) }
    let common = ChannelLabel.commonElectrode(labels)
    return labels.firstIndex { label in
      label.plus == plus && (label.isReferential || common != nil && label.minus == common)
    }.map { ($0, nil) }
  }

  /// Those of a montage's channels that the recorded ones give.
  public func given(of names: [String]) -> [String] { names.filter { channels(of: $0) != nil } }

  /// Indices of all channels that a montage is made of.
  public func sources(of names: [String]) -> Set<Int> {
    Set(names.compactMap(channels(of:)).flatMap { [$0.plus, $0.minus] }.compactMap { $0 })
  }

  /// The derivations of the double banana that the channels give.
  public var doubleBanana: [String] {
    given(of: Electrode.doubleBananaNames)
  }

  /// Whether they give at least half of the double banana's derivations, so that a montage is made of those and of
  /// nothing else.
  public var isCap: Bool { 2 * doubleBanana.count >= Electrode.doubleBananaNames.count }
}
