import Bundle
import Linux

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
    // Not a return: the threads are still there.
    Process.exit(.success)
  }

  private static func run(_ options: borrowing Options) throws(Failure) {
    if case .ask(let request, let log) = options.task {
      return try BedTask.run(request, in: options.openSharedLog(log))
    }
    let bundle = try options.openBundle()
    try bundle.withBytes { bytes throws(Failure) in
      switch options.task {
      case .digest(let frames): try DigestRun.run(options.openFrames(frames), bundle: bytes, kernels: options.kernels)
      case .test: try test(bytes, options)
      #if hasFeature(Embedded)
        case .watch(let log): try Bedside.run(bundle: bytes, log: options.openLog(log), options)
      #else
        case .watch: throw .noBoard
      #endif
      case .ask: break
      }
    }
  }

  /// Tests the board with a bundle that the service would run, and with no other. Never inlined: what it needs of the
  /// stack is not to lie under the service.
  @inline(never)
  private static func test(_ bytes: Span<UInt8>, _ options: borrowing Options) throws(Failure) {
    let image = try CheckedBundle.image(of: bytes, trust: options.trust())
    #if hasFeature(Embedded)
      try SelfTestTask.run(image, bytes, kernels: options.kernels)
    #else
      _ = try CheckedBundle.detector(image, bytes)
      throw .noBoard
    #endif
  }
}
