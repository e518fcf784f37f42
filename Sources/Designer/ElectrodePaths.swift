import Electrodes

/// How what one board's inputs measure is had from what another recorded: each as a sum of recorded channels, with
/// signs.
public enum ElectrodePaths {
  /// One recorded channel of a sum.
  public struct Term: Equatable, Sendable {
    /// Index of the recorded channel.
    public var channel: Int
    /// Whether it is taken off.
    public var isNegative: Bool
  }

  /// Finds the sums.
  ///
  /// A derivation that was recorded is taken as it is. An electrode recorded against a reference is taken as it is,
  /// too. Where only derivations were recorded, electrodes are reached along them from a common one, which is then the
  /// reference: every difference between two of them is exactly what was recorded.
  ///
  /// - Parameters:
  ///   - wanted: The board's labels: electrodes or derivations.
  ///   - recorded: The recording's labels.
  /// - Returns: A sum for each wanted label; an empty one is the reference itself.
  /// - Throws: `DesignError.missingChannel` for the first that cannot be had.
  public static func sums(of wanted: [String], recorded: [String]) throws(DesignError) -> [[Term]] {
    let channels = ChannelLabel.reading(recorded)
    let labels = wanted.map(ChannelLabel.init)
    let potentials = potentials(in: channels, from: labels.first?.plus)
    var sums: [[Term]] = []
    for label in labels {
      let index =
        channels.firstIndex { $0.name == label.name }
        ?? channels.firstIndex { label.minus == nil && $0.isReferential && $0.plus == label.plus && label.plus != nil }
      if let index {
        sums.append([Term(channel: index, isNegative: false)])
      } else if let plus = label.plus.flatMap({ potentials[$0] }), label.minus == nil {
        sums.append(plus)
      } else {
        throw .missingChannel(label.text, recorded: recorded)
      }
    }
    return sums
  }

  /// The electrodes that can be reached along derivations from `first`, each with its path.
  private static func potentials(in channels: [ChannelLabel], from first: Electrode?) -> [Electrode: [Term]] {
    guard let first else { return [:] }
    var found: [Electrode: [Term]] = [first: []]
    var queue = [first]
    while let electrode = queue.first {
      queue.removeFirst()
      for (index, channel) in channels.enumerated() {
        guard let plus = channel.plus, let minus = channel.minus, let path = found[electrode] else { continue }
        if plus == electrode, found[minus] == nil {
          found[minus] = path + [Term(channel: index, isNegative: true)]
          queue.append(minus)
        } else if minus == electrode, found[plus] == nil {
          found[plus] = path + [Term(channel: index, isNegative: false)]
          queue.append(plus)
        }
      }
    }
    return found
  }
}
