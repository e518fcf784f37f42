import Bundle
import Crypto
import Forecast
import Inference
import Linux
import Runtime
import Signal
import Vocabulary

/// The bundle's parts, each checked before it is used.
enum CheckedBundle {
  /// The bundle, checked from its first byte to its last.
  ///
  /// - Parameters:
  ///   - bytes: The bundle.
  ///   - trust: What the board demands of it.
  /// - Returns: Its image.
  /// - Throws: `Failure.bundle`.
  static func image(of bytes: Span<UInt8>, trust: Trust = Trust()) throws(Failure) -> BundleImage {
    do throws(BundleFault) {
      return try BundleImage(checking: bytes, hasher: SHA256Hasher.self, verifier: Ed25519Verifier.self, trust: trust)
    } catch {
      throw .bundle(error)
    }
  }

  /// The detector in it.
  ///
  /// - Throws: `Failure.detector`.
  static func detector(_ image: borrowing BundleImage, _ bytes: Span<UInt8>) throws(Failure) -> BundleDetector {
    do throws(BundleDetectorFault) { return try BundleDetector(image, in: bytes) } catch { throw .detector(error) }
  }

  /// The forecaster in it, if there is one. Never inlined: what it needs of the stack can be given back.
  ///
  /// - Throws: `Failure.detector`.
  @inline(never)
  static func forecaster(
    _ image: borrowing BundleImage, _ detector: borrowing BundleDetector, _ bytes: Span<UInt8>
  ) throws(Failure) -> EvidenceLayer? {
    do throws(BundleDetectorFault) {
      return try EvidenceLayer(of: image, in: bytes, beside: detector)
    } catch { throw .detector(error) }
  }

  /// The runtime, at its place. Never inlined: what it needs of the stack can be given back.
  ///
  /// - Parameters:
  ///   - detector: The detector.
  ///   - design: The signal chain of the frames to come.
  ///   - bytes: The bundle.
  ///   - kernels: What the encoder is evaluated with.
  /// - Returns: Where it lies.
  /// - Throws: `Failure.detector` or `.system`.
  @inline(never)
  static func runtime(
    _ detector: borrowing BundleDetector, _ design: borrowing SignalDesign, _ bytes: Span<UInt8>, _ kernels: KernelSet
  ) throws(Failure) -> Permanent<Runtime> {
    let made: Runtime
    do throws(BundleDetectorFault) {
      made = try detector.makeRuntime(in: bytes, design: design, kernels: kernels)
    } catch {
      throw .detector(error)
    }
    do throws(SystemFault) { return try Permanent(made) } catch { throw .system(error, .board) }
  }
}
