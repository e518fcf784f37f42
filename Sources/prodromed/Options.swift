import Bundle
import EventLog
import Inference
import Linux
import Supervisor
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
    /// Ask the service that keeps its log in a folder for something.
    case ask(BedRequest, log: Range<Int>)
  }

  /// What is printed for `--help` and after a wrong argument.
  static let help: StaticString = """
    usage: prodromed --bundle FILE --log FOLDER [--trust FILE] [--board NAME]
           prodromed --bundle FILE --self-test [--trust FILE] [--board NAME]
           prodromed --bundle FILE --frames FILE
           prodromed --log FOLDER --admit | --discharge | --standby MINUTES | --test
           prodromed --version

      --bundle FILE   the bundle: board, site and models (prodrome bundle build)
      --log FOLDER    watch over a person; the log is kept here; root is given up for the folder's owner
      --trust FILE    refuse bundles not signed by one of these keys (prodrome key new), one a line
      --board NAME    refuse a bundle for another board, such as pieeg-rpi5
      --trial         the bundle is on trial: that it ran is not remembered, so that an older one may follow
      --kernels NAME  reference, neon, dotprod, avx2, vnni or avx512vnni; else the fastest
      --self-test     test front end, lines and timing, and say what was measured; the last line is the verdict
      --frames FILE   a file of frames (prodrome replay --write-frames); the decision digest is printed
      --admit         ask the service here: a new person comes; nothing learned of the one before is left
      --discharge     ask it: the person goes
      --standby N     ask it: technical alarms are not shown for 1 to 60 minutes; 0 ends that
      --test          ask it: every line that calls is active for 10 s, the nurse call too
      --version       the version and the commit this was built from

    With --log and --trust a bundle older than one run before is refused, too.
    example: prodromed --bundle /etc/prodrome/board.bundle --log /var/lib/prodrome/log --trust /etc/prodrome/trusted-keys
             prodromed --log /var/lib/prodrome/log --standby 15
    exit codes: 0 fine (asked to end), 1 a self-test failed or the service says no, 64 usage, 65 refused data,
                69 the service does not answer, 71 a device is missing or gone, 74 input or output
    Research software, not a medical device. Never on a person without isolation.

    """

  /// What to do.
  let task: Task
  private let arguments: Arguments
  private let bundle: Range<Int>?
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
    var (task, act): (Task?, BedRequest?)
    var isTrial = false
    var offset = arguments.argument(at: 0)?.upperBound ?? 0
    while let name = arguments.argument(at: offset) {
      if arguments.equals("--help", in: name) || arguments.equals("-h", in: name) { throw .help }
      if arguments.equals("--version", in: name) { throw .version }
      if arguments.equals("--trial", in: name) {
        isTrial = true
        offset = name.upperBound
        continue
      }
      guard let value = Self.isAlone(name, in: arguments) ? name : arguments.argument(at: name.upperBound) else {
        throw .usage("an option without a value")
      }
      if let asked = try Self.request(name, value, in: arguments) {
        guard act == nil else { throw .usage("only one of --admit, --discharge, --standby and --test") }
        act = asked
      } else if arguments.equals("--bundle", in: name) {
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
    if let act {
      guard bundle == nil, case .watch(let log) = task else {
        throw .usage("--admit, --discharge, --standby and --test are asked with --log and no --bundle")
      }
      task = .ask(act, log: log)
    } else if bundle == nil {
      task = nil
    }
    guard let task else { throw .usage("--bundle is needed, and --log, --self-test or --frames") }
    self.kernels = try Self.kernels(kernels, in: arguments)
    self.arguments = arguments
    self.bundle = bundle
    self.trustedKeys = trustedKeys
    self.board = board
    self.isTrial = isTrial
    self.task = task
  }

  /// Whether an option has no value.
  private static func isAlone(_ name: Range<Int>, in arguments: borrowing Arguments) -> Bool {
    arguments.equals("--self-test", in: name) || arguments.equals("--admit", in: name)
      || arguments.equals("--discharge", in: name) || arguments.equals("--test", in: name)
  }

  /// What the service is to be asked for, if an option says so.
  private static func request(
    _ name: Range<Int>, _ value: Range<Int>, in arguments: borrowing Arguments
  ) throws(Failure) -> BedRequest? {
    if arguments.equals("--admit", in: name) { return BedRequest(.admission) }
    if arguments.equals("--discharge", in: name) { return BedRequest(.discharge) }
    if arguments.equals("--test", in: name) { return BedRequest(.outputTest) }
    guard arguments.equals("--standby", in: name) else { return nil }
    var minutes: UInt16 = 0
    var isNumber = value.count > 1 && value.count <= 3
    arguments.withArgument(in: value) { text in
      for index in 0..<text.count - 1 where isNumber {
        isNumber = text[index] >= 0x30 && text[index] <= 0x39
        minutes = minutes * 10 + UInt16(text[index] & 15)
      }
    }
    guard isNumber && minutes <= KeptPerson.mostStandbyMinutes else { throw .usage("--standby takes 0 to 60 minutes") }
    return minutes == 0 ? BedRequest(.standbyEnd) : BedRequest(.standby, minutes: minutes)
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
    guard let bundle else { throw .usage("--bundle is needed") }
    return try arguments.withArgument(in: bundle) { path throws(Failure) in
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

  /// Opens the log's folder though the service has it.
  func openSharedLog(_ log: Range<Int>) throws(Failure) -> FileDescriptor {
    try arguments.withArgument(in: log) { path throws(Failure) in
      do throws(SystemFault) { return try FileDescriptor(openingForReading: path) } catch { throw .system(error, .log) }
    }
  }

  /// Opens the log's folder.
  func openLog(_ log: Range<Int>) throws(Failure) -> FileDescriptor {
    try arguments.withArgument(in: log) { path throws(Failure) in
      do throws(SystemFault) { return try FileDescriptor(openingFolder: path) } catch { throw .system(error, .log) }
    }
  }
}
