import Linux
import Signal
import Vocabulary

/// Reads a file of frames.
struct FrameReader: ~Copyable {
  /// The file's header.
  let header: FrameFileHeader
  /// Frames read so far.
  private(set) var frames: UInt64 = 0
  private var bytes: FileBuffer

  /// Reads the file's header.
  ///
  /// - Parameter file: The file, from its start.
  /// - Throws: `Failure.system` or `Failure.frames`.
  init(_ file: consuming FileDescriptor) throws(Failure) {
    var bytes = FileBuffer(file)
    let range = try Self.take(FrameFileHeader.byteCount, from: &bytes)
    header = try bytes.withBytes(in: range) { span throws(Failure) in
      do throws(FrameFileFault) { return try FrameFileHeader(decoding: span) } catch { throw .frames(error, frame: 0) }
    }
    self.bytes = bytes
  }

  /// The signal chain's design that the file brings, if it brings one. Comes before the first frame.
  ///
  /// - Throws: `Failure` if the file ends within it or it is refused.
  mutating func design() throws(Failure) -> SignalDesign? {
    guard header.designBytes > 0 else { return nil }
    let range = try Self.take(header.designBytes, from: &bytes)
    return try bytes.withBytes(in: range) { span throws(Failure) in
      do throws(SignalFault) { return try SignalDesign(decoding: span) } catch { throw .design(error) }
    }
  }

  /// Reads the next frame.
  ///
  /// - Parameter frame: Filled.
  /// - Returns: Whether there was one.
  /// - Throws: `Failure` if the file ends within a frame or cannot be read.
  mutating func next(into frame: inout Frame) throws(Failure) -> Bool {
    let range = try Self.take(header.frameBytes, from: &bytes)
    guard !range.isEmpty else { return false }
    let (inputs, number) = (header.inputCount, frames)
    try bytes.withBytes(in: range) { span throws(Failure) in
      do throws(FrameFileFault) {
        try frame.decode(span, inputCount: inputs)
      } catch {
        throw .frames(error, frame: number)
      }
    }
    frames += 1
    return true
  }

  private static func take(_ count: Int, from bytes: inout FileBuffer) throws(Failure) -> Range<Int> {
    do throws(SystemFault) { return try bytes.take(count) } catch { throw .system(error, .frames) }
  }
}
