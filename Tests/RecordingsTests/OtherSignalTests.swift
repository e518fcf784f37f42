import Testing
import Vocabulary

@testable import Recordings

/// The heart's and muscles' signals, where they are wanted as inputs.
@Suite struct OtherSignalTests {
  private func chosen(
    _ signals: [SyntheticRecording.Signal]
  ) throws -> (inputs: [RecordedSignal], leftOut: [String], notes: [String]) {
    try SyntheticRecording(signals: signals).withFile { url in
      let source = try FrameSource(url: url, takesOthers: true)
      return (source.inputs, source.leftOut.map { "\($0.label): \($0.reason)" }, source.notes)
    }
  }

  private func signal(_ label: String, rate: Int = 200, dimension: String = "uV") -> SyntheticRecording.Signal {
    SyntheticRecording.Signal(label: label, dimension: dimension, samplesPerRecord: rate)
  }

  @Test func theyFollowTheEEG() throws {
    let read = try chosen([signal("EKG EKG", dimension: "mV"), signal("Fp1"), signal("EMG chin"), signal("F3")])
    #expect(read.inputs.map(\.label) == ["Fp1", "F3", "EKG EKG", "EMG chin"])
    #expect(read.inputs.map(\.role) == [.eeg, .eeg, .ecg, .emg])
    #expect(read.inputs.map(\.signal) == [1, 3, 0, 2])
    #expect(read.leftOut.isEmpty)
  }

  @Test func whatCannotBeWatchedIsLeftOutWithTheReason() throws {
    let read = try chosen([
      signal("Fp1"), signal("ECG1"), signal("ECG2"), signal("EMG1", rate: 400), signal("EMG2", dimension: "%"),
      signal("EOG-L"),
    ])
    #expect(read.inputs.map(\.label) == ["Fp1", "ECG1"])
    #expect(
      read.leftOut == [
        "ECG2: heart, one ECG is watched", "EMG1: muscle, 400.0 Hz, while the EEG has another rate",
        "EMG2: muscle, no voltage", "EOG-L: eyes",
      ])
    #expect(
      try chosen([signal("Fp1", rate: 64), signal("ECG", rate: 64)]).leftOut == [
        "ECG: heart, 64.0 Hz, too slow for beats"
      ])
  }

  @Test func whatIsWatchedIsNamed() throws {
    let notes = try chosen([signal("Fp1"), signal("ECG1"), signal("EMG1")]).notes
    #expect(notes == ["watched beside the EEG and in no score: ECG1, EMG1"])
  }

  @Test func theyAreNoInputsUnlessWanted() throws {
    let labels = try SyntheticRecording(signals: [signal("Fp1"), signal("ECG")]).withFile { url in
      try FrameSource(url: url).inputs.map(\.label)
    }
    #expect(labels == ["Fp1"])
  }
}
