import Bundle
import Linux
import Supervisor
import Vocabulary

extension Failure {
  /// Says on standard error what is wrong and where.
  func report() {
    if case .version = self { return VersionLine.write() }
    var text = TextOutput.standardError()
    write(to: &text)
    text.flush()
  }

  private func write(to text: inout TextOutput) {
    switch self {
    case .help: text.write(Options.help)
    case .version: break
    case .usage(let problem): Self.write("arguments", problem, to: &text)
    case .system(_, let subject): write(subject.text, to: &text)
    case .bundle, .detector, .settings: write("bundle", to: &text)
    case .trust: write("trust", to: &text)
    case .state: write("request", to: &text)
    case .bed(let outcome): Self.write("service", Self.text(of: outcome), to: &text)
    case .keptState: write("state", to: &text)
    case .frames(let fault, let frame): Self.write(fault, frame: frame, to: &text)
    case .design: Self.write("frames", "the signal chain's design is refused", to: &text)
    case .mismatch: Self.write("frames", "another rate or fewer inputs than the signal chain's design has", to: &text)
    case .cannotGoOn(.slept): write("board", to: &text)
    case .cannotGoOn: write("board: a device is gone", to: &text)
    case .selfTest: Self.write("self-test", "failed", to: &text)
    case .noBoard: Self.write("board", "this build only takes --frames", to: &text)
    }
  }

  private static func text(of outcome: BedOutcome?) -> StaticString {
    switch outcome {
    case .refusedInAlarm: "a seizure alarm stands or is not acknowledged, or a test found any alarm: nothing was done"
    case .refused: "there is nothing to end"
    case .done: "it was done"
    case nil: "no answer within 5 s: it does not run, or cannot write its folder"
    }
  }

  /// The detail as a line.
  private func write(_ subject: StaticString, to text: inout TextOutput) {
    text.write("prodromed: ")
    text.write(subject)
    text.write(": ")
    detail.write(to: &text)
    text.write("\n")
  }

  private static func write(_ subject: StaticString, _ problem: StaticString, to text: inout TextOutput) {
    text.write("prodromed: ")
    text.write(subject)
    text.write(": ")
    text.write(problem)
    text.write("\n")
  }

  private static func write(_ subject: StaticString, _ problem: StaticString, _ number: Int, to text: inout TextOutput)
  {
    text.write("prodromed: ")
    text.write(subject)
    text.write(": ")
    text.write(problem)
    text.write(" ")
    text.write(number)
    text.write("\n")
  }

  private static func write(_ fault: FrameFileFault, frame: UInt64, to text: inout TextOutput) {
    switch fault {
    case .truncated: write("frames", "the file ends within frame", Int(frame), to: &text)
    case .notFrames: write("frames", "not a file of frames", to: &text)
    case .version(let found): write("frames", "version 1 expected, found", Int(found), to: &text)
    case .inputCount(let found): write("frames", "1 to 32 inputs expected, found", found, to: &text)
    case .rate: write("frames", "the sampling rate is zero", to: &text)
    case .design(let found):
      write("frames", "a design of at most 32768 bytes expected, found", Int(clamping: found), to: &text)
    case .flags: write("frames", "unknown flags in frame", Int(frame), to: &text)
    }
  }
}

extension Failure.Subject {
  fileprivate var text: StaticString {
    switch self {
    case .arguments: "arguments"
    case .bundle: "bundle"
    case .frames: "frames"
    case .log: "log"
    case .board: "board"
    case .trust: "trusted keys"
    }
  }
}
