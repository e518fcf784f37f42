import Designer
import Electrodes
import Signal
import Testing
import Vocabulary

@Suite struct MontageTests {
  private static let calibration = Calibration(
    multiplier: 256, offset: 0, shift: 0, lowestCode: -2048, highestCode: 2047)

  private func design(_ labels: [String], _ montage: MontageDefinition = .auto) throws -> DesignedSignal {
    let inputs = labels.map { InputDescription(label: $0, calibration: MontageTests.calibration) }
    return try SignalDesigner.design(
      DesignRequest(
        inputs: inputs, inputRate: Rate(256), modelRate: 128, montage: montage, windowSamples: 512, hopSamples: 128))
  }

  private func names(_ labels: [String], _ montage: MontageDefinition = .auto) throws -> [String] {
    try design(labels, montage).channels.map(\.name)
  }

  /// The montage of most CHB-MIT recordings.
  private static let bipolar = [
    "FP1-F7", "F7-T7", "T7-P7", "P7-O1", "FP1-F3", "F3-C3", "C3-P3", "P3-O1", "FZ-CZ", "CZ-PZ", "FP2-F4", "F4-C4",
    "C4-P4",
    "P4-O2", "FP2-F8", "F8-T8", "T8-P8", "P8-O2", "P7-T7", "T7-FT9", "FT9-FT10", "FT10-T8", "T8-P8",
  ]

  private static let emotiv = [
    "AF3", "AF4", "F3", "F4", "F7", "F8", "FC5", "FC6", "O1", "O2", "P7", "P8", "T7", "T8",
  ]

  @Test func aBipolarRecordingGivesTheDoubleBananaInItsOwnOrder() throws {
    let designed = try design(MontageTests.bipolar)
    #expect(designed.channels.map(\.name) == MontageDefinition.doubleBananaNames)
    #expect(designed.channels.allSatisfy { $0.minus == nil })
    // T8-P8 is recorded twice: the first is used.
    #expect(designed.channels.first { $0.name == "T8-P8" }?.plus == 16)
    #expect(designed.notes.contains { $0.contains("FT9-FT10") })
  }

  @Test func repeatedLabelsAreUsedOnceHoweverTheyAreNumbered() throws {
    var labels = MontageTests.bipolar
    labels[22] = "T8-P8#2"
    #expect(try names(labels) == MontageDefinition.doubleBananaNames)
    #expect(try names(["EEG1", "EEG1"], .referential) == ["EEG1", "EEG1.2"])
    #expect(try names(["Cz", "CZ"], .referential) == ["Cz"])
  }

  @Test(arguments: ["", "-CS2", "-REF", "-LE"])
  func aReferentialRecordingIsDerived(reference: String) throws {
    let electrodes = [
      "P8", "P3", "P7", "O2", "C4", "FZ", "F4", "CP4", "C2", "CZ", "CP2", "T8", "01", "F7", "T7", "CP6", "F3", "C3",
      "P4",
      "FP1", "PZ", "F8", "FP2",
    ]
    let designed = try design(electrodes.map { $0 + reference })
    #expect(designed.channels.map(\.name) == MontageDefinition.doubleBananaNames)
    let first = try #require(designed.channels.first)
    let plus = try #require(first.plus)
    #expect(electrodes[plus] == "FP1" && first.minus.map { electrodes[$0] } == "F7")
    #expect(designed.design.derivations[0] == Derivation(plus: UInt8(plus), minus: UInt8(first.minus ?? 0)))
  }

