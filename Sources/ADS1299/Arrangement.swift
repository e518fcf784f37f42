/// How many chips there are, and how they share the bus.
public enum Arrangement: UInt8, Sendable {
  /// One chip.
  case single = 1
  /// Two chips in a daisy chain: one chip select, one data-ready line, one transfer of both frames.
  ///
  /// Both take the same commands, and only the first one's registers can be read back; the second is checked by its
  /// status word in every frame and by the self-tests.
  case daisyChain = 2
  /// Two chips, each with its chip select and its data-ready line (PiEEG-16).
  case separateSelects = 3

  /// How many chip selects are used.
  public var selects: Int { self == .separateSelects ? 2 : 1 }
  /// How many chips answer to one chip select.
  public var chipsPerSelect: Int { self == .daisyChain ? 2 : 1 }
  /// How many inputs there are.
  public var inputs: Int { 8 * selects * chipsPerSelect }
}
