import Bundle
import EventLog
import Linux
import Runtime
import Signal
import Vocabulary

/// The runtime on the board.
@main
struct Prodromed {
  static func main() {
    do throws(Failure) {
      try run(Options())
    } catch {
      error.report()
      Process.exit(error.exitCode)
    }
  }

  private static func run(_ options: borrowing Options) throws(Failure) {
    let bundle = try options.openBundle()
    var reader = try FrameReader(options.openFrames())
    try bundle.withBytes { bytes throws(Failure) in try replay(&reader, bundle: bytes) }
  }

  /// Runs the detector over all frames and prints the decision digest.
  private static func replay(_ reader: inout FrameReader, bundle bytes: Span<UInt8>) throws(Failure) {
    let detector = try detector(in: bytes)
    let design = try reader.design() ?? detector.design
    guard design.inputRate == reader.header.rate && Int(design.inputCount) <= reader.header.inputCount else {
      throw .mismatch
    }
    var runtime: Runtime
    do throws(BundleDetectorFault) {
      runtime = try detector.makeRuntime(in: bytes, design: design)
    } catch {
      throw .detector(error)
    }
    let section = bytes.extracting(detector.section)
    var digest = DecisionDigest<BoardHasher>()
    var frame = Frame()
    Memory.seal()
    while try reader.next(into: &frame) { runtime.tick(frame, section: section, into: &digest) }
    report(runtime.health, records: digest.count)
    var output = TextOutput.standardOutput()
    output.write(digest.digest)
    output.write("\n")
    output.flush()
  }

  private static func detector(in bytes: Span<UInt8>) throws(Failure) -> BundleDetector {
    let image: BundleImage
    do throws(BundleFault) {
      image = try BundleImage(
        checking: bytes, hasher: BoardHasher.self, verifier: BoardVerifier.self, trust: Trust())
    } catch {
      throw .bundle(error)
    }
    do throws(BundleDetectorFault) { return try BundleDetector(image, in: bytes) } catch { throw .detector(error) }
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
