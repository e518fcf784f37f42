import Text

/// The texts of a copy's header, from those of a recording: kept where EDF+ can hold them, else changed with a note.
struct CopiedText {
  /// Who and when.
  private(set) var identity: EDFWriter.Identity
  /// All signals, with scalings that a header can hold.
  private(set) var signals: [SignalHeader]
  /// What was changed, in sentences.
  private(set) var notes: [String] = []

  /// Readers refuse EDF+ that states an earlier date.
  private static let firstYear = 1970
  /// Characters of a header's patient and recording fields.
  private static let fieldWidth = 80

  /// Takes over a header's texts.
  ///
  /// - Parameters:
  ///   - header: The recording's header.
  ///   - later: Seconds to add to its start.
  init(_ header: RecordingHeader, later: Int64) {
    // A date that is not known is written as EDF+ has it, with the time of day that may be known.
    let isWithheld = RecordingStart.isWithheld(date: header.startDate, recording: header.recording)
    let start =
      isWithheld
      ? RecordingStart(date: header.startDate, time: header.startTime, recording: "") : header.start
    let moved = start.map { RecordingStart(secondsSince1970: $0.secondsSince1970 + later) }
    let isKnown = !isWithheld && (moved?.year ?? 0) >= Self.firstYear
    identity = EDFWriter.Identity(start: isKnown ? moved : moved.map(Self.unknownDay))
    signals = header.signals
    notes += Self.notes(moved, of: header)
    takePatient(header.patient)
    takeRecording(header.recording, statesDate: isKnown)
    for index in signals.indices where signals[index].hasSamples { takeSignal(index, header.format.codeRange) }
    let reserved = ["EDF+C", "EDF+D", "BDF+C", "BDF+D", "24BIT"].reduce(header.reserved) { text, mark in
      text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
    }
    if !reserved.allSatisfy(\.isWhitespace) {
      notes.append("the header's reserved field \"\(reserved.printableASCII(44))\" is not kept")
    }
  }

  /// A patient field with the four parts that EDF+ asks for stays; what has another form becomes the name.
  private mutating func takePatient(_ patient: String) {
    let words = patient.split(separator: " ").map(String.init)
    let text =
      Self.isPatient(words)
      ? words.joined(separator: " ").printableASCII(Self.fieldWidth) : "X X X " + patient.oneWord(74)
    identity.patient = text
    note("the patient field", patient, text, orEmpty: "X X X X")
  }

  /// A recording field with the parts that EDF+ asks for stays; what has another form becomes the equipment.
  private mutating func takeRecording(_ recording: String, statesDate: Bool) {
    let words = recording.split(separator: " ").map(String.init)
    let isWithheld = words.prefix(2).elementsEqual(["Startdate", "X"])
    let hasParts = words.first == "Startdate" && (words.count >= 5 || isWithheld)
    identity.statesDate = identity.start != nil && statesDate
    // "Startdate dd-MMM-yyyy " takes 22 of 80 characters.
    let room = Self.fieldWidth - (identity.statesDate ? 22 : 12)
    identity.recording =
      hasParts
      ? (words[2...] + Array(repeating: "X", count: max(0, 5 - words.count))).joined(separator: " ").printableASCII(
        room)
      : "X X " + recording.oneWord(room - 4)
    let start = identity.start.map(\.dateText) ?? "X"
    let text = "Startdate \(identity.statesDate ? start : "X") \(identity.recording)"
    note("the recording field", recording, text, orEmpty: text)
  }

  private mutating func takeSignal(_ index: Int, _ codes: ClosedRange<Int32>) {
    let old = signals[index]
    signals[index] = old.writable(codes)
    let new = signals[index]
    let name = "of signal \(index + 1) (\(new.label))"
    note("the label \(name)", old.label, new.label)
    note("the transducer \(name)", old.transducer, new.transducer)
    if !old.lacksScaling { note("the unit \(name)", old.dimension, new.dimension) }
    note("the filters \(name)", old.prefiltering, new.prefiltering)
    note("the reserved field \(name)", old.reserved, new.reserved)
    if (old.digitalMinimum, old.digitalMaximum) != (new.digitalMinimum, new.digitalMaximum) {
      let isSame = old.gain == new.gain && !old.lacksScaling
      notes.append(
        "the digital range \(name), \(old.digitalMinimum) to \(old.digitalMaximum), is written as "
          + "\(new.digitalMinimum) to \(new.digitalMaximum)\(isSame ? ", and the physical range with it" : "")")
    } else if new.digitalMinimum < codes.lowerBound || new.digitalMaximum > codes.upperBound {
      notes.append(
        "the digital range \(name), \(old.digitalMinimum) to \(old.digitalMaximum), lies beyond the format's "
          + "\(codes.lowerBound) to \(codes.upperBound), and is kept: some readers refuse it")
    }
  }

  /// The same time of the day that EDF+ writes for one that is not known.
  private static func unknownDay(_ start: RecordingStart) -> RecordingStart {
    RecordingStart(
      year: 1985, month: 1, day: 1, hour: start.hour, minute: start.minute, second: start.second)
  }

