import Foundation
import Testing

@testable import Recordings

@Suite struct EDFWriterTests {
  private let start = RecordingStart(year: 2024, month: 12, day: 31, hour: 23, minute: 59, second: 58)

  private func signal(_ label: String, samples: Int) throws -> SignalHeader {
    SignalHeader(
      label: label, transducer: "AgCl", dimension: "uV", physicalMinimum: try #require(Ratio(-32_768, over: 10)),
      physicalMaximum: try #require(Ratio(32_767, over: 10)), digitalMinimum: -32_768, digitalMaximum: 32_767,
      prefiltering: "HP:0.5Hz", samplesPerRecord: samples)
  }

  private func withPath<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url)
  }

  /// The header counts signals in four digits, and that of annotations is one of them.
  @Test func moreSignalsThanAHeaderCountsAreRefused() throws {
    try withPath { url in
      let signals = [SignalHeader](repeating: try signal("Fp1", samples: 1), count: 9_999)
      let error = #expect(throws: RecordingError.self) {
        _ = try EDFWriter(
          url: url, signals: signals, recordDuration: try #require(Ratio(1, over: 2)),
          identity: .init(start: start, patient: "X X X X", recording: "X X X"))
      }
      #expect(error?.kind == .unwritable && error?.found == "9999 signals and one of annotations")
    }
  }

  @Test func readsBackAsWritten() throws {
    try withPath { url in
      let signals = [try signal("Fp1", samples: 4), try signal("ECG", samples: 2)]
      let duration = try #require(Ratio(1, over: 2))
      var writer = try EDFWriter(
        url: url, signals: signals, recordDuration: duration,
        identity: .init(start: start, patient: "MCH-0234567 F X X", recording: "X X Prodrome"),
        startOffset: try #require(Ratio(1, over: 4)))
      let annotations = [
        Annotation(onset: try #require(Ratio(1, over: 4)), duration: Ratio(2), text: "sz_foc_ia"),
        Annotation(onset: try #require(Ratio(1, over: 3)), text: "Größe 仰卧"),
      ]
      for annotation in annotations { try writer.add(annotation) }
      try writer.write([1, -1, 32_767, -32_768, 7, 8].span)
      try writer.write([5, 6, 7, 8, -9, -10].span)
      try writer.finish()

      let read = try RecordingReaderTests.samples(url)
      #expect(Array(read.samples[..<2]) == [[1, -1, 32_767, -32_768, 5, 6, 7, 8], [7, 8, -9, -10]])
      #expect(read.notes.isEmpty)
      let reader = try RecordingReader(url: url)
      #expect(reader.header.format == .edfPlusContinuous)
      #expect(reader.header.declaredRecordCount == 2)
      #expect(reader.header.start == start)
      #expect(reader.header.patient == "MCH-0234567 F X X")
      #expect(reader.header.recording == "Startdate 31-DEC-2024 X X Prodrome")
      #expect(reader.header.recordDuration == duration)
      #expect(Array(reader.header.signals.dropLast()) == signals)
      #expect(try reader.onset(ofRecord: 0) == Ratio(1, over: 4))
      #expect(try reader.onset(ofRecord: 1) == Ratio(3, over: 4))
      let readAnnotations = try reader.readAnnotations()
      #expect(readAnnotations.faults.isEmpty)
      // A third of a second is no decimal: it is written to the nanosecond.
      #expect(
        readAnnotations.all == [
          annotations[0], Annotation(onset: try #require(Ratio(333_333_333, over: 1_000_000_000)), text: "Größe 仰卧"),
        ])
    }
  }

  @Test func canBeReadBeforeItIsFinished() throws {
    try withPath { url in
      var writer = try EDFWriter(
        url: url, signals: [try signal("Fp1", samples: 2)], recordDuration: Ratio(1), identity: .init(start: nil))
      try writer.write([1, 2].span)
      let read = try RecordingReaderTests.samples(url)
      #expect(read.samples[0] == [1, 2])
      #expect(
        read.notes == [
          "the header leaves the number of data records open; the file holds 1"
        ])
      try writer.finish()
      #expect(try RecordingReaderTests.samples(url).notes.isEmpty)
    }
  }

  @Test func keepsGaps() throws {
    try withPath { url in
      var writer = try EDFWriter(
        url: url, signals: [try signal("Fp1", samples: 2)], recordDuration: Ratio(1), identity: .init(start: start),
        isDiscontinuous: true)
      try writer.write([1, 2].span, onset: .zero)
      try writer.write([3, 4].span, onset: Ratio(10))
      try writer.finish()
      #expect(try FrameSourceTests.frames(url).map(\.sampleIndex) == [0, 1, 20, 21])
    }
  }

  @Test func refusesWhatAHeaderCannotHoldExactly() throws {
    func error(_ change: (inout SignalHeader) throws -> Void, duration: Ratio = Ratio(1)) throws -> RecordingError? {
      var signal = try signal("Fp1", samples: 2)
      try change(&signal)
      return try withPath { url in
        let error = #expect(throws: RecordingError.self) {
          let writer = try EDFWriter(
            url: url, signals: [signal], recordDuration: duration, identity: .init(start: start))
          try writer.finish()
        }
        #expect(!FileManager.default.fileExists(atPath: url.path))
        return error
      }
    }
    let third = try #require(Ratio(1, over: 3))
    #expect(try error { $0.physicalMaximum = third }?.kind == .badField)
    #expect(try error { $0.physicalMaximum = Ratio(123_456_789) }?.kind == .unwritable)
    #expect(try error { $0.physicalMinimum = try #require(Ratio(-1_234_567, over: 10)) }?.kind == .unwritable)
    #expect(try error { $0.label = "A label that is too long" }?.kind == .unwritable)
    #expect(try error { $0.label = "Größe" }?.kind == .unwritable)
    #expect(try error { $0.dimension = "\u{B5}V" }?.kind == .unwritable)
    #expect(try error({ _ in }, duration: third)?.kind == .badField)
    #expect(try error { $0.physicalMaximum = $0.physicalMinimum }?.kind == .brokenScaling)
    #expect(try error { $0.samplesPerRecord = 0 }?.kind == .badField)
  }

  @Test func writesTheFinestNumbersThatFit() throws {
    try withPath { url in
      var signal = try signal("Fp1", samples: 1)
      signal.physicalMinimum = try #require(Ratio(decimal: "-.000125".utf8))
      signal.physicalMaximum = try #require(Ratio(decimal: ".0000125".utf8))
      let writer = try EDFWriter(
        url: url, signals: [signal], recordDuration: try #require(Ratio(decimal: "0.003906".utf8)),
        identity: .init(start: start))
      #expect(writer.header.signals[0] == signal)
      try writer.finish()
    }
  }

  @Test func losesNoAnnotationSilently() throws {
    try withPath { url in
      var writer = try EDFWriter(
        url: url, signals: [try signal("Fp1", samples: 1)], recordDuration: Ratio(1), identity: .init(start: start),
        annotationByteCount: 64)
      let long = Annotation(onset: .zero, text: String(repeating: "x", count: 60))
      var error = #expect(throws: RecordingError.self) { try writer.add(long) }
      #expect(error?.kind == .unwritable)
      for number in 0..<5 { try writer.add(Annotation(onset: Ratio(Int64(number)), text: "an annotation of 30")) }
      for _ in 0..<2 { try writer.write([0].span) }
      error = nil
      do throws(RecordingError) { try writer.finish() } catch let caught { error = caught }
      #expect(error?.kind == .unwritable)
      let reader = try RecordingReader(url: url)
      #expect(error?.found.hasPrefix("\(5 - (try reader.readAnnotations().all.count)) annotations more") == true)
    }
  }

  @Test func findsRoomForAllAnnotations() throws {
    let annotations = (0..<40).map { number in
      Annotation(onset: Ratio(Int64(number)), text: String(repeating: "y", count: number * 7 % 50))
    }.filter { !$0.text.isEmpty }
    for records in [1, 2, 3, 7, 100] {
      try withPath { url in
        var writer = try EDFWriter(
          url: url, signals: [try signal("Fp1", samples: 1)], recordDuration: Ratio(1), identity: .init(start: start),
          annotationByteCount: EDFWriter.annotationByteCount(for: annotations, records: records))
        for annotation in annotations { try writer.add(annotation) }
        for _ in 0..<records { try writer.write([0].span) }
        try writer.finish()
        let reader = try RecordingReader(url: url)
        #expect(try reader.readAnnotations().all == annotations)
      }
    }
  }

  @Test func writesNoStructureFromWithinATextOrACodeThatDoesNotFit() throws {
    try withPath { url in
      var writer = try EDFWriter(
        url: url, signals: [try signal("Fp1", samples: 1)], recordDuration: Ratio(1), identity: .init(start: start))
      try writer.add(Annotation(onset: .zero, text: "a\u{14}b\u{15}c\0d"))
      let error = #expect(throws: RecordingError.self) { try writer.write([32_768].span) }
      #expect(error?.kind == .unwritable)
      try writer.write([1].span)
      try writer.finish()
      let reader = try RecordingReader(url: url)
      #expect(try reader.readAnnotations().all.map(\.text) == ["abcd"])
      #expect(reader.recordCount == 1)
    }
  }

  @Test func copiesPlainFilesWithTheirFieldsAndRefusesToNarrow24Bits() throws {
    try withPath { destination in
      var file = SyntheticRecording(recording: "EEG lab 7", reserved: "")
      file.signals[0].samples = [1, 2, 3, 4, 5, 6, 7, 8]
      _ = try file.withFile { try RecordingReader.copy($0, to: destination) }
      let copy = try RecordingReader(url: destination)
      #expect(copy.header.format == .edfPlusContinuous)
      #expect(copy.header.patient == "X X X X")
      #expect(copy.header.recording == "Startdate 02-MAR-2004 X X EEG_lab_7")
      #expect(try RecordingReaderTests.samples(destination).samples[0] == file.signals[0].samples)

      let wide = SyntheticRecording(isBDF: true, reserved: "BDF+C")
      let error = #expect(throws: RecordingError.self) {
        _ = try wide.withFile { try RecordingReader.copy($0, to: destination) }
      }
      #expect(error?.kind == .unwritable)
    }
  }

  @Test func copiesGapsSubsecondStartsAndAnnotations() throws {
    var file = SyntheticRecording(reserved: "EDF+D")
    file.signals = [.init(samples: [1, 2, 3, 4, 5, 6, 7, 8]), .annotations(bytes: 40)]
    file.annotations = [["+0.5\u{14}\u{14}\0+1.5\u{15}1\u{14}a\u{14}\0"], ["+7.5\u{14}\u{14}\0"]]
    try withPath { destination in
      try file.withFile { url in
        _ = try RecordingReader.copy(url, to: destination)
        let original = try RecordingReader(url: url)
        let copy = try RecordingReader(url: destination)
        #expect(try copy.readAnnotations() == (try original.readAnnotations()))
        #expect(try FrameSourceTests.frames(destination).map(\.sampleIndex) == Array(0..<4) + Array(28..<32))
        #expect(try copy.startOffset() == Ratio(1, over: 2))
      }
    }
  }
}
