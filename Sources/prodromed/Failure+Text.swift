import Alarms
import Bundle
import Inference
import Linux
import Runtime
import Vocabulary

extension Failure {
  /// Says on standard error what is wrong, where, and what the reason's number is.
  func report() {
    var text = TextOutput.standardError()
    write(to: &text)
    text.flush()
  }

  private func write(to text: inout TextOutput) {
    switch self {
    case .help: text.write(Options.help)
    case .usage(let problem): Self.write("arguments", problem, to: &text)
    case .system(let fault, let subject): Self.write(fault, subject, to: &text)
    case .bundle(let fault): Self.write(fault, to: &text)
    case .detector(let fault): Self.write(fault, to: &text)
    case .frames(let fault, let frame): Self.write(fault, frame: frame, to: &text)
    case .design: Self.write("frames", "the signal chain's design is refused", to: &text)
    case .mismatch: Self.write("frames", "another rate or fewer inputs than the signal chain's design has", to: &text)
    case .settings: Self.write("bundle", "the front end cannot be set up so", to: &text)
    case .trust: Self.write("trust", "keys or version counter cannot be read", to: &text)
    case .lostPort: Self.write("board", "a device is gone", to: &text)
    case .selfTest: Self.write("self-test", "failed", to: &text)
    case .noBoard: Self.write("board", "this build only takes --frames", to: &text)
    }
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

  private static func write(_ fault: SystemFault, _ subject: Subject, to text: inout TextOutput) {
    switch subject {
    case .arguments: text.write("prodromed: arguments: ")
    case .bundle: text.write("prodromed: bundle: ")
    case .frames: text.write("prodromed: frames: ")
    case .log: text.write("prodromed: log: ")
    case .board: text.write("prodromed: board: ")
    case .trust: text.write("prodromed: trusted keys: ")
    }
    text.write(fault.operation)
    text.write(" failed, error ")
    text.write(fault.code)
    text.write("\n")
  }

  private static func write(_ fault: BundleDetectorFault, to text: inout TextOutput) {
    switch fault {
    case .missing(let kind): write("bundle", "it lacks a section of kind", Int(kind.rawValue), to: &text)
    case .model(let fault): write("bundle", "the model is refused at byte", fault.offset, to: &text)
    case .alarmPolicy(let fault): write("bundle", "the alarm policy is refused, reason", Int(fault.rawValue), to: &text)
    case .signalDesign: write("bundle", "the signal chain's design is refused", to: &text)
    case .cannotCall(let problem):
      write("bundle", "nothing would call while nothing is judged: problem", Int(problem.rawValue), to: &text)
    case .otherFrontEnd: write("bundle", "the signal chain is for another rate, other inputs or gains", to: &text)
    case .runtime: write("bundle", "its parts do not fit each other", to: &text)
    }
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

  private static func write(_ fault: BundleFault, to text: inout TextOutput) {
    switch fault {
    case .truncated(_, let needed): write("bundle", "too short; bytes needed:", needed, to: &text)
    case .notABundle: write("bundle", "not a bundle", to: &text)
    case .formatVersion(let found): write("bundle", "format version 1 expected, found", Int(found), to: &text)
    case .length(let declared, _):
      write("bundle", "another length than the file's is declared:", Int(clamping: declared), to: &text)
    case .sectionCount(let found): write("bundle", "impossible number of sections:", found, to: &text)
    case .signature(let offset): write("bundle", "a key without signature or the reverse, at byte", offset, to: &text)
    case .identity(let offset): write("bundle", "no name of a board at byte", offset, to: &text)
    case .sectionKind(let offset, _): write("bundle", "unknown kind of section at byte", offset, to: &text)
    case .sectionOrder(let offset): write("bundle", "sections out of order at byte", offset, to: &text)
    case .duplicateSection(_, let offset): write("bundle", "a section twice, at byte", offset, to: &text)
    case .missingSection(let kind): write("bundle", "it lacks a section of kind", Int(kind.rawValue), to: &text)
    case .sectionOffset(let offset, _, _): write("bundle", "a section in the wrong place, at byte", offset, to: &text)
    case .sectionLength(let offset, _, _): write("bundle", "a section of impossible length, at byte", offset, to: &text)
    case .padding(let offset): write("bundle", "padding that is not zero at byte", offset, to: &text)
    case .trailingBytes(let offset): write("bundle", "bytes after the end, at byte", offset, to: &text)
    case .sectionCheck(_, let offset): write("bundle", "damaged section at byte", offset, to: &text)
    case .digest: write("bundle", "the digest does not match", to: &text)
    case .notSigned: write("bundle", "it is not signed, and this board trusts only signed ones", to: &text)
    case .untrustedKey: write("bundle", "it is signed by a key that this board does not trust", to: &text)
    case .forged: write("bundle", "its signature is not that of the trusted key it names", to: &text)
    case .downgrade(let found, _):
      write("bundle", "older than one that has run here; counter", Int(clamping: found), to: &text)
    case .otherBoard: write("bundle", "it is for another board", to: &text)
    case .sectionVersion(let kind, _):
      write("bundle", "unknown version of the section of kind", Int(kind.rawValue), to: &text)
    case .sectionEnd(_, let offset): write("bundle", "a section too short or too long, at its byte", offset, to: &text)
    case .field(_, let offset):
      write("bundle", "a field has a value it must not have, at its section's byte", offset, to: &text)
    }
  }
}
