import Foundation
import Testing

@testable import Recordings

@Suite struct AnnotationTests {
  private func lists(_ text: String) -> (lists: [AnnotationList], faults: [AnnotationList.Fault]) {
    AnnotationList.read(Array(text.utf8))
  }

  private func annotations(_ file: SyntheticRecording) throws -> RecordingReader.Annotations {
    try file.withFile { url in
      let reader = try RecordingReader(url: url)
      return try reader.readAnnotations()
    }
  }

  @Test func readsOnsetsDurationsAndTexts() throws {
    let read = lists("+0\u{14}\u{14}\0+1.5\u{15}0.25\u{14}Spike\u{14}left\u{14}\0-0.065\u{14}Pre\u{14}\0\0\0")
    #expect(read.faults.isEmpty)
    #expect(read.lists.map(\.texts) == [[""], ["Spike", "left"], ["Pre"]])
    #expect(read.lists.map(\.onset) == [.zero, try #require(Ratio(3, over: 2)), try #require(Ratio(-13, over: 200))])
    #expect(read.lists[1].duration == Ratio(1, over: 4))
    #expect(read.lists[1].offset == 5)
    #expect(read.lists.map(\.marksRecordStart) == [true, false, false])
  }

  @Test func takesUTF8AndLatin1() {
    #expect(lists("+1\u{14}仰卧\u{14}\0").lists.first?.texts == ["仰卧"])
    let latin1 = AnnotationList.read([0x2B, 0x31, 0x14, 0x66, 0xFC, 0x72, 0x14, 0])
    #expect(latin1.lists.first?.texts == ["für"])
  }

  @Test func takesAnEmptyDurationAsNone() {
    #expect(lists("+1\u{15}\u{14}a\u{14}\0").lists.first?.duration == nil)
    #expect(lists("+1\u{15}\u{14}a\u{14}\0").lists.first?.texts == ["a"])
  }

  @Test func goesOnAfterAListWithoutTexts() {
    #expect(lists("+1\u{14}\0+2\u{14}a\u{14}\0").lists.map(\.texts) == [[], ["a"]])
  }

  @Test(arguments: [
    ("1\u{14}a\u{14}\0", "an onset such as"), ("+\u{14}a\u{14}\0", "an onset such as"),
    ("+1,5\u{14}a\u{14}\0", "an onset such as"), ("\u{14}\u{14}\0", "an onset such as"),
    ("+1\0", "an onset and the byte 20"), ("+1\u{15}x\u{14}a\u{14}\0", "a duration in seconds"),
    ("+1\u{15}-1\u{14}a\u{14}\0", "a duration in seconds"), ("+1\u{15}1\0", "a duration in seconds"),
    ("+1\u{14}a\0", "the bytes 20 and 0 at its end"), ("+1\u{14}a\u{14}", "before the record does"),
  ])
  func namesTheOffsetOfAListItCannotRead(text: String, expected: String) throws {
    let read = lists("+0\u{14}\u{14}\0" + text)
    #expect(read.lists.count == 1)
    let fault = try #require(read.faults.first)
    #expect(read.faults.count == 1)
    #expect(fault.offset == 5)
    #expect(fault.expected.contains(expected))
  }

  @Test func readsTheListBehindABrokenOne() {
    let read = lists("x\u{14}a\u{14}\0+2\u{14}b\u{14}\0")
    #expect(read.lists.map(\.texts) == [["b"]])
    #expect(read.faults.map(\.offset) == [0])
  }

  @Test func survivesAnyBytes() {
    // A linear congruential generator over the bytes that matter most.
    let alphabet: [UInt8] = [0, 0, 20, 20, 21, 0x2B, 0x2D, 0x30, 0x31, 0x2E, 0x61, 0xFF]
    var state: UInt32 = 1
    var listed = 0
    var faulty = 0
    for _ in 0..<20_000 {
      let bytes = (0..<16).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return alphabet[Int(state >> 16) % alphabet.count]
      }
      let read = AnnotationList.read(bytes)
      listed += read.lists.count
      faulty += read.faults.count
    }
    #expect(listed > 100)
    #expect(faulty > 1_000)
  }

  @Test func readsAllAnnotationSignalsInTheFilesOrder() throws {
    var file = SyntheticRecording()
    file.signals = [.annotations(bytes: 20), .init(), .annotations(bytes: 20)]
    file.annotations = [
      ["+0\u{14}\u{14}\0+9\u{14}late\u{14}\0", "+0.5\u{14}a\u{14}\0"], ["+1\u{14}\u{14}\0", "+0.5\u{14}a\u{14}\0"],
    ]
    let read = try annotations(file)
    #expect(read.faults.isEmpty)
    #expect(read.all.map(\.text) == ["late", "a", "a"])
  }

  @Test func namesFileOffsetsOfFaults() throws {
    var file = SyntheticRecording()
    file.signals = [.init(), .annotations(bytes: 20)]
    file.annotations = [["+0\u{14}\u{14}\0"], ["+1\u{14}\u{14}\0bad\u{14}\0"]]
    let read = try annotations(file)
    #expect(read.faults.map(\.kind) == [.badAnnotation])
    #expect(read.faults.map(\.offset) == [UInt64(768 + 28 + 8 + 5)])
    #expect(read.faults.first?.found == "\"bad\"")
  }

  @Test func readsAnnotationsOfPlainFilesAndSaysSo() throws {
    var file = SyntheticRecording(reserved: "")
    file.signals = [.init(), .annotations(bytes: 20)]
    file.annotations = [["+0\u{14}\u{14}\0+1\u{14}a\u{14}\0"]]
    #expect(try annotations(file).all.map(\.text) == ["a"])
    try file.withFile { url in
      let reader = try RecordingReader(url: url)
      #expect(reader.notes.contains { $0.contains("does not declare EDF+ or BDF+") })
    }
  }

  @Test func readsAFileOfNothingButAnnotations() throws {
    var file = SyntheticRecording(recordDuration: "0", records: 1)
    file.signals = [.annotations(bytes: 60)]
    file.annotations = [["+0\u{14}\u{14}\0+0\u{15}30630\u{14}Sleep stage W\u{14}\0"]]
    let read = try annotations(file)
    #expect(read.all == [Annotation(onset: .zero, duration: Ratio(30_630), text: "Sleep stage W")])
  }

  @Test func countsAFrameSourcesAnnotationsFromTheFirstSample() throws {
    var file = SyntheticRecording()
    file.signals = [.init(), .annotations(bytes: 40)]
    file.annotations = [["+0.3945\u{14}\u{14}\0+1.3945\u{14}a\u{14}\0"], ["+1.3945\u{14}\u{14}\0"]]
    try file.withFile { url in
      let source = try FrameSource(url: url)
      #expect(try source.readAnnotations().all == [Annotation(onset: Ratio(1), text: "a")])
    }
  }
}
