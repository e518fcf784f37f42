import Foundation
import Testing

@testable import Recordings

@Suite struct RecordingReaderTests {
  /// All samples of each signal.
  static func samples(
    _ url: URL, truncation: RecordingReader.Truncation = .refuse
  ) throws -> (samples: [[Int32]], outside: [Int], notes: [String]) {
    var reader = try RecordingReader(url: url, truncation: truncation)
    let header = reader.header
    var samples = header.signals.map { _ in [Int32]() }
    var outside = header.signals.map { _ in 0 }
    while try reader.advance() {
      for (index, signal) in header.signals.enumerated() {
        var codes = [Int32](repeating: 0, count: signal.samplesPerRecord)
        var span = codes.mutableSpan
        outside[index] += reader.decode(signal: index, into: &span)
        samples[index] += codes
      }
    }
    return (samples, outside, reader.notes)
  }

  @Test func readsEverySignalAtItsOwnRate() throws {
    var file = SyntheticRecording(records: 3)
    file.signals = [
      .init(samplesPerRecord: 4, samples: Array(1...12)), .init(samplesPerRecord: 1, samples: [20, 21, 22]),
      .init(samplesPerRecord: 2, samples: Array(30...35)),
    ]
    let read = try file.withFile { try Self.samples($0) }
    #expect(read.samples == [Array(1...12), [20, 21, 22], Array(30...35)])
  }

  @Test func extendsTheSignOf16And24Bits() throws {
    let codes: [Int32] = [0, 1, -1, 32_767, -32_768, 255, 256, -256]
    var file = SyntheticRecording()
    file.signals = [.init(digitalMinimum: "-32768", digitalMaximum: "32767", samples: codes)]
    #expect(try file.withFile { try Self.samples($0) }.samples == [codes])

    let wide: [Int32] = [0, 1, -1, 8_388_607, -8_388_608, 65_535, 65_536, -65_536]
    file = SyntheticRecording(isBDF: true, reserved: "BDF+C")
    file.signals = [.init(digitalMinimum: "-8388608", digitalMaximum: "8388607", samples: wide)]
    #expect(try file.withFile { try Self.samples($0) }.samples == [wide])
  }

  @Test func keepsAndCountsSamplesOutsideTheDeclaredRange() throws {
    var file = SyntheticRecording()
    file.signals[0].samples = [-2_049, -2_048, 2_047, 2_048, 30_000, 0, -30_000, 5]
    let read = try file.withFile { try Self.samples($0) }
    #expect(read.samples == [file.signals[0].samples])
    #expect(read.outside == [4])
  }

  @Test func readsFilesOfManyBlocks() throws {
    var file = SyntheticRecording(records: 300)
    file.signals = [.init(samplesPerRecord: 1_000, samples: (0..<300_000).map { Int32($0 % 2_000) })]
    let read = try file.withFile { try Self.samples($0) }
    #expect(read.samples == [file.signals[0].samples])
  }

  @Test func takesTheNumberOfRecordsFromTheSizeWhereTheHeaderLeavesItOpenOrIsTooLow() throws {
    var file = SyntheticRecording(recordCount: "-1", records: 3)
    var read = try file.withFile { try Self.samples($0) }
    #expect(read.samples[0].count == 12)
    #expect(read.notes == ["the header leaves the number of data records open; the file holds 3"])
    file.recordCount = "2"
    read = try file.withFile { try Self.samples($0) }
    #expect(read.samples[0].count == 12)
    #expect(read.notes == ["the header declares 2 data records, the file holds 3; all are read"])
  }

  @Test func notesBytesBehindTheLastRecord() throws {
    let bytes = SyntheticRecording().bytes + [1, 2, 3]
    let read = try SyntheticRecording.withFile(bytes) { try Self.samples($0) }
    #expect(read.samples[0].count == 8)
    #expect(read.notes == ["3 bytes after the last data record are no whole record and are not read"])
  }

  @Test func namesRecordAndOffsetWhereTheDataEndTooEarly() throws {
    let bytes = SyntheticRecording(recordCount: "3", records: 3).bytes.dropLast(5)
    try SyntheticRecording.withFile(Array(bytes)) { url in
      let error = #expect(throws: RecordingError.self) { _ = try RecordingReader(url: url).recordCount }
      #expect(error?.kind == .truncatedData)
      #expect(error?.offset == 512 + 19)
      #expect(error?.found == "the end of the file after 3 bytes of data record 3 of 3")
      #expect(error?.expected == "data records of 8 bytes")

      let read = try Self.samples(url, truncation: .keepWholeRecords)
      #expect(read.samples[0].count == 8)
      #expect(read.notes.contains { $0.hasPrefix("cut at byte 531") })
    }
  }

  @Test func refusesAFileWithoutData() throws {
    for count in ["0", "-1"] {
      try SyntheticRecording(recordCount: count, records: 0).withFile { url in
        let error = #expect(throws: RecordingError.self) { _ = try RecordingReader(url: url).recordCount }
        #expect(error?.kind == .noData)
        #expect(error?.offset == 512)
      }
    }
  }

  @Test func refusesWhatCannotBeOpened() throws {
    let missing = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
    for url in [missing, FileManager.default.temporaryDirectory] {
      let error = #expect(throws: RecordingError.self) { _ = try RecordingReader(url: url).recordCount }
      #expect(error?.kind == .unreadable)
      #expect(error?.file == url.path)
    }
  }

  @Test func saysWhenTheFileShrinksWhileItIsRead() throws {
    var file = SyntheticRecording(records: 40)
    file.signals = [.init(samplesPerRecord: 100_000)]
    try file.withFile { url in
      var reader = try RecordingReader(url: url)
      let handle = try FileHandle(forWritingTo: url)
      try handle.truncate(atOffset: 512 + 250_000)
      var error: RecordingError?
      do throws(RecordingError) {
        while try reader.advance() {}
      } catch let caught {
        error = caught
      }
      #expect(error?.kind == .truncatedData)
      #expect(error?.offset == 512 + 250_000)
    }
  }
}
