import Electrodes
import Testing
import Vocabulary

@testable import Recordings

/// A montage that is asked for by name says which signals are needed: they come first, and nothing else refuses the
/// file.
@Suite struct AskedMontageTests {
  private typealias Signal = SyntheticRecording.Signal
  private static let cap = [
    "Fp1", "F7", "T7", "P7", "O1", "F3", "C3", "P3", "Fp2", "F4", "C4", "P4", "O2", "F8", "T8", "P8", "Fz", "Cz", "Pz",
  ]

  private func source(
    _ signals: [Signal], _ montage: [String]
  ) throws -> (labels: [String], notes: [String], cautions: [String], left: [String]) {
    try SyntheticRecording(signals: signals).withFile { url in
      let source = try FrameSource(url: url, montage: montage)
      return (source.inputs.map(\.label), source.notes, source.cautions, source.leftOut.map(\.label))
    }
  }

  private static func broken(_ label: String) -> Signal {
    Signal(label: label, physicalMinimum: "0", physicalMaximum: "0")
  }

  /// Of more signals than there are inputs, those asked for are taken, whatever they are.
  @Test func whatIsAskedForIsNotCut() throws {
    let others = (1...40).map { "X\($0)" }
    let read = try source((others + Self.cap + ["FT9", "TP9"]).map { .init(label: $0) }, ["X40", "FT9-TP9", "X33"])
    #expect(read.labels.count == Limits.inputs)
    #expect(Set(read.labels).isSuperset(of: ["X40", "FT9", "TP9", "X33"]))
    #expect(read.cautions.isEmpty)
    // Without one a cap's derivations come before other differences of its electrodes.
    let pairs = Self.cap.flatMap { plus in ["Oz", "Pz"].map { "\(plus)-\($0)" } }.filter {
      $0 != "Pz-Pz" && $0 != "Cz-Pz"
    }
    let banana = try source((pairs + Electrode.doubleBananaNames).map { .init(label: $0) }, [])
    #expect(Set(banana.labels).isSuperset(of: Electrode.doubleBananaNames))
  }

  @Test func theRateIsThatOfWhatIsAskedFor() throws {
    let signals =
      ["Fp1-F7", "F7-T7", "T7-P7"].map { Signal(label: $0) }
      + ["C3-P3", "C4-P4"].map { Signal(label: $0, samplesPerRecord: 8) }
    let read = try source(signals, ["C3-P3", "C4-P4"])
    #expect(read.labels == ["C3-P3", "C4-P4"])
    #expect(
      read.notes.contains("left out (4.0 Hz, while the montage's signals have another rate): Fp1-F7, F7-T7, T7-P7"))
    #expect(read.cautions.isEmpty)
    let mixed = try source(signals, ["Fp1-F7", "F7-T7", "C4-P4"])
    #expect(mixed.labels == ["Fp1-F7", "F7-T7", "T7-P7"])
    #expect(mixed.cautions.count == 1 && mixed.cautions[0].hasSuffix("not be judged: C4-P4"))
  }

  /// An electrode of another rate that is recorded at the right one, too, or that a cap does not need, is no loss.
  @Test func anElectrodeThatIsThereTwiceIsNotLost() throws {
    let twice = ["Fp1-F7", "F7-T7"].map { Signal(label: $0) } + [Signal(label: "F7-T7", samplesPerRecord: 8)]
    #expect(try source(twice, []).cautions.isEmpty)
    let cap = Self.cap.map { Signal(label: $0) }
    #expect(try source(cap + [Signal(label: "FT9", samplesPerRecord: 8)], []).cautions.isEmpty)
    let lacking = cap.dropLast() + [Signal(label: "Pz", samplesPerRecord: 8)]
    #expect(try source(Array(lacking), []).cautions.contains { $0.hasSuffix("not be judged: Pz") })
    #expect(try source(Array(lacking), ["Fp1-F7"]).cautions.isEmpty)
  }

  @Test func aBrokenSignalRefusesOnlyWhatNeedsIt() throws {
    let signals = ["Fp1", "F7", "T7"].map { Signal(label: $0) } + [Self.broken("C3"), Self.broken("X1")]
    let read = try source(signals, ["Fp1-F7", "F7-T7"])
    #expect(read.labels == ["Fp1", "F7", "T7"] && read.left == ["C3", "X1"])
    for (montage, name) in [(["Fp1-F7", "F7-C3"], "C3"), (["X1"], "X1"), (["Fp1-F7", "C3"], "C3")] {
      let error = #expect(throws: RecordingError.self) { _ = try source(signals, montage) }
      #expect(error?.kind == .brokenScaling && error?.found.contains(name) == true)
    }
    #expect(throws: RecordingError.self) { _ = try source(signals, []) }
    // The other one of two that are equal is enough.
    #expect(try source(signals + [Signal(label: "C3")], ["F7-C3"]).labels == ["Fp1", "F7", "T7", "C3"])
    let both = #expect(throws: RecordingError.self) { _ = try source(signals + [Self.broken("C3")], ["F7-C3"]) }
    #expect(both?.found.contains("C3") == true)
  }

  /// Electrodes that are broken together are missed, although one without the others gives no derivation.
  @Test func severalBrokenElectrodesOfACapAreRefused() throws {
    let whole = Self.cap.filter { !["Fz", "Cz", "Pz"].contains($0) }.map { Signal(label: $0) }
    let error = #expect(throws: RecordingError.self) {
      _ = try source(whole + ["Fz", "Cz", "Pz"].map(Self.broken), [])
    }
    #expect(error?.found.contains("(Fz)") == true || error?.found.contains("(Cz)") == true)
  }

  @Test func whatIsAskedForIsEEGWithoutItsType() throws {
    let signals = ["EEG Fp1", "EEG F7", "EEG T7", "61", "62"].map { Signal(label: $0) }
    #expect(try source(signals, []).left == ["61", "62"])
    #expect(try source(signals, ["Fp1-F7", "61"]).left == ["62"])
  }
}
