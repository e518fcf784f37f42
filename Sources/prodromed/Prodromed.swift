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
    let bundle = try options.openBundle()
    try bundle.withBytes { bytes throws(Failure) in
      switch options.task {
      case .digest(let frames): try DigestRun.run(options.openFrames(frames), bundle: bytes, kernels: options.kernels)
      #if hasFeature(Embedded)
        case .watch(let log): try Bedside.run(bundle: bytes, log: options.openLog(log), options)
        case .test: try BoardTest.run(bundle: bytes, kernels: options.kernels)
      #else
        case .watch, .test: throw .noBoard
      #endif
      }
    }
  }
}
