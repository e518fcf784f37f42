import Vocabulary

/// How a model that takes all channels of a montage at once gets them, and how its evidence is read.
///
/// In a model section's header: layout u8, missing u8, output u8, zero u8, offset of the channels' names u32; the
/// names, 16 bytes each, stand in the model's order.
public struct MontageInput: BitwiseCopyable, Equatable, Sendable {
  /// How the samples of all channels lie in the input.
  public enum Layout: UInt8, BitwiseCopyable, Sendable {
    /// `[channel][sample]`.
    case channelsFirst = 1
    /// `[sample][channel]`.
    case samplesFirst = 2
  }

  /// What is done about channels that are not there or cannot be used.
  public enum Missing: UInt8, BitwiseCopyable, Sendable {
    /// The hop cannot be judged.
    case refuse = 1
    /// They are filled with what stands for zero.
    case zero = 2
  }

  /// Which outputs there are.
  public enum Output: UInt8, BitwiseCopyable, Sendable {
    /// One, which rises with a seizure.
    case single = 1
    /// Two, that of a seizure first.
    case seizureFirst = 2
    /// Two, that of a seizure last.
    case seizureLast = 3

    /// How many they are.
    public var count: Int { self == .single ? 1 : 2 }
  }

  /// How the samples lie.
  public var layout: Layout
  /// What is done about missing channels.
  public var missing: Missing
  /// Which outputs there are.
  public var output: Output
  /// Offset in the section of the first channel's name.
  public var namesOffset: UInt32

  /// Creates a description.
  public init(layout: Layout, missing: Missing, output: Output, namesOffset: UInt32 = 0) {
    self.layout = layout
    self.missing = missing
    self.output = output
    self.namesOffset = namesOffset
  }

  /// Bytes of it in a header; zeros in that of a model of one channel.
  static let bytes = 8

  /// Appends it.
  func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(layout.rawValue)
    sink.append(missing.rawValue)
    sink.append(output.rawValue)
    sink.append(0)
    sink.append(littleEndian: namesOffset)
  }

  /// Reads one; nil where there is none.
  ///
  /// - Throws: `ModelFault` at the field that is wrong.
  static func read(
    _ section: Span<UInt8>, cursor: inout ByteCursor<ModelFault>
  ) throws(ModelFault) -> MontageInput? {
    let offset = cursor.offset
    let choices = try cursor.next(UInt32.self, in: section)
    let namesOffset = try cursor.next(UInt32.self, in: section)
    if choices == 0 && namesOffset == 0 { return nil }
    guard let layout = Layout(rawValue: UInt8(truncatingIfNeeded: choices)),
      let missing = Missing(rawValue: UInt8(truncatingIfNeeded: choices >> 8)),
      let output = Output(rawValue: UInt8(truncatingIfNeeded: choices >> 16)), choices >> 24 == 0
    else { throw ModelFault(.metadata, offset: offset, found: Int64(choices)) }
    return MontageInput(layout: layout, missing: missing, output: output, namesOffset: namesOffset)
  }
}
