import Linux

/// What the program was asked to do.
struct Options: ~Copyable {
  /// What is printed for `--help` and after a wrong argument.
  static let help: StaticString = """
    usage: prodromed --bundle FILE --frames FILE

      --bundle FILE   the bundle: board, site and models (prodrome bundle build)
      --frames FILE   a file of frames (prodrome replay --write-frames); the decision digest is printed

    example: prodromed --bundle /etc/prodrome/board.bundle --frames seizure.frames
    exit codes: 0 fine, 64 usage, 65 refused data, 74 input or output
    Research software, not a medical device.

    """

  private let arguments: Arguments
  private let bundle: Range<Int>
  private let frames: Range<Int>

  /// Reads the arguments.
  ///
  /// - Throws: `Failure.usage` or `Failure.help`.
  init() throws(Failure) {
    let arguments: Arguments
    do throws(SystemFault) { arguments = try Arguments() } catch { throw .system(error, .arguments) }
    var bundle: Range<Int>?
    var frames: Range<Int>?
    var offset = arguments.argument(at: 0)?.upperBound ?? 0
    while let name = arguments.argument(at: offset) {
      if arguments.equals("--help", in: name) || arguments.equals("-h", in: name) { throw .help }
      guard let value = arguments.argument(at: name.upperBound) else { throw .usage("an option without a value") }
      if arguments.equals("--bundle", in: name) {
        bundle = value
      } else if arguments.equals("--frames", in: name) {
        frames = value
      } else {
        throw .usage("an option that is not known")
      }
      offset = value.upperBound
    }
    guard let bundle, let frames else { throw .usage("--bundle and --frames are both needed") }
    self.arguments = arguments
    self.bundle = bundle
    self.frames = frames
  }

  /// Maps the bundle.
  func openBundle() throws(Failure) -> MappedFile {
    try arguments.withArgument(in: bundle) { path throws(Failure) in
      do throws(SystemFault) { return try MappedFile(path) } catch { throw .system(error, .bundle) }
    }
  }

  /// Opens the file of frames.
  func openFrames() throws(Failure) -> FileDescriptor {
    try arguments.withArgument(in: frames) { path throws(Failure) in
      do throws(SystemFault) { return try FileDescriptor(openingForReading: path) } catch {
        throw .system(error, .frames)
      }
    }
  }
}
