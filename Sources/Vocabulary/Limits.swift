/// The fixed sizes of the device: every buffer on the board is as large as these say, and no larger.
public enum Limits {
  /// Electrodes (converter inputs) a frame can carry.
  public static let inputs = 32
  /// Derivations (channels after the montage) the chain can carry.
  public static let channels = 32
  /// Bytes of a channel's name, ASCII, zero-padded.
  public static let nameBytes = 16
  /// Bytes of the longest record body in the log.
  public static let recordBodyBytes = 32_768
}

/// One value for each converter input; only the first `inputCount` mean anything.
public typealias PerInput<Element> = InlineArray<32, Element>

/// One value for each derivation; only the first `channelCount` mean anything.
public typealias PerChannel<Element> = InlineArray<32, Element>
