/// What the label of a recorded channel says: `EEG Fp1-REF`, `FP1-F7`, `P8-CS2`, `Fc5.`, `EEG1`.
struct ChannelLabel: Equatable {
  /// The label without surrounding blanks.
  let text: String
  /// The electrode measured, if the label names one.
  let plus: Electrode?
  /// The electrode it is measured against, if the label names one: then the channel is a derivation.
  let minus: Electrode?
  /// What it is measured against: the second part in capitals, empty where the label has none.
  let reference: String

  /// Reads a label.
  init(_ label: String) {
    text = ChannelLabel.trimmed(label)
    var body = text
    for prefix in ["EEG ", "EEG-", "POL "] where body.uppercased().hasPrefix(prefix) && body.count > prefix.count {
      body = ChannelLabel.trimmed(String(body.dropFirst(prefix.count)))
    }
    while body.hasSuffix(".") { body.removeLast() }
    // Recordings numbers repeated labels: `T8-P8#2`.
    if let number = body.lastIndex(of: "#") { body = String(body[..<number]) }
    let parts = body.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map {
      ChannelLabel.trimmed(String($0))
    }
    plus = parts.first.flatMap { Electrode($0) }
    let second = parts.count > 1 ? parts[1] : ""
    minus = plus == nil ? nil : Electrode(second)
    reference = minus?.label ?? second.uppercased()
  }

  /// The canonical name: the derivation or the electrode, else the label itself.
  var name: String {
    guard let plus else { return text }
    return minus.map { "\(plus.label)-\($0.label)" } ?? plus.label
  }

  /// Whether the channel is one electrode against a common reference.
  var isReferential: Bool { plus != nil && minus == nil }

  /// Whether the label says that this is no EEG.
  var isOther: Bool {
    if plus != nil { return false }
    let upper = text.uppercased()
    if upper.isEmpty || upper.allSatisfy({ "-.".contains($0) }) { return true }
    return ChannelLabel.others.contains { upper.contains($0) }
  }

  private static let others = [
    "ECG", "EKG", "EOG", "EMG", "RESP", "VNS", "PHOTIC", "ANNOTATION", "STATUS", "TRIG", "MARK", "ACCEL", "GYRO",
    "SPO2",
    "SAO2", "PULSE", "TEMP", "EVENT", "BATTERY", "COUNTER",
  ]

  private static func trimmed(_ text: String) -> String {
    var body = text[...]
    while body.first?.isWhitespace == true { body.removeFirst() }
    while body.last?.isWhitespace == true { body.removeLast() }
    return String(body)
  }
}
