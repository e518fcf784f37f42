import Crypto
import EventLog
import Inference
import Linux
import Runtime
import Signal
import Vocabulary

/// Plays frames from a file: what a board decides, without a board.
enum DigestRun {
  /// Runs the detector over all frames and prints the decision digest. Never inlined: what it needs of the stack is not
  /// to lie under the service.
  ///
  /// - Parameters:
  ///   - file: The file of frames.
  ///   - bytes: The bundle.
  ///   - kernels: What to compute with.
  /// - Throws: `Failure`.
  @inline(never)
  static func run(
    _ file: consuming FileDescriptor, bundle bytes: Span<UInt8>, kernels: KernelSet
  ) throws(Failure) {
    var reader = try FrameReader(file)
    let detector = try CheckedBundle.detector(CheckedBundle.image(of: bytes), bytes)
    let design = try reader.design() ?? detector.design
    guard design.inputRate == reader.header.rate && Int(design.inputCount) <= reader.header.inputCount else {
      throw .mismatch
    }
    let runtime = try CheckedBundle.runtime(detector, design, bytes, kernels)
    let section = bytes.extracting(detector.section)
    var digest = DecisionDigest<SHA256Hasher>()
    var frame = Frame()
    Memory.releaseUnusedStack()
    Memory.seal()
    while try reader.next(into: &frame) {
      // The runtime's place is this thread's alone.
      unsafe runtime.pointer.pointee.tick(frame, section: section, into: &digest)
    }
    report(unsafe runtime.pointer.pointee.health, records: digest.count)
    var output = TextOutput.standardOutput()
    output.write(digest.digest)
    output.write("\n")
    output.flush()
  }

  /// Says on standard error what was done.
  private static func report(_ health: HealthBody, records: UInt64) {
    var notes = TextOutput.standardError()
    notes.write(health.frames)
    notes.write(" frames, ")
    notes.write(health.hops)
    notes.write(" hops, ")
    notes.write(health.gaps)
    notes.write(" gaps, ")
    notes.write(records)
    notes.write(" records digested, ")
    notes.write(Memory.allocatedBytes)
    notes.write(
      Memory.isSealed ? " bytes allocated before the heap was sealed\n" : " bytes allocated; the heap is not sealed\n")
    notes.flush()
  }
}
