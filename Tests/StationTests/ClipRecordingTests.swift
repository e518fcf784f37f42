import EventLog
import Foundation
import LogSupport
import Recordings
import Station
import Testing
import Vocabulary

@Suite struct ClipRecordingTests {
  /// A recording made of a log's clips.
  static func export(
    missing: Range<UInt64> = 0..<0, scale: Int32 = 1, width: EDFWriter.Width, event: UInt32? = nil,
    gaps: ClipRecording.Gaps = .fill
  ) throws -> (folder: LogFolder, url: URL, clips: ClipRecording) {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage, missing: missing, scale: scale)
    let folder = try LogFolder(storage.segmentBytes)
    let file = LogFile(folder.url)
    let session = try file.summary().session(1, path: "")
    let clips = try ClipRecording(file, session: session, event: event)
    let url = folder.url.appending(path: width == .bits16 ? "clips.edf" : "clips.bdf")
    try clips.write(to: url, width: width, gaps: gaps)
    return (folder, url, clips)
  }

  @Test func aBDFHoldsExactlyWhatTheEncoderSaw() throws {
    let export = try Self.export(scale: 1000, width: .bits24)
    #expect(export.clips.resolution(.bits24) == 1.0 / 256 && export.clips.count == 17)
    try Self.expectSamples(in: export.url, shift: 0, scale: 1000)
  }

  @Test func anEDFHoldsSmallSamplesExactlyAndLargeOnesRounded() throws {
    let small = try Self.export(width: .bits16)
    #expect(small.clips.resolution(.bits16) == 1.0 / 256)
    try Self.expectSamples(in: small.url, shift: 0, scale: 1)
    let large = try Self.export(scale: 100, width: .bits16)
    #expect(large.clips.resolution(.bits16) == 32.0 / 256)
    try Self.expectSamples(in: large.url, shift: 5, scale: 100)
  }

  /// Compares the samples of every record with those that were logged from hop 10 on.
  static func expectSamples(in url: URL, shift: Int32, scale: Int32) throws {
    var reader = try RecordingReader(url: url)
    #expect(reader.header.signals.map(\.label).prefix(3) == ["F7-T7", "T7-P7", "Cz"])
    let half: Int32 = shift == 0 ? 0 : 1 << (shift - 1)
    for hop in 10..<27 {
      #expect(try reader.advance())
      for channel in 0..<3 {
        var codes = [Int32](repeating: 0, count: 128)
        var span = codes.mutableSpan
        reader.decode(signal: channel, into: &span)
        let expected = (0..<128).map { index in
          (Samples.sample(channel: channel, index: hop * 128 + index) * scale + half) >> shift
        }
        #expect(codes == expected, "hop \(hop), channel \(channel)")
      }
    }
    #expect(try !reader.advance())
  }

  @Test func clipsInARowAreAContinuousFileThatStartsWithTheFirst() throws {
    let export = try Self.export(width: .bits16)
    let reader = try RecordingReader(url: export.url)
    #expect(export.clips.gapCount == 0 && !reader.header.format.isDiscontinuous)
    // The session began at 15:06:40, the first clip is that of hop 10.
    #expect(reader.header.start?.description == "2025-06-15T15:06:50")
    let annotations = try reader.readAnnotations()
    #expect(annotations.faults.isEmpty)
    #expect(
      annotations.all == [
        Annotation(onset: Ratio(5), duration: Ratio(10), text: "seizure 1: T7-P7 75.0 %, F7-T7 25.0 %")
      ])
  }

  @Test func gapsAreFilledAndAnnotatedSoThatEveryReaderPlacesTheClips() throws {
    let export = try Self.export(missing: 12..<15, width: .bits16)
    var reader = try RecordingReader(url: export.url)
    #expect(export.clips.gapCount == 1 && !reader.header.format.isDiscontinuous && reader.recordCount == 17)
    #expect(
      try reader.readAnnotations().all.contains(
        Annotation(onset: Ratio(2), duration: Ratio(3), text: "BAD_ACQ_SKIP")))
    for hop in 10..<27 {
      #expect(try reader.advance())
      var codes = [Int32](repeating: 1, count: 128)
      var span = codes.mutableSpan
      reader.decode(signal: 1, into: &span)
      let isGap = (12..<15).contains(hop)
      #expect(codes == (0..<128).map { isGap ? 0 : Samples.sample(channel: 1, index: hop * 128 + $0) })
    }
  }

  @Test func gapsCanBeMarkedInADiscontinuousFile() throws {
    let export = try Self.export(missing: 12..<15, width: .bits16, event: 1, gaps: .mark)
    var reader = try RecordingReader(url: export.url)
    #expect(reader.header.format.isDiscontinuous)
    var onsets: [Ratio?] = []
    while try reader.advance() { onsets.append(try reader.onset(ofRecord: reader.recordIndex)) }
    #expect(onsets == [0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map { Ratio($0) })
  }

  @Test func withoutClipsThereIsAnErrorThatSaysSo() throws {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let folder = try LogFolder(storage.segmentBytes)
    let file = LogFile(folder.url)
    let sessions = try file.summary().sessions
    #expect { try ClipRecording(file, session: sessions[1]) } throws: {
      ($0 as? LogReadError)?.found == "no clip in session 2"
    }
    #expect { try ClipRecording(file, session: sessions[0], event: 2) } throws: {
      ($0 as? LogReadError)?.found == "no clip of seizure alarm 2 in session 1"
    }
  }
}
