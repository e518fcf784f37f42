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
    #expect(read.labels == ["Fp1", "Cz", "F3"])
    #expect(read.notes == ["left out (not labelled EEG while others are): 61"])
  }

  /// Forty contacts, and the device has 32 inputs: T1 and T2, which would be left of ten, are no electrodes of a cap.
  @Test func contactsOfAGridThatIsCutAreNoElectrodes() throws {
    let names = ["F", "P", "C", "T"].flatMap { letter in (1...10).map { "\(letter)\($0)" } }
    let read = try chosen(names.map { .init(label: $0) })
    #expect(read.labels == Array(names.prefix(30)))
    #expect(read.notes.contains("left out (a contact of a grid whose others are left out): T1, T2"))
    // Those that lie at another rate, too.
    let slow = try chosen(
      (1...6).map { .init(label: "G\($0)") } + (1...8).map { .init(label: "T\($0)", samplesPerRecord: $0 > 2 ? 8 : 4) })
    #expect(!slow.labels.contains("T1") && !slow.labels.contains("T2"))
  }

  @Test func aKnownElectrodeIsEEGWhateverTheOthersSay() throws {
    #expect(
      try chosen([.init(label: "EEG Pz-Oz"), .init(label: "Fp1-F7"), .init(label: "X")]).labels == ["Pz-Oz", "Fp1-F7"])
    // A label that is no EEG switches nothing on.
    #expect(
      try chosen([.init(label: "EEG TRIG"), .init(label: "Fp1-F7"), .init(label: "X")]).labels == ["Fp1-F7", "X"])
    let fast = try chosen([
      .init(label: "Fp1-F7"), .init(label: "F7-T7"), .init(label: "Q 0", samplesPerRecord: 8),
      .init(label: "Q 1", samplesPerRecord: 8), .init(label: "Q 2", samplesPerRecord: 8),
    ])
    #expect(fast.labels == ["Fp1-F7", "F7-T7"])
    #expect(fast.notes == ["left out (8.0 Hz, while the known electrodes have another rate): Q 0, Q 1, Q 2"])
  }

  @Test(arguments: [
    ("uV", 1.0), ("UV", 1), ("uv", 1), ("\u{B5}V", 1), ("\u{3BC}V", 1), ("microvolt", 1), ("MicroVolts", 1),
    ("[uV]", 1),
    ("uV.", 1), ("mkV", 1), ("?V", 1), ("", 1), ("mV", 1_000), ("MV", 1_000), ("mv", 1_000), ("milliV", 1_000),
    ("V", 1_000_000), ("volt", 1_000_000), ("nV", 0.001), ("NV", 0.001), ("nanovolt", 0.001),
  ])
  func everySpellingOfAUnit(dimension: String, microvolts: Double) throws {
    try SyntheticRecording(signals: [.init(label: "Fp1", dimension: dimension)]).withFile { url in
      let source = try FrameSource(url: url)
      let calibration = source.inputs[0].calibration
      let unit =
        Double(calibration.multiplier) * Double(sign: .plus, exponent: -Int(calibration.shift) - 8, significand: 1)
      #expect(abs(unit / (1_600.0 / 4_095 * microvolts) - 1) < 1e-6)
    }
  }

  @Test func anEarLobeDoesNotOutvoteSignalsLabelledEEG() throws {
    let read = try chosen([.init(label: "A1", samplesPerRecord: 8), .init(label: "EEG 1"), .init(label: "EEG 2")])
    #expect(read.labels == ["1", "2"])
  }

  /// What is no electrode of the brain switches nothing on, whatever its type says.
  @Test(arguments: ["EEG Ref", "EEG GND", "EEG BP", "EEG A1", "EEG M2", "EEG Thermistor"])
  func aReferenceLabelledEEGSwitchesNothingOn(label: String) throws {
    let read = try chosen([.init(label: label), .init(label: "ch0"), .init(label: "ch1")])
    #expect(read.labels.suffix(2) == ["ch0", "ch1"])
  }

  /// A few of a type say nothing of the others, unless they are electrodes.
  @Test func aFewLabelledEEGDoNotOutvoteTheOthers() throws {
    let others = (0..<6).map { SyntheticRecording.Signal(label: "ch\($0)") }
    #expect(try chosen([.init(label: "EEG X")] + others).labels.count == 7)
    #expect(try chosen([.init(label: "EEG Cz")] + others).labels == ["Cz"])
  }

  @Test func signalsFromInsideTheHeadAreKeptBesideThoseLabelledEEG() throws {
    #expect(try chosen([.init(label: "SEEG F1"), .init(label: "EEG Cz")]).labels == ["SEEG F1", "Cz"])
  }

  /// A recorder that types only those contacts whose names are electrodes', too.
  @Test func contactsOfAPartlyTypedRowAreKept() throws {
    let row = (1...8).map {
      SyntheticRecording.Signal(label: [3, 4, 7, 8].contains($0) ? "EEG F\($0)-Ref" : "POL F\($0)")
    }
    let read = try chosen(row + [.init(label: "EEG Fz-Ref"), .init(label: "EEG Cz-Ref"), .init(label: "POL X1")])
    #expect(read.labels.count == 10)
    let untyped = (1...8).map { SyntheticRecording.Signal(label: "POL LA\($0)") }
    let found = try cautions(untyped + [.init(label: "EEG Fz"), .init(label: "EEG Cz"), .init(label: "POL X1")])
    #expect(found.count == 1 && found[0].contains("numbered as contacts are") && found[0].hasSuffix("POL LA8"))
  }

  @Test func signalsBeyondTheDevicesInputsAreACaution() throws {
    let found = try cautions((0..<40).map { .init(label: "ch\($0)") })
    #expect(found.contains { $0.hasPrefix("beyond the device's 32 inputs") && $0.hasSuffix("ch38, ch39") })
  }

  @Test func codesBeyondTheDeclaredRangeAreACaution() throws {
    var signal = SyntheticRecording.Signal(label: "Fp1", samplesPerRecord: 64)
    signal.samples = (0..<128).map { $0 % 16 == 0 ? 9_000 : Int32($0 % 50) }
    #expect(try cautions([signal]).contains { $0.hasPrefix("Fp1: more than 1 % of the samples lie outside") })
    signal.samples = signal.samples.enumerated().map { $0 == 0 ? 9_000 : $1 % 50 }
    #expect(try cautions([signal]).isEmpty)
  }

  /// Suppressed EEG of a microvolt, declared as millivolts.
  @Test func lowEEGInTheWrongUnitNamesIt() throws {
    var signal = SyntheticRecording.Signal(label: "Fp1", dimension: "mV", samplesPerRecord: 64)
    (signal.physicalMinimum, signal.physicalMaximum) = ("-8", "8")
    signal.samples = (0..<128).map { $0 % 2 == 0 ? 160 : -160 }
    let found = try cautions([signal])
    #expect(found.count == 1 && found[0].hasSuffix("the header declares the unit mV, likely a mistake for uV"))
    #expect(found[0].contains("amplitudes above 1000 uV"))
  }

  /// One of several that is too large is an electrode, not the unit.
  @Test func oneThatIsTooLargeIsNotTheUnit() throws {
    var large = SyntheticRecording.Signal(label: "Fp1", samplesPerRecord: 64)
    (large.physicalMinimum, large.physicalMaximum) = ("-80000", "80000")
    let others = ["F7", "T7", "P7"].map { SyntheticRecording.Signal(label: $0, samplesPerRecord: 64) }
    large.samples = (0..<128).map { $0 % 2 == 0 ? 200 : -200 }
    let found = try cautions(
      [large]
        + others.map {
          var other = $0
          other.samples = (0..<128).map { $0 % 2 == 0 ? 20 : -20 }
          return other
        })
    #expect(found.count == 1 && found[0].hasSuffix("an electrode that is off, or wrong ranges in the header"))
  }

  /// A few whose unit or scale is another than the others' are named, and nothing is said of the file.
  @Test(arguments: [("mV", "800", "mV"), ("V", "800", "V"), ("nV", "8", "nV"), ("uV", "800000", "uV")])
  func aUnitThatAFewHaveWrongIsTheirs(declared: String, range: String, named: String) throws {
    let others = ["F7", "T7", "P7", "O1", "C3"].map { SyntheticRecording.Signal(label: $0, samplesPerRecord: 64) }
    let odd = ["Fp1", "Fp2"].map {
      SyntheticRecording.Signal(
        label: $0, dimension: declared, physicalMinimum: "-" + range, physicalMaximum: range, samplesPerRecord: 64)
    }
    let found = try cautions(
      (others + odd).map {
        var signal = $0
        signal.samples = (0..<128).map { $0 % 2 == 0 ? 128 : -128 }
        return signal
      })
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("Fp1, Fp2: amplitudes"))
    #expect(found[0].contains("the header declares the unit \(named), likely a mistake for"))
    #expect(found[0].hasSuffix(", in these alone"))
  }

  private func cautions(_ signals: [SyntheticRecording.Signal]) throws -> [String] {
    try SyntheticRecording(signals: signals).withFile { try FrameSource(url: $0).cautions }
  }

  @Test func electrodesOfAnotherRateAreACaution() throws {
    let found = try cautions([
      .init(label: "Fp1-F7"), .init(label: "F7-T7"), .init(label: "Fp2-F8", samplesPerRecord: 8),
    ])
    #expect(found.contains { $0.contains("another rate") && $0.contains("Fp2-F8") })
  }

  @Test func aDigitalRangeBeyondTheFormatsIsACaution() throws {
    let found = try cautions([
      .init(label: "Fp1-F7"), .init(label: "F7-T7", digitalMinimum: "-99999", digitalMaximum: "32767"),
    ])
    #expect(found.contains { $0.hasPrefix("F7-T7: found a digital range of -99999 to 32767") })
    #expect(try cautions([.init(label: "Fp1-F7")]).allSatisfy { !$0.contains("digital range") })
  }

  @Test func anElectrodeOfAnotherUnitIsLeftOutWithACaution() throws {
    try SyntheticRecording(signals: [.init(label: "Fp1"), .init(label: "Cz", dimension: "%")]).withFile { url in
      let source = try FrameSource(url: url)
      #expect(source.cautions == ["Cz is an electrode, but its unit % is no voltage: left out"])
      #expect(source.leftOut.map(\.signal) == [1])
    }
  }

  @Test(arguments: [("mV", "uV"), ("V", "uV"), ("nV", "uV"), ("", "mV")])
  func impossibleAmplitudesNameTheLikelyUnit(declared: String, meant: String) throws {
    var signal = SyntheticRecording.Signal(label: "Fp1", dimension: declared, samplesPerRecord: 64)
    if declared.isEmpty { (signal.physicalMinimum, signal.physicalMaximum) = ("-.8", ".8") }
    // 100 uV by the scaling of the unit meant.
    signal.samples = (0..<128).map { $0 % 2 == 0 ? 128 : -128 }
    if declared.isEmpty { signal.samples = signal.samples.map { $0 / 64 } }
    if declared == "nV" { signal.samples = signal.samples.map { $0 / 4 } }
    try SyntheticRecording(signals: [signal, .init(label: "Cz", samplesPerRecord: 64)]).withFile { url in
      let cautions = try FrameSource(url: url).cautions
      #expect(cautions.count == 1)
      #expect(cautions.first?.hasSuffix("likely a mistake for \(meant)") == true, "\(cautions)")
      #expect(cautions.first?.hasPrefix("Fp1: ") == true)
    }
  }

  @Test func usualAmplitudesGiveNoCaution() throws {
    for size: Int32 in [2, 20, 500, 2_000] {
      let samples = (0..<128).map { $0 % 2 == 0 ? size : -size }
      try SyntheticRecording(signals: [.init(label: "Fp1", samplesPerRecord: 64, samples: samples)]).withFile { url in
        let source = try FrameSource(url: url)
        #expect(source.cautions.isEmpty)
      }
    }
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

  private static let cap = [
    "Fp1", "F7", "T7", "P7", "O1", "F3", "C3", "P3", "Fp2", "F4", "C4", "P4", "O2", "F8", "T8", "P8", "Fz", "Cz", "Pz",
  ]

  /// A broken electrode is left out where a cap's derivations are the same without it, and else refused by name.
  @Test(arguments: [
    ("FT9", "-REF", true), ("Oz", "-REF", true), ("A1", "-REF", true), ("AF3", "-Cz", true), ("FT9-FT10", "", true),
    ("C3-C4", "", true), ("Fz", "-REF", false), ("T7", "-REF", false), ("T3", "-REF", false), ("O2", "-Cz", false),
  ])
  func aBrokenElectrodeThatNoDerivationNeedsIsLeftOut(broken: String, reference: String, isSpare: Bool) throws {
    let absent = [broken == "T3" ? "T7" : broken, String(reference.dropFirst())]
    let others = Self.cap.filter { !absent.contains($0) }
    let breaks: [(inout SyntheticRecording.Signal) -> Void] = [
      { $0.physicalMaximum = $0.physicalMinimum }, { $0.digitalMinimum = "" }, { $0.digitalMaximum = "-2048" },
      {
        $0.dimension = "V"
        ($0.physicalMinimum, $0.physicalMaximum) = ("0", "9E12")
        ($0.digitalMinimum, $0.digitalMaximum) = ("0", "1")
      },
    ]
    for change in breaks {
      var signal = SyntheticRecording.Signal(label: broken + reference)
      change(&signal)
      let signals = others.map { SyntheticRecording.Signal(label: $0 + reference) } + [signal]
      guard isSpare else {
        let error = #expect(throws: RecordingError.self) { _ = try chosen(signals) }
        #expect(error?.found.contains(broken) == true)
        continue
      }
      let read = try chosen(signals)
      #expect(read.labels.count == others.count)
      #expect(read.notes.contains { $0.hasPrefix("left out (byte") && $0.hasSuffix(broken + reference) })
    }
  }

  /// Where there is no cap, any electrode may be needed.
  @Test func aBrokenElectrodeOfAFewIsRefused() throws {
    var signal = SyntheticRecording.Signal(label: "AF3")
    signal.physicalMaximum = signal.physicalMinimum
    let signals = [.init(label: "F3"), .init(label: "F7"), signal]
    let error = #expect(throws: RecordingError.self) { _ = try chosen(signals) }
    #expect(error?.kind == .brokenScaling)
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
