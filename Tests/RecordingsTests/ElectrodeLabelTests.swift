import Testing

@testable import Recordings

@Suite struct ElectrodeLabelTests {
  @Test func aReferenceThatOthersLackStaysInTheName() {
    let mixed = ["Fp1-REF1", "F7-REF2", "T7-CAR", "P7-AVG", "O1"]
    #expect(ElectrodeLabel.normalised(mixed).labels == ["Fp1-REF1", "F7-REF2", "T7-AVG", "P7-AVG", "O1"])
    #expect(ElectrodeLabel.normalised(["Fp1-CAR", "F7-AVG"]).labels == ["Fp1", "F7"])
    #expect(ElectrodeLabel.normalised(["Fp1-REF", "F7"]).labels == ["Fp1", "F7"])
  }

  @Test(arguments: [
    ("FP1", "Fp1"), ("EEG Fp1-Ref", "Fp1"), ("EEG FP1-REF", "Fp1"), ("EEG FP1-LE", "Fp1"), ("Fp1-Avg", "Fp1"),
    ("T3", "T7"), ("EEG T4", "T8"), ("T5-REF", "P7"), ("T6", "P8"), ("T3-C3", "T7-C3"), ("FP1-F7", "Fp1-F7"),
    ("F7-T7", "F7-T7"), ("FZ-CZ", "Fz-Cz"), ("FT9-FT10", "FT9-FT10"), ("T8-P8-0", "T8-P8"), ("T8-P8-1", "T8-P8"),
    ("Fc5.", "FC5"), ("Fcz.", "FCz"), ("Cp5", "CP5"), ("Iz..", "Iz"), ("AF3", "AF3"), ("01", "O1"), ("02", "O2"),
    ("EEG1", "EEG1"), ("EEG 12", "12"), ("OorLiAchter", "OorLiAchter"), ("C3-A2", "C3-A2"), ("eeg cz-ref", "Cz"),
    ("ECG-LA-RA", "ECG-LA-RA"), ("SP1", "Sp1"), ("P9", "P9"), ("C3 - P3", "C3-P3"), ("POL Fz", "Fz"),
  ])
  func normalisesTheSpellingsInFiles(recorded: String, montage: String) {
    #expect(ElectrodeLabel.normalised(recorded) == montage)
  }

  @Test func takesOffAReferenceThatAllShare() {
    let shared = ElectrodeLabel.normalised(["FZ-CS2", "C3-CS2", "01-CS2"])
    #expect(shared.labels == ["Fz", "C3", "O1"])
    #expect(shared.commonReference == "CS2")
    let mixed = ElectrodeLabel.normalised(["C3-A2", "C4-A1"])
    #expect(mixed.labels == ["C3-A2", "C4-A1"])
    #expect(mixed.commonReference == nil)
    #expect(ElectrodeLabel.normalised(["C3-Cz"]).labels == ["C3-Cz"])
  }

  @Test func keepsEqualLabelsApartAndRecognisable() {
    #expect(ElectrodeLabel.normalised(["T8-P8", "T8-P8", "T4-T6"]).labels == ["T8-P8", "T8-P8#2", "T8-P8#3"])
    #expect(ElectrodeLabel.normalised(["T8-P8-0", "T8-P8-1"]).labels == ["T8-P8", "T8-P8#2"])
    #expect(ElectrodeLabel.normalised(["A#2", "A", "A"]).labels == ["A#2", "A", "A#3"])
  }

  @Test func fitsNamesOfTheDevice() {
    let labels = ElectrodeLabel.normalised([
      "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOPQ", "Größe", "",
    ]).labels
    #expect(labels == ["ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMN#2", "ABCDEFGHIJKLMN#3", "Gr??e", "?"])
    #expect(labels.allSatisfy { $0.utf8.count <= 16 })
  }
}
