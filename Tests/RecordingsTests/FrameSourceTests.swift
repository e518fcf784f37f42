import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Recordings

@Suite struct FrameSourceTests {
  /// All frames of a recording.
  static func frames(_ url: URL) throws -> [Frame] {
    var source = try FrameSource(url: url)
    var frames: [Frame] = []
    var frame = Frame()
    while try source.next(into: &frame) { frames.append(frame) }
    return frames
  }

  /// Of an electrode recorded twice the signal that stands still is not the one that is judged.
  @Test func ofTwoOfANameTheOneThatMovesHasIt() throws {
    let moving: [Int32] = [10, 200, -30, 40, 50, -60, 700, 80]
    let still = [Int32](repeating: 5, count: 8)
    for (first, second, labels) in [(still, moving, ["Fp1#2", "Fp1"]), (moving, still, ["Fp1", "Fp1#2"])] {
      let signals: [SyntheticRecording.Signal] = [
        .init(label: "Fp1", samples: first), .init(label: "EEG Fp1", samples: second),
        .init(label: "F7", samples: moving),
      ]
      try SyntheticRecording(signals: signals).withFile { url in
        let source = try FrameSource(url: url)
        #expect(source.inputs.map(\.label) == labels + ["F7"])
        #expect(source.notes.contains("signal 1 stands still: signal 2 is Fp1 in its place") == (first == still))
      }
    }
  }

  @Test func givesTheFilesCodesInTheirOrder() throws {
    var file = SyntheticRecording()
    file.signals = [
      .init(label: "FP1-F7", samples: [1, 2, 3, 4, 5, 6, 7, 8]),
      .init(label: "F7-T3", samples: [-1, -2, -3, -4, -5, -6, -7, -8]),
    ]
    let frames = try file.withFile { try Self.frames($0) }
    #expect(frames.map { $0.codes[0] } == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(frames.map { $0.codes[1] } == [-1, -2, -3, -4, -5, -6, -7, -8])
    #expect(frames.map(\.sampleIndex) == Array(0..<8))
    #expect(frames.map(\.monotonicNanoseconds) == (0..<8).map { 250_000_000 * $0 })
  }

  @Test func namesInputsAsMontagesDo() throws {
    var file = SyntheticRecording()
    file.signals = ["EEG FP1-REF", "EEG T3-REF", "EEG T3-REF", "EEG Cz-REF"].map { .init(label: $0) }
    try file.withFile { url in
      let source = try FrameSource(url: url)
      #expect(source.inputs.map(\.label) == ["Fp1", "T7", "T7#2", "Cz"])
      #expect(source.rate == Rate(4))
      #expect(source.duration == Ratio(2))
    }
  }

  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.skipReason)))
  func readsEveryRecordingOfTheSharedDataToItsEnd() throws {
    var count = 0
    for folder in ["chbmit-clips", "background", "background-measure-only"] {
      let root = try #require(SharedData.url(folder))
      let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
      for case let url as URL in files where ["edf", "bdf"].contains(url.pathExtension) {
        var source = try FrameSource(url: url)
        var frames: UInt64 = 0
        var frame = Frame()
        while try source.next(into: &frame) { frames += 1 }
        #expect(frame.sampleIndex + 1 == frames, "\(url.path)")
        let seconds = Ratio(Int128(frames) * Int128(source.rate.denominator), over: Int128(source.rate.numerator))
        #expect(source.duration == seconds, "\(url.path)")
        count += 1
      }
    }
    #expect(count > 300)
  }
}
