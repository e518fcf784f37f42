import Foundation
import Signal
import Vocabulary

/// Writes a file of frames with the signal chain's design: what `prodromed --frames` runs over, byte for byte what a
/// replay saw.
public struct FrameFileWriter: ~Copyable {
  /// Written in pieces of about this many bytes.
  private static let pieceBytes = 1 << 20

  private let header: FrameFileHeader
  private let file: FileHandle
  private var bytes = Bytes()

  /// Creates the file, or empties it, and begins it.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - design: The signal chain the frames go through.
  /// - Throws: A file error.
  public init(creating url: URL, design: SignalDesign) throws {
    var encoded = Bytes()
    design.encode(into: &encoded)
    header = FrameFileHeader(
      rate: design.inputRate, inputCount: Int(design.inputCount), designBytes: encoded.bytes.count)
    try Data().write(to: url)
    file = try FileHandle(forWritingTo: url)
    header.encode(into: &bytes)
    bytes.bytes += encoded.bytes
  }

  /// Appends a frame.
  ///
  /// - Throws: A file error.
  public mutating func append(_ frame: Frame) throws {
    frame.encode(inputCount: header.inputCount, into: &bytes)
    if bytes.bytes.count >= Self.pieceBytes { try flush() }
  }

  /// Writes what is left and closes the file.
  ///
  /// - Throws: A file error.
  public consuming func finish() throws {
    try flush()
    try file.close()
  }

  private mutating func flush() throws {
    try file.write(contentsOf: bytes.bytes)
    bytes.bytes.removeAll(keepingCapacity: true)
  }

  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }
}
