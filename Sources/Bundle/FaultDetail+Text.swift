import ADS1299
import Vocabulary

extension FaultDetail {
  /// Writes the detail as a sentence without capital and full stop; nothing for `.none`. Chips, inputs and channels
  /// count from 1.
  public func write<Sink: ByteSink & ~Copyable>(to text: inout Sink) {
    switch self {
    case .none: break
    case .framesLost(let count): Self.write(count, "frames lost", to: &text)
    case .channels(let mask):
      guard !mask.isEmpty else { return text.write("no channel any more") }
      Self.write(mask, mask.count == 1 ? "channel" : "channels", to: &text)
    case .testSignal(let inputs):
      Self.write(inputs, "the chip's own test signal is measured wrong at input", to: &text)
    case .settings(let problem, let number):
      text.write("the front end's settings are refused: ")
      problem.write(number, to: &text)
    case .identity(let chip, let found):
      Self.write("chip ", chip, to: &text)
      text.write("no ADS1299 answers: ID 0x3e expected, found ")
      text.write(hexadecimal: found)
    case .register(let chip, let address, let expected, let found):
      Self.write("chip ", chip, to: &text)
      Register.writeName(of: address, to: &text)
      text.write(" holds ")
      text.write(hexadecimal: found)
      text.write(", written was ")
      text.write(hexadecimal: expected)
    case .noEdges(let select):
      Self.write("chip select ", select, to: &text)
      text.write("no data-ready edge for 12 samples")
    case .brokenFrames(let select):
      Self.write("chip select ", select, to: &text)
      text.write("8 broken frames in a row")
    case .rate(let select):
      Self.write("chip select ", select, to: &text)
      text.write("samples come at another rate than was set")
    case .standstill(let hops):
      text.write("no channel's evidence has changed for ")
      Self.write(UInt64(hops), "hops: the model does not answer to what it is given", to: &text)
    case .lateFrames: text.write("no frame could be fetched in its time, 12 samples in a row")
    case .silence(let milliseconds): Self.write(UInt64(milliseconds), "ms without a decision", to: &text)
    case .system(let operation, let subject, let code):
      if !subject.isEmpty {
        text.write(zeroTerminated: subject.bytes.span)
        text.write(": ")
      }
      text.write(operation.text)
      text.write(" failed")
      Self.write(code: code, to: &text)
    case .storage(let operation, let segment, let code):
      text.write("the log's storage: ")
      text.write(operation.text)
      if segment > 0 { Self.write(" segment", segment, to: &text) }
      text.write(" failed")
      Self.write(code: code, to: &text)
    case .log(let problem): text.write(problem.text)
    case .storageStalled(let milliseconds):
      Self.write(UInt64(milliseconds), "ms without a sign of life from the thread that stores", to: &text)
    case .recordsRefused(let count): Self.write(UInt64(count), "records did not fit the queue to the log", to: &text)
    case .bundle(let problem, let number): problem.write(number, to: &text)
    case .button(let problem): text.write(problem.text)
    case .keptState: text.write("what the board keeps over restarts is damaged: alarms count as unacknowledged")
    case .keptPart(let part): text.write(part.text)
    case .slept(let milliseconds):
      text.write("the machine slept, and nothing was watched for ")
      Self.write(UInt64(milliseconds), "ms", to: &text)
    }
  }

  private static func write<Sink: ByteSink & ~Copyable>(_ count: UInt64, _ what: StaticString, to text: inout Sink) {
    text.write(count)
    text.write(" ")
    text.write(what)
  }

  /// Which chip, from 1.
  private static func write<Sink: ByteSink & ~Copyable>(_ what: StaticString, _ index: UInt8, to text: inout Sink) {
    text.write(what)
    text.write(UInt16(index) + 1)
    text.write(": ")
  }

  private static func write<Sink: ByteSink & ~Copyable>(_ what: StaticString, _ number: UInt32, to text: inout Sink) {
    text.write(what)
    text.write(" ")
    text.write(number)
  }

  private static func write<Sink: ByteSink & ~Copyable>(
    _ mask: ChannelMask, _ what: StaticString, to text: inout Sink
  ) {
    text.write(what)
    for channel in 0..<Limits.channels where mask[channel] {
      text.write(" ")
      text.write(channel + 1)
    }
  }

  private static func write<Sink: ByteSink & ~Copyable>(code: Int32, to text: inout Sink) {
    // Some failures have no number, such as a transfer of fewer bytes than asked.
    guard code != 0 else { return }
    text.write(": ")
    if let known = SystemErrorName.text(code) {
      text.write(known)
    } else {
      text.write("error ")
      text.write(code)
    }
  }
}

extension SystemOperation {
  fileprivate var text: StaticString {
    switch self {
    case .arguments: "reading the arguments"
    case .open: "opening"
    case .inspect: "looking at the file"
    case .read: "reading"
    case .write: "writing"
    case .copy: "copying into memory"
    case .memory: "getting memory"
    case .configureBus: "setting up SPI"
    case .transfer: "the SPI transfer"
    case .findChip: "finding the GPIO chip by its label"
    case .findLine: "finding the GPIO line by its name"
    case .requestLine: "requesting the GPIO line"
    case .drive: "driving the GPIO line"
    case .sense: "reading the GPIO line"
    case .watchdog: "setting the watchdog"
    case .bell: "making an eventfd"
    case .signals: "taking over signals"
    case .thread: "starting a thread"
    case .giveUpRoot: "giving up root"
    case .filterCalls: "filtering system calls"
    case .readBack: "reading the GPIO line back"
    }
  }
}

extension StorageOperation {
  fileprivate var text: StaticString {
    switch self {
    case .list: "listing"
    case .prepare: "making room for"
    case .remove: "removing"
    case .read: "reading"
    case .write: "writing"
    case .flush: "flushing"
    }
  }
}

extension LogRefusal {
  fileprivate var text: StaticString {
    switch self {
    case .policy: "the site's log sizes cannot be kept"
    case .bodyTooLong: "a record was too long for the log"
    case .budgetSpent: "the log's budget of the day is spent"
    case .lost: "records that could not be made durable are lost"
    }
  }
}

extension ButtonProblem {
  fileprivate var text: StaticString {
    switch self {
    case .stuck: "the acknowledge button is stuck: held for longer than anybody presses"
    case .chattering: "the acknowledge button chatters: it changes more often than anybody presses"
    }
  }
}

extension KeptPart {
  fileprivate var text: StaticString {
    switch self {
    case .alarms: "what the board keeps of its alarms is damaged: they count as unacknowledged"
    case .person: "whose pseudonym was in force cannot be read: a new one was drawn"
    case .level: "the person's own level cannot be read: it is learned anew from the model's threshold"
    case .forecast: "what was learned of the person's seizures cannot be read: there is no forecast"
    case .seal: "the key that seals the log cannot be read: the log is not sealed"
    case .history: "the person's history cannot be read"
    case .evidence: "what was learned of the person's EEG for forecasts cannot be read: it is learned anew"
    case .request: "a request to the board cannot be read"
    case .doubt: "whether the log's last flush failed cannot be read"
    case .answer: "an answer of the board cannot be read"
    }
  }
}
