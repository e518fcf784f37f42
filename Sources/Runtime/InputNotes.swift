import EventLog
import Inference
import Signal
import Vocabulary

/// What a chain and a detector say of a session's inputs: channels that the detector was not made for, electrodes that
/// are in no channel, channels of the detector that are not there.
public struct InputNotes: Sendable {
  /// The most notes.
  public static let limit = 3

  // Names alone, since a body has room for a text as well.
  private var referential = Names()
  private var unused = Names()
  private var filled = Names()

  /// Notes that say nothing.
  public init() {}

  /// Looks at a session's design.
  ///
  /// - Parameters:
  ///   - design: The signal chain.
  ///   - labels: The inputs' labels, in their order.
  ///   - model: The detector.
  ///   - section: The detector's section, checked.
  public init(
    design: borrowing SignalDesign, labels: borrowing PerInput<ChannelName>, model: ModelInformation,
    section: Span<UInt8>
  ) {
    self.init()
    takeInputs(design, labels)
    if model.montage == nil { takeReferential(design) } else { takeFilled(design, model, section) }
  }

  /// A note; nil where there is nothing to say.
  public subscript(index: Int) -> InputNoteBody? {
    switch index {
    case 0: referential.note(.referential)
    case 1: unused.note(.unused)
    default: filled.note(.filled)
    }
  }

  /// Some names.
  private struct Names: Sendable {
    private var count = 0
    private var names = PerInput<ChannelName>(repeating: ChannelName())

    mutating func append(_ name: ChannelName) {
      names[count] = name
      count += 1
    }

    func note(_ cause: InputNoteBody.Cause) -> InputNoteBody? {
      guard count > 0 else { return nil }
      var note = InputNoteBody(cause)
      for index in 0..<count { note.append(names[index]) }
      return note
    }
  }

  /// Channels of one electrode: a derivation that was recorded as one has both in its name.
  private mutating func takeReferential(_ design: borrowing SignalDesign) {
    for channel in 0..<Int(design.channelCount) {
      let derivation = design.derivations[channel]
      let isOne = derivation.plus == Derivation.none || derivation.minus == Derivation.none
      let name = design.names[channel]
      if isOne && !name.isDerivation { referential.append(name) }
    }
  }

  private mutating func takeInputs(_ design: borrowing SignalDesign, _ labels: borrowing PerInput<ChannelName>) {
    for input in 0..<Int(design.inputCount) {
      var isUsed = false
      for channel in 0..<Int(design.channelCount) {
        let derivation = design.derivations[channel]
        if Int(derivation.plus) == input || Int(derivation.minus) == input { isUsed = true }
      }
      for other in 0..<Int(design.polygraphCount) where Int(design.polygraph[other].input) == input { isUsed = true }
      if !isUsed { unused.append(labels[input]) }
    }
  }

  private mutating func takeFilled(
    _ design: borrowing SignalDesign, _ model: ModelInformation, _ section: Span<UInt8>
  ) {
    for row in 0..<Int(model.inputChannels) {
      let name = model.channelName(row, in: section)
      var isThere = false
      for channel in 0..<Int(design.channelCount) where design.names[channel] == name { isThere = true }
      if !isThere { filled.append(name) }
    }
  }
}

extension ChannelName {
  /// Whether it names the difference of two electrodes, such as `F7-T7`, `Fz-Cz` or `LA1-LA2`: letters before a number
  /// or a z on both sides. `Fp1-AVG`, `F7-A1`, `Grid-3` and `EEG1-Ref` are none: each is measured against a reference.
  @inline(never)
  fileprivate var isDerivation: Bool {
    let end = count
    for dash in 1..<Limits.nameBytes - 2 where bytes[dash] == UInt8(ascii: "-") {
      let first = bytes[dash + 1] | 0x20
      // A1, A2, M1 and M2 beside another letter are ears.
      let isEar =
        end == dash + 3 && (first == UInt8(ascii: "a") || first == UInt8(ascii: "m")) && bytes[0] | 0x20 != first
      return first >= UInt8(ascii: "a") && endsElectrode(dash) && endsElectrode(end)
        && !(isEar && bytes[dash + 2] < 0x33)
    }
    return false
  }

  /// Whether a digit or a z stands before that place.
  @inline(never)
  private func endsElectrode(_ place: Int) -> Bool {
    let byte = bytes[place - 1] | 0x20
    return byte == UInt8(ascii: "z") || byte &- UInt8(ascii: "0") < 10
  }
}