  @Test func olderNamesAndClinicalPrefixesAreUnderstood() throws {
    let labels = [
      "EEG Fp1-REF", "EEG Fp2-REF", "EEG F3-REF", "EEG F4-REF", "EEG C3-REF", "EEG C4-REF", "EEG P3-REF", "EEG P4-REF",
      "EEG O1-REF", "EEG O2-REF", "EEG F7-REF", "EEG F8-REF", "EEG T3-REF", "EEG T4-REF", "EEG T5-REF", "EEG T6-REF",
      "EEG Fz-REF", "EEG Cz-REF", "EEG Pz-REF", "ECG EKG-REF",
    ]
    #expect(try names(labels) == MontageDefinition.doubleBananaNames)
    #expect(try names(labels, .named(["T3-T5", "f7-t7"])) == ["T7-P7", "F7-T7"])
    #expect(try names(["Fc5.", "C3..", "T7.."], .named(["FC5", "C3-T7"])) == ["FC5", "C3-T7"])
  }

  /// A cap against one of its own electrodes, as files and boards name it: what was recorded against that electrode are
  /// its derivations, those that begin at it turned over.
  @Test(arguments: ["Cz", "Fz", "Pz", "C3", "O2"])
  func aCapAgainstOneOfItsElectrodesGivesAllDerivations(reference: String) throws {
    let electrodes = Electrode.tenTwenty.subtracting([reference]).sorted()
    let labels = electrodes.map { "\($0)-\(reference)" }
    let designed = try design(labels)
    #expect(designed.channels.map(\.name) == MontageDefinition.doubleBananaNames)
    #expect(designed.cautions.isEmpty)
    for (channel, name) in designed.channels.map({ ($0, $0.name.split(separator: "-").map(String.init)) }) {
      #expect(channel.plus.map { electrodes[$0] } == (name[0] == reference ? nil : name[0]))
      #expect(channel.minus.map { electrodes[$0] } == (name[1] == reference ? nil : name[1]))
    }
  }

  @Test func aDerivationRecordedTheOtherWayRoundIsTurnedOver() throws {
    var labels = MontageTests.bipolar
    labels[0] = "F7-FP1"
    let designed = try design(labels)
    #expect(designed.channels.map(\.name) == MontageDefinition.doubleBananaNames)
    #expect(designed.design.derivations[0] == Derivation(plus: Derivation.none, minus: 0))
  }

  /// The same derivation, recorded as such and to be had from two channels, is judged once; so is one recorded both
  /// ways round.
  @Test func noDerivationIsJudgedTwice() throws {
    #expect(try names(["F7-T7", "F7-A1", "T7-A1", "Fp1-A1"]).filter { $0 == "F7-T7" }.count == 1)
    #expect(try names(["T7-C3", "C3-T7", "C4-T8"]).filter { ["T7-C3", "C3-T7"].contains($0) }.count == 1)
  }

  /// Few electrodes against one of the cap are derived from their neighbours like others.
  @Test func aFewElectrodesAgainstOneOfTheCap() throws {
    #expect(try names(["F7-Cz", "T7-Cz", "P7-Cz"]) == ["F7-T7", "T7-P7"])
    #expect(try names(["Fz-Cz", "Pz-Cz", "Oz-Cz"]) == ["Fz-Cz", "Cz-Pz", "Pz-Oz"])
    let alone = try design(["Fp1-Cz", "O2-Cz"])
    #expect(alone.channels.map(\.name) == ["Fp1-Cz", "O2-Cz"])
    #expect(alone.cautions.contains { $0.contains("taken as recorded against its reference") })
  }

