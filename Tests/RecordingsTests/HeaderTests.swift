import Foundation
import Testing
import Vocabulary

@testable import Recordings

@Suite struct HeaderTests {
  private func error(_ file: SyntheticRecording) throws -> RecordingError {
    try error(file.bytes)
  }

  private func error(_ bytes: [UInt8]) throws -> RecordingError {
    try SyntheticRecording.withFile(bytes) { url throws in
      let error = #expect(throws: RecordingError.self) { _ = try RecordingReader(url: url).recordCount }
      let found = try #require(error)
      #expect(found.file == url.path)
      return found
    }
  }

  @Test func readsEveryField() throws {
    var file = SyntheticRecording()
    file.recordDuration = "0.5"
    file.signals = [
      .init(
        label: "EEG Fp1-Ref", dimension: "mV", physicalMinimum: "-0.5", physicalMaximum: "1E-1", samplesPerRecord: 8),
      .annotations(bytes: 16),
    ]
    try file.withFile { url throws in
      let reader = try RecordingReader(url: url)
      let header = reader.header
      #expect(header.format == .edfPlusContinuous)
      #expect(header.patient == "X X X X")
      #expect(header.recording == "Startdate 02-MAR-2004 X X X")
      #expect(header.start?.description == "2004-03-02T05:06:07")
      #expect(header.recordDuration == Ratio(1, over: 2))
      #expect(header.declaredRecordCount == 2)
      #expect(header.byteCount == 768)
      #expect(header.recordByteCount == 32)
      #expect(header.rate(ofSignal: 0) == Ratio(16))
      let signal = header.signals[0]
      #expect(signal.label == "EEG Fp1-Ref")
      #expect(signal.transducer == "AgCl")
      #expect(signal.dimension == "mV")
      #expect(signal.prefiltering == "HP:0.1Hz")
      #expect(signal.physicalMinimum == Ratio(-1, over: 2))
      #expect(signal.physicalMaximum == Ratio(1, over: 10))
      #expect(signal.digitalMinimum == -2_048)
      #expect(signal.digitalMaximum == 2_047)
      #expect(signal.gain == Ratio(6, over: 40_950))
      #expect(header.signals[1].isAnnotations)
    }
  }

  @Test(arguments: [
    ("EDF+C", false, RecordingFormat.edfPlusContinuous), ("EDF+D", false, .edfPlusDiscontinuous), ("", false, .edf),
    ("BDF+C", true, .bdfPlusContinuous), ("BDF+D", true, .bdfPlusDiscontinuous), ("24BIT", true, .bdf),
  ])
  func tellsTheSixFormatsApart(reserved: String, isBDF: Bool, format: RecordingFormat) throws {
    let file = SyntheticRecording(isBDF: isBDF, reserved: reserved)
    try file.withFile { url throws in
      let reader = try RecordingReader(url: url)
      #expect(reader.header.format == format)
    }
  }

  @Test func refusesAnythingElse() throws {
    var file = SyntheticRecording()
    file.identification = Array("GIF89a  ".utf8)
    var found = try error(file)
    #expect(found.kind == .notARecording)
    #expect(found.found == "\"GIF89a  \"")
    found = try error([])
    #expect(found.kind == .truncatedHeader)
    found = try error([0xFF, 0x42])
    #expect(found.kind == .truncatedHeader)
    found = try error([0xFF, 0x43])
    #expect(found.kind == .notARecording)
    #expect(found.description.contains("found \"\\xffC\", expected \"0       \" (EDF) or"))
  }

