import Foundation
import Testing
import Vocabulary

@testable import Recordings

@Suite struct RecordTimingTests {
  /// A file of one signal at 4 Hz whose records start at `onsets`.
  private func file(_ onsets: [String?], reserved: String = "EDF+D") -> SyntheticRecording {
    var file = SyntheticRecording(reserved: reserved, records: onsets.count)
    file.signals = [.init(), .annotations(bytes: 32)]
    file.annotations = onsets.map { onset in [onset.map { "+\($0)\u{14}\u{14}\0" } ?? ""] }
    return file
  }

  private func indices(_ file: SyntheticRecording) throws -> [UInt64] {
    try file.withFile { try FrameSourceTests.frames($0).map(\.sampleIndex) }
  }

  @Test func countsTheSamplesOfAGap() throws {
    let gap = file(["0", "1", "3.5", "4.5"])
    #expect(try indices(gap) == Array(0..<8) + Array(14..<22))
    try gap.withFile { url in
      let source = try FrameSource(url: url)
      #expect(source.duration == Ratio(11, over: 2))
    }
  }

  @Test func countsFromTheFirstSample() throws {
    #expect(try indices(file(["0.39", "2.39"])) == Array(0..<4) + Array(8..<12))
  }

  @Test func takesOnsetsToTheNearestSample() throws {
    #expect(try indices(file(["0", "1.1", "2.9"])) == Array(0..<8) + Array(12..<16))
    #expect(try indices(file(["0", "0.8"])) == Array(0..<8))
  }

