/// The beginning of a file of frames: exactly what the device side sees, for running it over the same frames anywhere.
///
/// All numbers are little-endian.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | magic, `PRODFRMS` |
/// | 8 | 2 | version, 1 |
/// | 10 | 2 | inputs, 1 to 32 |
/// | 12 | 4 | sampling rate in hertz: numerator, not 0 |
/// | 16 | 4 | sampling rate in hertz: denominator, not 0 |
/// | 20 | 4 | bytes of the signal chain's design that follows; 0: the bundle's own is used |
///
/// Then the design, in the form it has in a bundle, and then the frames, each of `frameBytes`:
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | sample index |
/// | 8 | 8 | monotonic clock, in nanoseconds |
/// | 16 | 4 | lead-off mask |
/// | 20 | 4 | mask of inputs not to be trusted |
/// | 24 | 4 | 1 if more samples than can be counted were lost before, else 0 |
/// | 28 | 4 each | one code for each input |
public struct FrameFileHeader: Equatable, Sendable {
  /// The first eight bytes, `PRODFRMS`, as a number.
  public static let magic: UInt64 = 0x534D_5246_444F_5250
  /// The version of the form.
  public static let version: UInt16 = 1
  /// Bytes of the header.
  public static let byteCount = 24
  /// The longest design.
  public static let mostDesignBytes = Limits.recordBodyBytes

  /// Rate of the frames.
  public let rate: Rate
  /// Inputs of each frame.
  public let inputCount: Int
  /// Bytes of the design between header and frames.
  public let designBytes: Int

  /// Bytes of one frame.
  public var frameBytes: Int { Frame.headingBytes + 4 * inputCount }

  /// Creates a header.
  ///
  /// - Precondition: `inputCount` is 1 to `Limits.inputs`, `designBytes` at most `mostDesignBytes`.
  public init(rate: Rate, inputCount: Int, designBytes: Int = 0) {
    precondition(inputCount >= 1 && inputCount <= Limits.inputs)
    precondition(designBytes >= 0 && designBytes <= Self.mostDesignBytes)
    self.rate = rate
    self.inputCount = inputCount
    self.designBytes = designBytes
  }

  /// Appends the header's bytes.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: Self.magic)
    sink.append(littleEndian: Self.version)
    sink.append(littleEndian: UInt16(inputCount))
    sink.append(littleEndian: rate.numerator)
    sink.append(littleEndian: rate.denominator)
    sink.append(littleEndian: UInt32(designBytes))
  }

  /// Decodes and checks a header.
  ///
  /// - Parameter bytes: The file's beginning.
  /// - Throws: `FrameFileFault` naming what is wrong.
  public init(decoding bytes: Span<UInt8>) throws(FrameFileFault) {
    guard bytes.count >= Self.byteCount else { throw .truncated(offset: bytes.count) }
    guard bytes.number(UInt64.self, at: 0) == Self.magic else { throw .notFrames }
    let version = bytes.number(UInt16.self, at: 8)
    guard version == Self.version else { throw .version(found: version) }
    let inputCount = Int(bytes.number(UInt16.self, at: 10))
    guard inputCount >= 1 && inputCount <= Limits.inputs else { throw .inputCount(found: inputCount) }
    let numerator = bytes.number(UInt32.self, at: 12)
    let denominator = bytes.number(UInt32.self, at: 16)
    guard numerator > 0 && denominator > 0 else { throw .rate }
    let designBytes = bytes.number(UInt32.self, at: 20)
    guard designBytes <= Self.mostDesignBytes else { throw .design(found: designBytes) }
    self.init(rate: Rate(numerator, per: denominator), inputCount: inputCount, designBytes: Int(designBytes))
  }
}