  @Test func namesFieldValueAndOffsetOfWhatIsBroken() throws {
    let valid = SyntheticRecording()
    func broken(_ change: (inout SyntheticRecording) -> Void) throws -> RecordingError {
      var file = valid
      change(&file)
      return try error(file)
    }
    let cases: [(Int, RecordingError.Kind, String, RecordingError)] = [
      (252, .badField, "number of signals", try broken { $0.signalCount = "many" }),
      (252, .badField, "number of signals", try broken { $0.signalCount = "0" }),
      (252, .badField, "number of signals", try broken { $0.signalCount = "-1" }),
      (184, .badField, "bytes in the header", try broken { $0.headerBytes = "513" }),
      (184, .badField, "bytes in the header", try broken { $0.signalCount = "2" }),
      (236, .badField, "number of data records", try broken { $0.recordCount = "-2" }),
      (236, .badField, "number of data records", try broken { $0.recordCount = "1.5" }),
      (244, .badField, "duration of a data record", try broken { $0.recordDuration = "0" }),
      (244, .badField, "duration of a data record", try broken { $0.recordDuration = "-1" }),
      (244, .badField, "duration of a data record", try broken { $0.recordDuration = "" }),
      (472, .badField, "samples in a data record of signal 1 (Fp1)", try broken { $0.signals[0].samplesText = "-1" }),
      (472, .badField, "samples in a data record of signal 1 (Fp1)", try broken { $0.signals[0].samplesText = "four" }),
      (472, .noData, "no samples in a data record", try broken { $0.signals[0].samplesText = "0" }),
      (472, .recordTooLarge, "data records of 199999998 bytes", try broken { $0.signals[0].samplesText = "99999999" }),
    ]
    for (offset, kind, words, error) in cases {
      #expect(error.offset == UInt64(offset), "\(error)")
      #expect(error.kind == kind, "\(error)")
      #expect(error.found.contains(words), "\(error)")
    }
  }

  /// Each way a signal's header can be broken, with the offset of its field among 1 of 2 signals and the words of the
  /// error.
  static let brokenFields:
    [(
      field: any WritableKeyPath<SyntheticRecording.Signal, String> & Sendable, text: String, words: String
    )] =
      [
        (\.physicalMinimum, "low", "physical minimum of signal 2"),
        (\.physicalMinimum, "", "physical minimum of signal 2"),
        (\.physicalMaximum, "1,000.5", "physical maximum of signal 2"), (\.physicalMaximum, "-800", "physical range"),
        (\.digitalMinimum, "0.5", "digital minimum of signal 2"), (\.digitalMinimum, "", "digital minimum of signal 2"),
        (\.digitalMaximum, "9E9", "digital maximum of signal 2"), (\.digitalMaximum, "-2048", "digital range"),
        (\.digitalMaximum, "-3000", "digital range"),
      ]

