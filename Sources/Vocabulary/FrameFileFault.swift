/// Why a file of frames is refused.
public enum FrameFileFault: Error, Equatable, Sendable {
  /// The file ends within its header or within a frame; the offset is the file's length, or counts from the frame's
  /// start.
  case truncated(offset: Int)
  /// The bytes do not begin as a file of frames does.
  case notFrames
  /// The file is written in a form that this program does not know.
  case version(found: UInt16)
  /// There is no input, or more than `Limits.inputs`.
  case inputCount(found: Int)
  /// The sampling rate is zero or has no value.
  case rate
  /// The signal chain's design is longer than any.
  case design(found: UInt32)
  /// A frame's flags have a bit that means nothing.
  case flags(found: UInt32)
}
