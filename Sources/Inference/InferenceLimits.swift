/// The fixed sizes of inference on the device.
public enum InferenceLimits {
  /// Operators of one model that are evaluated (views such as a reshape are not).
  public static let operators = 96
  /// Tensors of one model that lie in the arena, views of others included.
  public static let tensors = 256
  /// Bytes of the arena all models share, one after the other.
  ///
  /// A one-channel encoder needs about 16 KiB; a network that takes 16 channels of 1,024 samples at once and opens
  /// with 8 filters, the largest class the literature runs on such boards, needs 144 KiB.
  public static let arenaBytes = 160 * 1024
  /// Bytes of all a one-channel model has of all channels: the arenas of whole windows, and what is kept between
  /// windows.
  public static let encoderBytes = 176 * 1024
  /// Output channels that kernels do together: weights and constants lie in tiles of so many.
  static let tileChannels = 16
  /// Neighbouring inputs that one instruction for dot products takes.
  static let groupInputs = 4
  /// Bytes that kernels may read, not write, beyond the end of a tensor.
  public static let readAheadBytes = 16
  /// Bytes of the largest window of a convolution that kernels evaluate where it reaches over an edge.
  static let patchBytes = 4096
  /// Elements of the largest window whose mean kernels take.
  static let poolElements: Int64 = 256
  /// Accumulators a kernel keeps on its stack at a time; wider tensors are done in blocks of this many channels.
  static let blockChannels = 64
}