  @Test(arguments: brokenFields.indices, ["SpO2", "X1", "ECG", "EEG 7", "A1"])
  func leavesOutABrokenSignalThatIsNotNeeded(index: Int, label: String) throws {
    var file = SyntheticRecording(signals: [.init(label: "Fp1-F7"), .init(label: label)])
    file.signals[1][keyPath: HeaderTests.brokenFields[index].field] = HeaderTests.brokenFields[index].text
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.inputs.map(\.label) == ["Fp1-F7"])
      #expect(source.notes.contains { $0.contains("left out") && $0.contains(label) })
    }
  }

  @Test(arguments: brokenFields.indices, ["F7-T7", "EEG Cz-REF", "t3"])
  func refusesABrokenElectrodeByName(index: Int, label: String) throws {
    var file = SyntheticRecording(signals: [.init(label: "Fp1-F7"), .init(label: label)])
    let broken = HeaderTests.brokenFields[index]
    file.signals[1][keyPath: broken.field] = broken.text
    try file.withFile { url throws in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).rate }
      #expect(
        error?.found.contains(broken.words) == true && error?.found.contains(label) == true,
        "\(String(describing: error))")
    }
  }

  @Test func aBrokenTwinOfAWholeElectrodeIsLeftOut() throws {
    var file = SyntheticRecording(signals: [.init(label: "T8-P8"), .init(label: "T8-P8")])
    file.signals[0].physicalMaximum = "-800"
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.inputs.map(\.signal) == [1])
    }
  }

  @Test func leavesOutASignalWithoutSamples() throws {
    var file = SyntheticRecording(signals: [
      .init(label: "Fp1"), .init(label: "X1", samplesPerRecord: 0), .init(label: "Cz"),
    ])
    file.signals[2].samples = [1, 2, 3, 4, 5, 6, 7, 8]
    try file.withFile { url throws in
      var source = try FrameSource(url: url)
      #expect(source.inputs.map(\.label) == ["Fp1", "Cz"])
      var frame = Frame()
      var codes: [Int32] = []
      while try source.next(into: &frame) { codes.append(frame.codes[1]) }
      #expect(codes == [1, 2, 3, 4, 5, 6, 7, 8])
    }
    // A blank number of samples is what the file's size leaves for it; where it leaves none, it is refused.
    file.signals[1].samplesText = ""
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.inputs.count == 2)
    }
    file.signals[1].samplesPerRecord = 4
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.inputs.count == 3)
    }
    file.recordCount = "-1"
    let unknown = try error(file)
    #expect(unknown.kind == .badField)
  }

  @Test func readsDecimalCommasWithANote() throws {
    var file = SyntheticRecording(signals: [.init(label: "Fp1"), .init(label: "Cz")])
    file.signals[1].physicalMinimum = "-3276,8"
    file.signals[1].physicalMaximum = "3276,7"
    file.recordDuration = "0,5"
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.header.signals[1].physicalMinimum == Ratio(-32_768, over: 10))
      #expect(source.rate == Rate(8))
      #expect(
        source.notes == ["decimal commas are read as points: the duration of a data record, signal 2 (Cz)"])
    }
  }

  @Test(arguments: [0, 1, 7])
  func readsAFileThatWasNeverStoppedAsFarAsItIsWhole(rest: Int) throws {
    var file = SyntheticRecording()
    file.recordCount = rest == 1 ? "" : "-1"
    try SyntheticRecording.withFile(file.bytes + [UInt8](repeating: 1, count: rest)) { url in
      let reader = try RecordingReader(url: url)
      #expect(reader.recordCount == 2)
      #expect(reader.notes.count == 1 && reader.notes[0].contains("leaves the number of data records open"))
      #expect(reader.notes[0].contains("never stopped: \(rest) bytes") == (rest > 0))
    }
  }

  @Test func aCopyOfARecordingThatBeginsLateStartsWithinASecondOfItsHeader() throws {
    var file = SyntheticRecording(signals: [.init(), .annotations(bytes: 40)])
    file.annotations = [["+3.5\u{14}\u{14}\0+4\u{14}note\u{14}\0"], ["+4.5\u{14}\u{14}\0"]]
    let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: copy) }
    let notes = try file.withFile { url in try RecordingReader.copy(url, to: copy) }
    #expect(notes.contains { $0.contains("the copy's start is moved") })
    let reader = try RecordingReader(url: copy)
    let offset = try reader.startOffset()
    let onsets = try reader.readAnnotations().all.map(\.onset)
    #expect(reader.header.start?.description == "2004-03-02T05:06:10")
    #expect(offset == Ratio(1, over: 2) && onsets == [Ratio(1)])
    #expect(reader.header.format == .edfPlusContinuous)
  }

  @Test(arguments: [0, 951_782_400, -1, 4_102_444_799, -62_135_596_800] as [Int64])
  func secondsBecomeDatesAndBack(seconds: Int64) {
    #expect(RecordingStart(secondsSince1970: seconds).secondsSince1970 == seconds)
  }

  @Test func letsDummiesHaveNoScaling() throws {
    var file = SyntheticRecording()
    file.signals = ["Fp1", "-", "--3", ""].map { .init(label: $0) }
    for place in 1..<4 {
      file.signals[place].digitalMinimum = "0"
      file.signals[place].digitalMaximum = "0"
    }
    try file.withFile { url throws in
      let source = try FrameSource(url: url)
      #expect(source.inputs.map(\.label) == ["Fp1"])
      #expect(source.notes == ["left out (dummy): -, --3, (no label)"])
    }
  }

  @Test func takesFieldsThatAreNotASCII() throws {
    var bytes = SyntheticRecording().bytes
    // The micro sign in Latin-1.
    bytes.replaceSubrange(352..<354, with: [0xB5, 0x56])
    try SyntheticRecording.withFile(bytes) { url in
      let source = try FrameSource(url: url)
      #expect(source.header.signals[0].dimension == "\u{B5}V")
      #expect(source.inputs.count == 1)
    }
  }

  @Test func takesFieldsPaddedWithZeroBytes() throws {
    var bytes = SyntheticRecording().bytes
    for index in 237..<244 { bytes[index] = 0 }
    try SyntheticRecording.withFile(bytes) { url in
      let reader = try RecordingReader(url: url)
      #expect(reader.header.declaredRecordCount == 2)
    }
  }

  @Test func notesAStartThatIsNoDate() throws {
    var file = SyntheticRecording()
    file.startDate = "31.13.04"
    try file.withFile { url throws in
      let reader = try RecordingReader(url: url)
      #expect(reader.header.start == nil)
      #expect(reader.notes == ["start \"31.13.04\" \"05.06.07\" is no date and time"])
    }
  }

  @Test(arguments: ["31.02.20", "29.02.19", "31.04.20", "00.01.20", "01.00.20", "31.11.85"])
  func aDayThatNeverWasIsNoStart(date: String) {
    #expect(RecordingStart(date: date, time: "01.02.03", recording: "") == nil)
    #expect(RecordingStart(date: "29.02.20", time: "01.02.03", recording: "")?.description == "2020-02-29T01:02:03")
    #expect(RecordingStart(date: "29.02.yy", time: "01.02.03", recording: "Startdate 29-FEB-2100 X X X") == nil)
  }

  /// A date that stands in neither place is never made of both.
  @Test(arguments: [
    ("01.01.20", "02-MAR-1999"), ("02.03.20", "02-MAR-1999"), ("02.04.99", "02-MAR-1999"), ("01.03.99", "02-MAR-1999"),
    ("03.11.yy", "06-NOV-2123"),
  ])
  func datesThatDisagreeAreNoStart(date: String, stated: String) throws {
    #expect(RecordingStart(date: date, time: "01.02.03", recording: "Startdate \(stated) X X X") == nil)
    var file = SyntheticRecording()
    file.startDate = date
    file.recording = "Startdate \(stated) X X X"
    try file.withFile { url throws in
      let reader = try RecordingReader(url: url)
      #expect(reader.header.start == nil)
      #expect(reader.notes.contains { $0.contains(date) })
    }
  }

  @Test(arguments: [
    ("06.11.84", "", 2084), ("06.11.85", "", 1985), ("06.11.76", "Startdate 06-NOV-1976 X X X", 1976),
    ("06.11.yy", "Startdate 06-NOV-2123 X X X", 2123), ("06/11/04", "Startdate X X X X", 2004),
  ])
  func findsTheCentury(date: String, recording: String, year: Int) {
    #expect(RecordingStart(date: date, time: "01.02.03", recording: recording)?.year == year)
  }

  @Test func refusesAFileCutAtAnyByte() throws {
    var file = SyntheticRecording()
    file.signals = [.init(), .annotations(bytes: 20)]
    file.annotations = [["+0\u{14}\u{14}\0"], ["+1\u{14}\u{14}\0"]]
    let bytes = file.bytes
    for count in 0..<bytes.count {
      let error = try error(Array(bytes.prefix(count)))
      #expect(error.kind == (count < 768 ? .truncatedHeader : .truncatedData), "\(count)")
      #expect(error.offset == UInt64(count), "\(count)")
    }
  }

  @Test func survivesEveryHeaderByteBeingAnything() throws {
    var file = SyntheticRecording()
    file.signals = [.init(), .annotations(bytes: 20)]
    file.annotations = [["+0\u{14}\u{14}\0"], ["+1\u{14}\u{14}\0"]]
    let bytes = file.bytes
    var refused = 0
    var read = 0
    for index in bytes.indices {
      for value: UInt8 in [0x39, 0xFF] where bytes[index] != value {
        var changed = bytes
        changed[index] = value
        try SyntheticRecording.withFile(changed) { url in
          do throws(RecordingError) {
            var source = try FrameSource(url: url)
            var frame = Frame()
            while try source.next(into: &frame) {}
            _ = try source.readAnnotations()
            read += 1
          } catch {
            #expect(error.file == url.path)
            #expect(error.offset <= UInt64(bytes.count))
            refused += 1
          }
        }
      }
    }
    #expect(refused > 100)
    #expect(read > 500)
  }

  /// Fields that are filled with noughts instead of spaces, the first one, too.
  @Test func noughtsFillFieldsAsSpacesDo() throws {
    func records(_ bytes: [UInt8]) throws -> Int {
      try SyntheticRecording.withFile(bytes) { url in
        let reader = try RecordingReader(url: url)
        return reader.recordCount
      }
    }
    var bytes = SyntheticRecording().bytes
    bytes.replaceSubrange(1..<8, with: [UInt8](repeating: 0, count: 7))
    bytes.replaceSubrange(237..<244, with: [UInt8](repeating: 0, count: 7))
    #expect(try records(bytes) == 2)
    bytes.replaceSubrange(0..<8, with: [UInt8](repeating: 0, count: 8))
    #expect(throws: RecordingError.self) { _ = try records(bytes) }
  }

  @Test func commasInCountsAreNoted() throws {
    var signal = SyntheticRecording.Signal()
    signal.samplesText = "4,0"
    let file = SyntheticRecording(recordCount: "2,0", signals: [signal])
    let notes = try file.withFile { url in
      let reader = try RecordingReader(url: url)
      return reader.notes
    }
    #expect(notes == ["decimal commas are read as points: the number of data records, signal 1 (Fp1)"])
  }
}
