import Foundation
import Testing
import Vocabulary

@testable import Recordings

@Suite struct InputSelectionTests {
  /// Labels and notes of the inputs chosen from signals.
  private func chosen(_ signals: [SyntheticRecording.Signal]) throws -> (labels: [String], notes: [String]) {
    try SyntheticRecording(signals: signals).withFile { url in
      let source = try FrameSource(url: url)
      return (source.inputs.map(\.label), source.notes)
    }
  }

  @Test(arguments: [
    "ECG", "EKG EKG", "EMG chin", "EOG-L", "Resp", "Trigger", "Status", "COUNTER", "GYROX", "ACCX", "acc1", "DC01",
    "SpO2", "HR", "Photic-REF", "MK", "EDF Annotations", "-", "LOC-A2", "Temp",
  ])
  func leavesOutWhatALabelNamesAsSomethingElse(label: String) throws {
    #expect(try chosen([.init(label: "Fp1"), .init(label: label)]).labels == ["Fp1"])
  }

  @Test(arguments: ["EEG1", "OorLiAchter", "Temporal", "Hrx", "A12", "Channel 1", "DCX"])
  func keepsAnyOtherVoltage(label: String) throws {
    #expect(try chosen([.init(label: "Fp1"), .init(label: label)]).labels == ["Fp1", label])
  }

  @Test func takesOnlySignalsLabelledEEGWhereAnyAre() throws {
    let read = try chosen([.init(label: "EEG Fp1"), .init(label: "61"), .init(label: "EEG Cz"), .init(label: "F3")])
    #expect(read.labels == ["Fp1", "Cz"])
    #expect(read.notes == ["left out (not labelled EEG while others are): 61, F3"])
  }

  @Test func leavesOutWhatIsNoVoltage() throws {
    let read = try chosen([.init(label: "Fp1"), .init(label: "X1", dimension: "G"), .init(label: "X2", dimension: "%")])
    #expect(read.labels == ["Fp1"])
    #expect(read.notes == ["left out (unit G is no voltage): X1", "left out (unit % is no voltage): X2"])
  }

  @Test func takesNoUnitAsMicrovoltsOnlyForElectrodesAndSaysSo() throws {
    let read = try chosen([.init(label: "Fp1", dimension: ""), .init(label: "X1", dimension: "")])
    #expect(read.labels == ["Fp1"])
    #expect(
      read.notes == [
        "left out (no unit): X1", "no unit stated, taken as uV because the label is an electrode's: Fp1",
      ])
  }

  @Test func usesTheRateMostSignalsHave() throws {
    let read = try chosen([
      .init(label: "Fp1", samplesPerRecord: 8), .init(label: "Fp2"), .init(label: "Cz"),
    ])
    #expect(read.labels == ["Fp2", "Cz"])
    #expect(read.notes == ["left out (8.0 Hz, while most signals have another rate): Fp1"])
    let tie = try chosen([.init(label: "Fp1", samplesPerRecord: 8), .init(label: "Fp2")])
    #expect(tie.labels == ["Fp1"])
  }

  @Test func prefersKnownElectrodesWhereThereAreTooMany() throws {
    let names = (1...20).map { "X\($0)" } + ["Fp1", "CPz", "AF7"] + (21...40).map { "X\($0)" }
    let read = try chosen(names.map { .init(label: $0) })
    #expect(read.labels.count == Limits.inputs)
    #expect(read.labels == (1...20).map { "X\($0)" } + ["Fp1", "CPz", "AF7"] + (21...29).map { "X\($0)" })
    #expect(
      read.notes == ["left out (the device has 32 inputs): " + (30...40).map { "X\($0)" }.joined(separator: ", ")])
  }

  @Test func saysWhyNothingIsLeft() throws {
    try SyntheticRecording(signals: [.init(label: "ECG"), .init(label: "SpO2", dimension: "%")]).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).rate }
      #expect(error?.kind == .noUsableSignal)
      #expect(error?.found.contains("left out (heart): ECG") == true)
    }
  }

  @Test func refusesAnInputWhoseMicrovoltsDoNotFit() throws {
    let signal = SyntheticRecording.Signal(
      label: "Fp1", dimension: "V", physicalMinimum: "0", physicalMaximum: "9E12", digitalMinimum: "0",
      digitalMaximum: "1")
    try SyntheticRecording(signals: [signal]).withFile { url in
      let error = #expect(throws: RecordingError.self) { _ = try FrameSource(url: url).rate }
      #expect(error?.kind == .brokenScaling)
      #expect(error?.offset == 360)
    }
  }
}
