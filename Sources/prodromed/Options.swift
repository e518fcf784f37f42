import Bundle
import Inference
import Linux
import Vocabulary

/// What the program was asked to do.
struct Options: ~Copyable {
  /// What the program is to do with a bundle.
  enum Task {
    /// Watch over a person: acquire, decide, alarm, and keep a log in a folder.
    case watch(log: Range<Int>)
    /// Take frames from a file and print the decision digest.
    case digest(frames: Range<Int>)
    /// Test the board and say what was measured.
    case test
  }

  /// What is printed for `--help` and after a wrong argument.
  static let help: StaticString = """
    usage: prodromed --bundle FILE --log FOLDER [--trust FILE] [--board NAME]
           prodromed --bundle FILE --self-test [--trust FILE] [--board NAME]
           prodromed --bundle FILE --frames FILE

      --bundle FILE   the bundle: board, site and models (prodrome bundle build)
      --log FOLDER    watch over a person; the log is kept here; root is given up for the folder's owner
      --trust FILE    refuse bundles not signed by one of these keys (prodrome key new), one a line
      --board NAME    refuse a bundle for another board, such as pieeg-rpi5
      --trial         the bundle is on trial: that it ran is not remembered, so that an older one may follow
      --kernels NAME  reference, neon, dotprod, avx2, vnni or avx512vnni; else the fastest
      --self-test     test front end, lines and timing, and say what was measured; the last line is the verdict
      --frames FILE   a file of frames (prodrome replay --write-frames); the decision digest is printed

    With --log and --trust a bundle older than one run before is refused, too.
    example: prodromed --bundle /etc/prodrome/board.bundle --log /var/lib/prodrome/log --trust /etc/prodrome/trusted-keys
    exit codes: 0 fine (asked to end), 1 a self-test failed, 64 usage, 65 refused data, 71 a device is missing or gone,
                74 input or output
    Research software, not a medical device. Never on a person without isolation.

    """

  /// What to do.
  let task: Task
  private let arguments: Arguments
  private let bundle: Range<Int>
  private let trustedKeys: Range<Int>?
  private let board: Range<Int>?
  /// Whether the bundle is on trial: its version counter is not kept.
  let isTrial: Bool
  /// The kernels to compute with.
  let kernels: KernelSet

  /// Reads the arguments.
  ///
  /// - Throws: `Failure.usage` or `Failure.help`.
  init() throws(Failure) {
    let arguments: Arguments
    do throws(SystemFault) { arguments = try Arguments() } catch { throw .system(error, .arguments) }
    var (bundle, trustedKeys, board, kernels): (Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?)
    var task: Task?
    var isTrial = false
    var offset = arguments.argument(at: 0)?.upperBound ?? 0
    while let name = arguments.argument(at: offset) {
      if arguments.equals("--help", in: name) || arguments.equals("-h", in: name) { throw .help }
      if arguments.equals("--trial", in: name) {
        isTrial = true
        offset = name.upperBound
        continue
      }
      let isTest = arguments.equals("--self-test", in: name)
      guard let value = isTest ? name : arguments.argument(at: name.upperBound) else {
        throw .usage("an option without a value")
      }
      if arguments.equals("--bundle", in: name) {
        try Self.set(&bundle, value)
      } else if arguments.equals("--trust", in: name) {
        try Self.set(&trustedKeys, value)
      } else if arguments.equals("--board", in: name) {
        try Self.set(&board, value)
      } else if arguments.equals("--kernels", in: name) {
        try Self.set(&kernels, value)
      } else {
        guard let found = Self.task(name, value, in: arguments) else { throw .usage("an option that is not known") }
        guard task == nil else { throw .usage("only one of --log, --self-test and --frames") }
        task = found
      }
      offset = value.upperBound
    }
    guard let bundle, let task else { throw .usage("--bundle is needed, and --log, --self-test or --frames") }
    self.kernels = try Self.kernels(kernels, in: arguments)
    self.arguments = arguments
    self.bundle = bundle
    self.trustedKeys = trustedKeys
    self.board = board
    self.isTrial = isTrial
    self.task = task
  }

  private static func set(_ option: inout Range<Int>?, _ value: Range<Int>) throws(Failure) {
    guard option == nil else { throw .usage("an option given twice") }
    option = value
  }

  private static func kernels(_ name: Range<Int>?, in arguments: borrowing Arguments) throws(Failure) -> KernelSet {
    guard let name else { return .best }
    return try arguments.withArgument(in: name) { text throws(Failure) in
      do throws(KernelFault) { return try KernelSet(named: text.extracting(0..<text.count - 1)) } catch {
        throw .usage("no such kernels, or the processor lacks their instructions")
      }
    }
  }

  private static func task(_ name: Range<Int>, _ value: Range<Int>, in arguments: borrowing Arguments) -> Task? {
    if arguments.equals("--log", in: name) { return .watch(log: value) }
    if arguments.equals("--frames", in: name) { return .digest(frames: value) }
    return arguments.equals("--self-test", in: name) ? .test : nil
  }

  /// Copies the bundle: what happens to its file from now on changes nothing.
  func openBundle() throws(Failure) -> FileCopy {
    try arguments.withArgument(in: bundle) { path throws(Failure) in
      do throws(SystemFault) { return try FileCopy(path) } catch { throw .system(error, .bundle) }
    }
  }

  /// What the board demands of a bundle, but for its version.
  ///
  /// - Throws: `Failure.trust` if the keys cannot be read: then no bundle is good enough.
  func trust() throws(Failure) -> Trust {
    var trust = Trust()
    if let board {
      let name = arguments.withArgument(in: board) { BoardIdentity(ascii: $0) }
      guard let name, !name.isEmpty else { throw .usage("no board has such a name") }
      trust.board = name
    }
    guard let trustedKeys else { return trust }
    let file = try arguments.withArgument(in: trustedKeys) { path throws(Failure) in
      do throws(SystemFault) { return try FileCopy(path) } catch { throw .system(error, .trust) }
    }
    try file.withBytes { text throws(Failure) in
      do throws(TrustedKeysFault) { try trust.appendKeys(text) } catch { throw .trust }
    }
    return trust
  }

  /// Opens the file of frames.
  func openFrames(_ frames: Range<Int>) throws(Failure) -> FileDescriptor {
    try arguments.withArgument(in: frames) { path throws(Failure) in
      do throws(SystemFault) { return try FileDescriptor(openingForReading: path) } catch {
        throw .system(error, .frames)
      }
    }
  }

  /// Opens the log's folder.
  func openLog(_ log: Range<Int>) throws(Failure) -> FileDescriptor {
    try arguments.withArgument(in: log) { path throws(Failure) in
      do throws(SystemFault) { return try FileDescriptor(openingFolder: path) } catch { throw .system(error, .log) }
    }
  }
}
