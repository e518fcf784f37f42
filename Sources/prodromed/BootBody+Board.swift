import EventLog
import Inference
import Vocabulary

extension BootBody {
  /// The boot record of this program, but for what only the log and the start's end can tell.
  ///
  /// - Parameters:
  ///   - bundle: Digest of the bundle in use, or zeros.
  ///   - kernels: What the encoder is evaluated with.
  init(bundle: Digest, kernels: KernelSet) {
    self.init(
      versionMajor: Version.major, versionMinor: Version.minor, versionPatch: Version.patch, bootNumber: 0,
      bundle: bundle, machine: Self.machine, kernels: ChannelName(kernels.name), capabilities: Capabilities(),
      logBytesDiscarded: 0)
  }

  private static var machine: ChannelName {
    #if arch(arm64)
      ChannelName("aarch64")
    #elseif arch(arm)
      ChannelName("armv7")
    #else
      ChannelName("x86_64")
    #endif
  }
}