  @Test(arguments: ["0.5", "0", "-1", "400000000"])
  func refusesRecordsThatOverlapOrLieTooLate(onset: String) throws {
    var file = file(["0", onset])
    file.annotations[1] = [(onset.hasPrefix("-") ? onset : "+" + onset) + "\u{14}\u{14}\0"]
    try file.withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSourceTests.frames(url) }
      #expect(error?.kind == .overlappingRecords)
      #expect(error?.offset == 768 + 8 + 32)
    }
  }

  /// Time stamps of a recorder whose clock runs off: each record a little late or early by the same share.
  private func drifting(
    ppm: Double, places: Int = 6, records: Int = 300, gapAfter: Int? = nil, reserved: String = "EDF+D",
    wander: (Int) -> Double = { _ in 0 }
  ) -> SyntheticRecording {
    var file = file(
      (0..<records).map { record in
        let gap = gapAfter.map { record > $0 ? 7.0 : 0 } ?? 0
        return String(format: "%.\(places)f", Double(record) * (1 + ppm / 1e6) + gap + wander(record))
      }, reserved: reserved)
    file.signals[0].samplesPerRecord = 256
    return file
  }

  /// 256 Hz; time stamps in microseconds, milliseconds and hundredths; both formats.
  @Test(arguments: [-1_900.0, -300, -40, 40, 201, 300, 1_900], [6, 3, 2])
  func aClockThatRunsOffIsARateAndNoGap(ppm: Double, places: Int) throws {
    for reserved in ["EDF+D", "EDF+C"] {
      try drifting(ppm: ppm, places: places, reserved: reserved).withFile { url in
        var source = try FrameSource(url: url)
        #expect(try source.checkTimes() == nil)
        // The mean is as exact as the first and the last time stamp.
        let error = 2 * pow(10, -Double(places)) / 299
        #expect(abs(256 / source.rate.hertz - (1 + ppm / 1e6)) <= error)
        #expect(abs(source.durationSeconds - 300 * (1 + ppm / 1e6)) <= 300 * error)
        #expect(source.notes.contains { $0.contains("ppm \(ppm < 0 ? "fast" : "slow") of their declared duration") })
        var frame = Frame()
        var count: UInt64 = 0
        while try source.next(into: &frame) {
          #expect(frame.sampleIndex == count)
          count += 1
        }
        #expect(count == 300 * 256)
      }
    }
  }

  @Test(arguments: [-300.0, 300])
  func aJumpBesideADriftIsAGap(ppm: Double) throws {
    try drifting(ppm: ppm, gapAfter: 149).withFile { url in
      let indices = try FrameSourceTests.frames(url).map(\.sampleIndex)
      let gap = 7 * 256 / (1 + ppm / 1e6)
      #expect(indices[150 * 256 - 1] == 150 * 256 - 1)
      #expect(abs(Double(indices[150 * 256]) - (150 * 256 + gap)) <= 1)
      #expect(zip(indices, indices.dropFirst()).count { $1 != $0 + 1 } == 1)
    }
  }

  /// The clock's rate goes up and down by 157 ppm around its mean.
  @Test func aClockMayWander() throws {
    let night = 2_000
    let file = drifting(ppm: 250, records: night) { 0.05 * sin(2 * .pi * Double($0) / Double(night)) }
    try file.withFile { url in
      let indices = try FrameSourceTests.frames(url).map(\.sampleIndex)
      #expect(indices.count == night * 256 && indices.last == UInt64(night * 256 - 1))
    }
  }

  /// Beyond a fifth of a percent no clock is that wrong: late records lie behind gaps, early ones overlap.
  @Test func whatNoClockDoesIsAGapOrAFault() throws {
    try drifting(ppm: 2_500).withFile { url in
      let source = try FrameSource(url: url)
      #expect(source.rate.hertz == 256)
      let indices = try FrameSourceTests.frames(url).map(\.sampleIndex)
      #expect(indices.last.map { $0 > 300 * 256 + 150 } == true)
    }
    try drifting(ppm: -2_500).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).checkTimes() }
      #expect(error?.kind == .overlappingRecords)
    }
  }

  /// Half a sample in all would be a gap of a sample: it is a clock's, too.
  @Test func aClockBarelyOffMakesNoGap() throws {
    let indices = try drifting(ppm: 8).withFile { try FrameSourceTests.frames($0).map(\.sampleIndex) }
    #expect(indices.count == 300 * 256 && indices.last == 300 * 256 - 1)
  }

  /// Few steps, and steps that add up to less than a sample, leave the declared rate as it is.
  @Test func timeStampsThatAgreeChangeNothing() throws {
    for file in [drifting(ppm: 5), drifting(ppm: 1_900, records: 3), drifting(ppm: 0, gapAfter: 100)] {
      let hertz = try file.withFile { try FrameSource(url: $0).rate.hertz }
      #expect(hertz == 256)
    }
  }

  /// A copy tells the same rate, the same times and the same gaps; where there is no gap, no record overlaps.
  @Test(arguments: [-300.0, 300])
  func aCopyKeepsTheClocksPace(ppm: Double) throws {
    for (gap, reserved) in [(nil, "EDF+C"), (nil, "EDF+D"), (149, "EDF+C"), (149, "EDF+D")] {
      try drifting(ppm: ppm, gapAfter: gap, reserved: reserved).withFile { url in
        let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
        defer { try? FileManager.default.removeItem(at: copy) }
        let notes = try RecordingReader.copy(url, to: copy)
        #expect(notes.contains { $0.contains("300.0 ppm \(ppm < 0 ? "fast" : "slow")") })
        let before = try FrameSource(url: url)
        let after = try FrameSource(url: copy)
        #expect(abs(after.rate.hertz / before.rate.hertz - 1) < 1e-6)
        #expect(abs(after.durationSeconds - before.durationSeconds) < 0.001)
        let indices = try FrameSourceTests.frames(url).map(\.sampleIndex)
        #expect(try FrameSourceTests.frames(copy).map(\.sampleIndex) == indices)
        let header = after.header
        #expect(header.format.isDiscontinuous == (gap != nil || reserved == "EDF+D"))
        let reader = try RecordingReader(url: copy)
        for record in 1..<reader.recordCount {
          let before = try #require(try reader.onset(ofRecord: record - 1)?.value)
          let onset = try #require(try reader.onset(ofRecord: record)?.value)
          #expect(onset - before > header.recordDuration.value - 1e-5)
        }
      }
    }
  }

  /// Where no clock runs so far off, and lateness makes one gap after the other, a copy has them where the file has.
  @Test(arguments: [2_500.0, 3_000, 3_900, 7_777], [256, 200])
  func aCopyHasItsGapsWhereTheFileHas(ppm: Double, samples: Int) throws {
    for (gap, reserved) in [(nil, "EDF+C"), (149, "EDF+C"), (nil, "EDF+D"), (149, "EDF+D")] {
      var recording = drifting(ppm: ppm, gapAfter: gap, reserved: reserved)
      recording.signals[0].samplesPerRecord = samples
      try recording.withFile { url in
        let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
        defer { try? FileManager.default.removeItem(at: copy) }
        _ = try RecordingReader.copy(url, to: copy)
        let indices = try FrameSourceTests.frames(url).map(\.sampleIndex)
        #expect(indices.last.map { $0 > 300 * UInt64(samples) } == true)
        #expect(try FrameSourceTests.frames(copy).map(\.sampleIndex) == indices)
      }
    }
  }

  /// A wrong duration of the data records makes a wrong rate, which only their time stamps show; where gaps may be, as
  /// between records far apart, nothing is wrong.
  @Test(arguments: [("0.5", "EDF+C"), ("2", "EDF+C"), ("0.9", "EDF+C"), ("1.0025", "EDF+C"), ("0.5", "EDF+D")])
  func aDurationThatTheTimeStampsContradictIsACaution(duration: String, reserved: String) throws {
    var file = file((0..<20).map { "\($0)" }, reserved: reserved)
    file.recordDuration = duration
    file.signals[0].samplesPerRecord = 256
    let cautions = try file.withFile { try FrameSource(url: $0).cautions }
    #expect(cautions.count == (reserved == "EDF+C" ? 1 : 0))
    let seconds = try #require(Double(duration))
    #expect(
      cautions.allSatisfy {
        $0.hasPrefix(
          "the data records of a continuous file say that they start every 1.0 s, while the header declares "
            + "\(seconds) s for each: the rate may be wrong")
      })
  }

  /// One gap among records that agree is a gap.
  @Test func oneGapContradictsNothing() throws {
    let gap = file(["0", "1", "2", "9", "10"], reserved: "EDF+C")
    #expect(try gap.withFile { try FrameSource(url: $0).cautions } == [])
  }

  /// A continuous file whose records do not say, or not so that it can be read, when they start: a gap would not show.
  @Test(arguments: ["x\u{14}\u{14}\0", "+\u{14}\u{14}\0", "1\u{14}\u{14}\0", ""])
  func startsThatCannotBeReadAreACaution(text: String) throws {
    var file = file(["0", "1", "2", "3", "4"], reserved: "EDF+C")
    for record in [1, 3] { file.annotations[record] = [text] }
    try file.withFile { url in
      let source = try FrameSource(url: url)
      #expect(source.cautions.count == 1)
      // Two signals' headers, then each record 8 bytes of samples and 32 of annotations.
      let offset = 768 + 40 + (text.isEmpty ? 0 : 8)
      #expect(
        source.cautions[0].hasPrefix("the start of 2 of 5 data records cannot be read (byte \(offset): found "))
      #expect(try FrameSourceTests.frames(url).map(\.sampleIndex) == Array(0..<20))
      let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
      defer { try? FileManager.default.removeItem(at: copy) }
      #expect(try RecordingReader.copy(url, to: copy).contains(source.cautions[0]))
    }
    #expect(try self.file(["0", "1"], reserved: "EDF+C").withFile { try FrameSource(url: $0).cautions } == [])
  }

  /// What reading refuses, a look at all times finds, and a copy refuses, by the same byte.
  @Test(arguments: [
    ["0", "0.5", "2"], ["0", "1", "0.5"], ["2", "1", "0"], ["0", "0", "0"], ["0", nil, "2"], [nil, "1", "2"],
  ])
  func whatIsNotReadIsNotCopiedOrCalledFine(onsets: [String?]) throws {
    try file(onsets).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSourceTests.frames(url) }
      #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).checkTimes() }
      let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
      defer { try? FileManager.default.removeItem(at: copy) }
      let copied = #expect(throws: RecordingError.self) { _ = try RecordingReader.copy(url, to: copy) }
      #expect(copied?.kind == error?.kind && copied?.offset == error?.offset)
      #expect(!FileManager.default.fileExists(atPath: copy.path))
    }
  }

  /// A continuous file's records follow each other whatever they say of themselves; the copy says that they did not.
  @Test func aCopySaysThatAContinuousFilesTimesRanBackwards() throws {
    for (onsets, isSaid) in [(["0", "1", "0.5", "3"], true), (["0", "1", "1.9", "3"], false)] {
      try file(onsets, reserved: "EDF+C").withFile { url in
        let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
        defer { try? FileManager.default.removeItem(at: copy) }
        let notes = try RecordingReader.copy(url, to: copy)
        #expect(notes.count == (isSaid ? 1 : 0))
        #expect(notes.allSatisfy { $0.hasPrefix("data record 3 says that it starts at 0.5 s, 1.5 s too early") })
      }
    }
  }

  /// A sample early is rounding: the copy's records do not overlap.
  @Test func aCopysRecordsDoNotOverlap() throws {
    try file(["0", "0.9", "1.95", "3.5"]).withFile { url in
      #expect(try FrameSource(url: url).checkTimes() == nil)
      let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).edf")
      defer { try? FileManager.default.removeItem(at: copy) }
      _ = try RecordingReader.copy(url, to: copy)
      let reader = try RecordingReader(url: copy)
      let onsets = try (0..<4).map { try reader.onset(ofRecord: $0)?.value }
      #expect(onsets == [0, 1, 2, 3.5])
    }
  }

  @Test func refusesADiscontinuousRecordWithoutItsStart() throws {
    try file(["0", nil, "2"]).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSourceTests.frames(url) }
      #expect(error?.kind == .noTimekeeping)
      #expect(error?.offset == 768 + 40)
    }
    try file([nil]).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).rate }
      #expect(error?.kind == .noTimekeeping)
    }
    var broken = file(["0", "1", "2"])
    broken.annotations[1] = ["+x\u{14}\u{14}\0"]
    try broken.withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSourceTests.frames(url) }
      #expect(error?.kind == .badAnnotation)
      #expect(error?.offset == 768 + 40 + 8)
    }
  }

  @Test func neverReadsOverAGapThatAContinuousFileAdmits() throws {
    #expect(try indices(file(["0", "3"], reserved: "EDF+C")) == Array(0..<4) + Array(12..<16))
  }

  @Test func takesAContinuousFilesWordWhereItsOnsetsCannotBe() throws {
    for onset in [nil, "0", "x", "1.2", "400000000"] {
      #expect(try indices(file(["0", onset, "2"], reserved: "EDF+C")) == Array(0..<12), "\(onset ?? "none")")
    }
    try file(["0", "0", "0"], reserved: "EDF+C").withFile { url in
      var source = try FrameSource(url: url)
      var frame = Frame()
      while try source.next(into: &frame) {}
      #expect(source.notes.count == 1)
      #expect(source.notes.first?.hasPrefix("byte 808: found data record 2 that starts at 0.0 s") == true)
    }
  }

  @Test(
    arguments: [
      ("1", 256, 256, 1), ("0.5", 100, 200, 1), ("2", 1, 1, 2), ("0.3", 100, 1_000, 3), ("1.001", 256, 256_000, 1_001),
      ("0.00001", 3, 300_000, 1), ("99999999", 1, 1, 99_999_999),
    ] as [(String, Int, UInt32, UInt32)])
  func givesTheRateExactly(duration: String, samples: Int, numerator: UInt32, denominator: UInt32) throws {
    var file = SyntheticRecording(recordDuration: duration, records: 1)
    file.signals[0].samplesPerRecord = samples
    try file.withFile { url in
      var source = try FrameSource(url: url)
      #expect(source.rate.numerator == numerator)
      #expect(source.rate.denominator == denominator)
      var frame = Frame()
      while try source.next(into: &frame) {}
      let nanoseconds = UInt64(samples - 1) * 1_000_000_000 * UInt64(denominator) / UInt64(numerator)
      #expect(frame.monotonicNanoseconds == nanoseconds)
    }
  }

  @Test(arguments: ["1E-7", "1E9"])
  func refusesRatesAndLengthsBeyondReason(duration: String) throws {
    var file = SyntheticRecording(recordDuration: duration, records: 1)
    file.signals[0].samplesPerRecord = 1_000
    try file.withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).rate }
      #expect(error?.kind == .unusableRate)
    }
  }
}