  @Test func electrodesOfDifferentReferencesAreNotSubtracted() {
    #expect(throws: DesignError.missingChannel("F7-T7", recorded: ["F7-A1", "T7-A2"])) {
      try names(["F7-A1", "T7-A2"], .named(["F7-T7"]))
    }
  }

  @Test(arguments: [("REF1", "REF2"), ("AVG", "LE"), ("LM", "REF"), ("VREF", "ORG"), ("GND", "REF"), ("A1A2", "M1M2")])
  func electrodesOfDifferentWordsForAReferenceAreNotSubtracted(first: String, second: String) throws {
    let labels = ["Fp1-\(first)", "F7-\(second)", "T7-\(second)", "P7-\(first)"]
    #expect(try names(labels) == ["F7-T7", "Fp1", "P7"])
  }

  /// Of what was recorded against two references, each electrode is judged once.
  @Test func anElectrodeAgainstTwoReferencesIsOneChannel() throws {
    let electrodes = ["C3", "C4", "O1", "O2"]
    #expect(try names(electrodes + electrodes.map { $0 + "-AVG" }) == electrodes)
  }

  /// The midline against one ear, the sides against theirs.
  @Test func anElectrodeThatOnlyItsReferenceKeepsOutIsACaution() throws {
    let left = ["Fp1", "F7", "F3", "T7", "C3", "P7", "P3", "O1"].map { $0 + "-A1" }
    let right = ["Fp2", "F8", "F4", "T8", "C4", "P8", "P4", "O2"].map { $0 + "-A2" }
    let found = try design(left + right + ["Fz-A1", "Cz-A2", "Pz-A1"])
    #expect(found.channels.count == 16)
    #expect(found.montageCautions.count == 1 && found.montageCautions[0].hasSuffix("Fz-A1, Cz-A2, Pz-A1"))
    #expect(try design(MontageTests.bipolar + (20...32).map { "\($0)" } + ["X1", "X2"]).montageCautions.isEmpty)
  }

  @Test func whatIsInNoChannelIsACaution() throws {
    let contacts = (1...8).map { "LA\($0)" }
    let found = try design(contacts + ["Fz", "Cz"]).montageCautions
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("not judged: \(contacts.joined(separator: ", "))") == true)
    // Few beside many are usual, and so are electrodes beyond the 10-20 system.
    #expect(try design(MontageTests.bipolar + ["X1", "X2"]).montageCautions.isEmpty)
  }

  @Test func anEmotivHeadsetGivesNeighbouringPairsOfAllItsElectrodes() throws {
    let designed = try design(MontageTests.emotiv)
    let names = designed.channels.map(\.name)
    #expect(
      Set(names) == [
        "F7-T7", "T7-P7", "P7-O1", "F8-T8", "T8-P8", "P8-O2", "AF3-F3", "AF4-F4", "F3-FC5", "F4-FC6", "FC5-T7",
        "FC6-T8",
      ])
    #expect(names.count == 12)
    #expect(designed.notes.isEmpty)
  }

  @Test func channelsWithoutElectrodeNamesAreTakenAsRecorded() throws {
    #expect(try names(["EEG1", "EEG8"]) == ["EEG1", "EEG8"])
    #expect(try names(["Fp1", "Fp2"]) == ["Fp1", "Fp2"])
    let designed = try design(["EEG 1", "ECG", "-", "STI TRIG", "EEG 2"])
    #expect(designed.channels.map(\.name) == ["EEG 1", "EEG 2"])
    #expect(designed.notes == ["recorded but not used: ECG, -, STI TRIG"])
  }

  @Test func whatTheDetectorWasNotMadeForIsACaution() throws {
    #expect(try design(MontageTests.bipolar).cautions.isEmpty)
    #expect(try design(MontageTests.emotiv).cautions.isEmpty)
    let unknown = try design(["EEG1", "EEG8"]).cautions
    #expect(unknown.count == 1 && unknown[0].contains("no electrode of the 10-10 system was recognised"))
    let lonely = try design(["Fp1", "Fp2"]).cautions
    #expect(
      lonely.count == 1 && lonely[0].hasPrefix("taken as recorded against its reference")
        && lonely[0].contains("Fp1, Fp2"))
    // Where the site asks for channels as recorded, it is no fallback.
    #expect(try design(["Fp1", "Fp2"], .referential).cautions.isEmpty)
  }

  @Test func aGridOfContactsIsNoCap() throws {
    let labels = ["A", "B"].flatMap { letter in (1...16).map { "\(letter)\($0)" } }
    let designed = try design(labels)
    #expect(designed.channels.map(\.name) == labels)
    #expect(designed.channels.allSatisfy { $0.minus == nil })
    #expect(designed.cautions.count == 2 && designed.cautions[0].hasPrefix("A1 to A16: contacts of a grid"))
    let frontal = try design((1...8).map { "F\($0)" })
    #expect(frontal.channels.allSatisfy { $0.minus == nil })
    #expect(frontal.cautions[0].hasPrefix("F1 to F8: contacts of a grid"))
    // Beside a cap only the cap is judged.
    let both = try design(MontageTests.bipolar + (1...8).map { "A\($0)" })
    #expect(both.channels.map(\.name) == MontageDefinition.doubleBananaNames)
    #expect(both.cautions.count == 1)
  }

  /// What a depth electrode beside a cap takes from it is named; a recorded derivation it does not take.
  @Test func whatContactsTakeFromACapIsNamed() throws {
    for letter in ["C", "O"] {
      let beside = try design(MontageTests.bipolar + (1...8).map { "\(letter)\($0)" })
      #expect(beside.channels.map(\.name) == MontageDefinition.doubleBananaNames && beside.cautions.count == 1)
    }
    let cap = Electrode.tenTwenty.sorted()
    let beside = try design(cap + (1...8).map { "C\($0)" }.filter { !cap.contains($0) })
    #expect(!beside.channels.contains { $0.name.contains("C3") || $0.name.contains("C4") })
    #expect(beside.cautions.contains { $0.hasPrefix("C3, C4: cannot be told from contacts of that name") })
  }

  @Test func earLobesAndMastoidsCanBeNamedAndAreNoNeighbours() throws {
    let labels = ["T7", "T8", "A1", "A2", "M1", "Nz", "Fz"]
    #expect(try names(labels, .named(["T7-A1", "T8-M1", "Nz-Fz"])) == ["T7-A1", "T8-M1", "Nz-Fz"])
    #expect(try !names(["T7", "P7", "A1", "M1"]).contains { $0.contains("A1") || $0.contains("M1") })
    #expect(try names(["C3-A2", "C3-REF"], .named(["C3-A2"])) == ["C3-A2"])
    #expect(throws: DesignError.self) { try names(["C3-REF"], .named(["C3-A2"])) }
  }

  @Test func aMissingChannelIsNamedWithWhatThereIs() {
    #expect(throws: DesignError.missingChannel("Fp1-F7", recorded: ["F7", "T7"])) {
      try names(["F7", "T7"], .doubleBanana)
    }
    #expect {
      try names(["F7", "T7"], .named(["F7-T7", "Cz"]))
    } throws: { error in
      "\(error)".contains("Cz") && "\(error)".contains("F7, T7")
    }
  }

  @Test func aRecordingWithoutEEGIsRefused() {
    #expect(throws: DesignError.noChannels(recorded: ["ECG", "EMG1"])) { try names(["ECG", "EMG1"]) }
    #expect(throws: DesignError.noChannels(recorded: [])) { try names([]) }
  }

  @Test func ofMoreInputsThanAFrameHoldsOnlyThoseUsedAreTaken() throws {
    let labels = (1...40).map { "X\($0)" } + ["Fp1", "F7", "T7", "P7", "O1"]
    let designed = try design(labels, .named(["F7-T7", "T7-P7"]))
    #expect(designed.inputIndices == [41, 42, 43])
    #expect(designed.design.inputCount == 3)
    #expect(designed.design.derivations[1] == Derivation(plus: 1, minus: 2))
    #expect(throws: DesignError.tooManyChannels(count: 45, limit: 32)) { try design(labels, .referential) }
  }

  @Test func namesThatDoNotFitAreRefusedInASiteAndShortenedInARecording() throws {
    let long = "a channel with a very long name"
    #expect(try names([long, long + "2"], .referential) == ["a channel with a", "a channel with.2"])
    #expect(throws: DesignError.name(long)) { try names([long], .named([long])) }
  }
}