  /// What of a recording's start the copy cannot hold: a date that is none, and years that two digits do not tell.
  private static func notes(_ start: RecordingStart?, of header: RecordingHeader) -> [String] {
    guard let start else {
      return [
        "the start \"\(header.startDate)\" \"\(header.startTime)\" is not kept: it is written as unknown"
      ]
    }
    guard !(1985...2084).contains(start.year) else { return [] }
    guard start.year >= firstYear else {
      return [
        "the start \(start) is not kept, but for the time of the day: readers refuse EDF+ of a date before \(firstYear)"
      ]
    }
    let digits =
      start.year > 2084 ? "yy, which some readers refuse" : "\(start.year % 100 < 10 ? "0" : "")\(start.year % 100)"
    return [
      "the header's year has two digits, for 1985 to 2084: \(start.year) is written as \(digits), and only the recording "
        + "field has it whole"
    ]
  }

  /// Says what a field has become, where that is something else.
  ///
  /// - Parameters:
  ///   - field: Which field.
  ///   - old: What stands in the recording.
  ///   - new: What stands in the copy.
  ///   - empty: What an empty field becomes without a word.
  private mutating func note(_ field: String, _ old: String, _ new: String, orEmpty empty: String = "") {
    guard new != (old.isEmpty ? empty : old) else { return }
    notes.append("\(field) \"\(old)\" is written as \"\(new)\", as EDF+ can hold it")
  }

  /// Whether a patient field has its four parts: a code, a sex, a birth date and a name.
  private static func isPatient(_ words: [String]) -> Bool {
    guard words.count >= 4, ["F", "M", "X"].contains(words[1]) else { return false }
    let date = words[2].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    func isNumber(_ text: String, _ digits: Int) -> Bool { text.count == digits && text.allSatisfy { "0"..."9" ~= $0 } }
    guard words[2] != "X" else { return true }
    guard date.count == 3, isNumber(date[0], 2), isNumber(date[2], 4), let day = Int(date[0]), let year = Int(date[2]),
      let month = RecordingStart.months.firstIndex(of: date[1])
    else { return false }
    return RecordingStart.isDate(year, month + 1, day)
  }
}

extension SignalHeader {
  /// The same signal as a header can hold it: printable ASCII, and where it has no scaling, that of its codes.
  fileprivate func writable(_ codes: ClosedRange<Int32>) -> SignalHeader {
    var signal = self
    signal.label = label.printableASCII(16)
    signal.transducer = transducer.printableASCII(80)
    signal.dimension = dimension.printableASCII(8)
    // A unit in other letters stays that unit.
    if let unit = VoltageUnit(dimension: dimension), VoltageUnit(dimension: signal.dimension) != unit {
      signal.dimension = unit.rawValue
    }
    signal.prefiltering = prefiltering.printableASCII(80)
    signal.reserved = reserved.printableASCII(32)
    guard lacksScaling else { return signal.upright.within(codes) }
    signal.defect = nil
    // Without a unit an electrode's would be taken for microvolts.
    signal.dimension = "codes"
    (signal.digitalMinimum, signal.digitalMaximum) = (codes.lowerBound, codes.upperBound)
    (signal.physicalMinimum, signal.physicalMaximum) = (Ratio(Int64(codes.lowerBound)), Ratio(Int64(codes.upperBound)))
    return signal
  }

  /// The same scaling with its digital range from the smallest code to the largest.
  private var upright: SignalHeader {
    guard isReversed else { return self }
    var signal = self
    signal.defect = nil
    (signal.digitalMinimum, signal.digitalMaximum) = (digitalMaximum, digitalMinimum)
    (signal.physicalMinimum, signal.physicalMaximum) = (physicalMaximum, physicalMinimum)
    return signal
  }

  /// The same scaling with a digital range that the format has, where the physical range that belongs to it can be
  /// written; else itself.
  private func within(_ codes: ClosedRange<Int32>) -> SignalHeader {
    let lowest = max(digitalMinimum, codes.lowerBound)
    let highest = min(digitalMaximum, codes.upperBound)
    guard (lowest, highest) != (digitalMinimum, digitalMaximum), lowest < highest, let gain else { return self }
    func value(_ code: Int32) -> Ratio? {
      gain.multiplied(by: Ratio(Int64(code) - Int64(digitalMinimum)))?.adding(physicalMinimum)
    }
    guard let minimum = value(lowest), let maximum = value(highest), HeaderText.holds(minimum),
      HeaderText.holds(maximum)
    else { return self }
    var signal = self
    (signal.digitalMinimum, signal.digitalMaximum) = (lowest, highest)
    (signal.physicalMinimum, signal.physicalMaximum) = (minimum, maximum)
    return signal
  }
}

extension String {
  /// At most `count` printable ASCII characters: the micro sign as `u`, others that do not fit as `?`.
  fileprivate func printableASCII(_ count: Int) -> String {
    let characters = unicodeScalars.map { scalar -> Character in
      if scalar == "\u{B5}" || scalar == "\u{3BC}" { return "u" }
      return scalar.isPrintableASCII ? Character(scalar) : "?"
    }
    return String(characters.prefix(count))
  }

  /// Printable ASCII without spaces, `X` where there is nothing.
  fileprivate func oneWord(_ count: Int) -> String {
    isEmpty ? "X" : String(printableASCII(count).map { $0 == " " ? "_" : $0 })
  }
}
