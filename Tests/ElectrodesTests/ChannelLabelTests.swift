import Electrodes
import Testing

@Suite struct ChannelLabelTests {
  @Test(arguments: [
    "Fp1", "FP1", "fp1", " Fp1 ", "Fp1.", "[Fp1]", "EEG Fp1", "EEG_Fp1", "EEG-Fp1", "EEG:Fp1", "EEGFp1", "eeg fp1",
    "EEG [Fp1]", "EEG(Fp1)", "POL Fp1", "EEG Fp1-REF", "Fp1_REF", "Fp1-Ref", "Fp1 Ref", "EEG Fp1-LE", "Fp1-AVG",
    "Fp1:REF",
    "EEG_Fp1_REF", "EEGFp1-Ref", "Fp1/REF", "Fp1REF", "[Fp1]-REF", "Fp1-0", "\"Fp1\"", "EEG EEG Fp1",
  ])
  func spellingsOfOneElectrode(label: String) {
    let read = ChannelLabel(label)
    #expect(read.plus == Electrode("Fp1") && read.minus == nil)
    #expect(read.normalised() == "Fp1")
  }

  @Test(arguments: [
    ("Fp1-F7", "Fp1-F7"), ("EEG FP1-F7", "Fp1-F7"), ("Fp1_F7", "Fp1-F7"), ("Fp1:A1", "Fp1-A1"), ("Fp1/A1", "Fp1-A1"),
    ("T3-T5", "T7-P7"), ("T8-P8-1", "T8-P8"), ("C3A2", "C3-A2"), ("F7T3", "F7-T7"), ("EEGFp1-F7", "Fp1-F7"),
    ("Fp1 \u{2013} F7", "Fp1-F7"), ("Fp1\u{96}F7", "Fp1-F7"), ("Fp1?F7", "Fp1-F7"),
    ("FP1 - F7", "Fp1-F7"), ("P7-01", "P7-O1"), ("T7/T3", "T7"), ("T7 (T3)", "T7"),
    ("[Fp1]-[F7]", "Fp1-F7"), ("EEG C3-M2", "C3-M2"), ("F7-T7*", "F7-T7"), ("F7-T7 (uV)", "F7-T7"),
    ("F7-T7_1", "F7-T7"), ("F7-T7 BIP", "F7-T7"), ("F7->T7", "F7-T7"), ("EEG F7-EEG T7", "F7-T7"),
    ("FP1-F7-10", "Fp1-F7"), ("T8-P8-123", "T8-P8"), ("Fp1*", "Fp1"), ("Fp1 (uV)", "Fp1"), ("F7*-T7*", "F7-T7"),
    ("F7-T7 uV", "F7-T7"), ("F7-T7 (BIP)", "F7-T7"), ("F7-T7_BIP", "F7-T7"),
  ])
  func derivationsAndAliases(label: String, name: String) {
    #expect(ChannelLabel(label).normalised() == name)
  }

  @Test(arguments: [
    "EEG TRIG", "EEG ECG", "EEG EKG1", "ECG", "EMG1", "EOG Fp1", "EMG C3", "Leg 0", "EEG Status", "EEG Event",
    "EEG Ref", "EEG GND", "REF", "EEG Press", "EEG BP", "CO2", "EtCO2", "O2sat", "EEG Thermistor", "Heart", "VEO",
    "O2-SAT", "P1-PRESS", "C3-PLETH", "F3-EMG", "C3-ECG", "EEG LUC-REF", "EEG RLC-LE", "EEG -", "EEG TTL", "LEOG",
    "Abd", "Chest", "ICP", "CMS", "PR", "Unused",
  ])
  func whatIsNoEEGIsNone(label: String) {
    let read = ChannelLabel(label)
    #expect(read.plus == nil && read.otherKind != nil)
  }

  /// Contacts of depth electrodes may have such letters.
  @Test(arguments: ["LAT3", "PR1", "ABD2", "POS4"])
  func aWordWithANumberMayBeAContact(label: String) {
    #expect(ChannelLabel(label).otherKind == nil)
  }

  @Test(arguments: [
    ("REF", ""), ("ref", ""), ("AVG", "AVG"), ("CAR", "AVG"), ("Mean", "AVG"), ("LE", "A1A2"), ("A1+A2", "A1A2"),
    ("(A1+A2)/2", "A1A2"), ("LM", "M1M2"), ("M1M2", "M1M2"), ("REF1", "REF1"), ("REF2", "REF2"), ("VREF", "VREF"),
    ("ORG", "ORG"), ("GND", "GND"), ("G2", "G2"), ("CS2", "CS2"), ("A1", "A1"),
  ])
  func synonymsOfAReferenceAreOne(word: String, reference: String) {
    #expect(ChannelLabel("Fp1-\(word)").reference == reference)
    #expect(ChannelLabel("EEG F7-\(word)").reference == reference)
  }

  @Test func numbersBehindElectrodesCountChannels() {
    let labels = ["Fp1-1", "F7-2", "T7-10", "O2-19", "ECG-20"]
    #expect(ChannelLabel.reading(labels).map(\.name) == ["Fp1", "F7", "T7", "O2", "ECG-20"])
    // Two may be anything, and equal ones count nothing.
    #expect(ChannelLabel.reading(["T7-10", "P7-10", "O1-10"]).map(\.reference) == ["10", "10", "10"])
  }

  /// A row of numbers is a cap's only beside the ring that every cap has.
  @Test(arguments: [
    ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"], ["F1-F2", "F2-F3", "F3-F4", "F4-F5", "F5-F6"],
    ["F1", "F2", "F3", "F4", "O1", "O2", "O3", "O4", "O5"],
  ])
  func completeRowsBesideTheMidlineAreContacts(contacts: [String]) {
    let grid = ContactGrid((contacts + ["Fz", "Cz"]).map { ChannelLabel($0) })
    #expect(contacts.allSatisfy { grid.holds(ChannelLabel($0)) })
    #expect(!grid.holds(ChannelLabel("Fz")))
  }

  /// Dense ones, those of motor imagery, of the visual cortex and of few electrodes, and those with two names for one.
  @Test(arguments: [
    "Fp1 Fp2 F1 F2 F3 F4 F5 F6 F7 F8 C1 C2 C3 C4 C5 C6 P1 P2 P3 P4 P5 P6 P7 P8 T7 T8 O1 O2 Fz Cz Pz",
    "Fz FC3 FC1 FCz FC2 FC4 C5 C3 C1 Cz C2 C4 C6 CP3 CP1 CPz CP2 CP4 P1 Pz P2 POz", "C1 C2 C3 C4 C5 C6 Cz",
    "C1 C2 C3 C4 Cz A1 A2", "P1 P2 P3 P4 P5 P6 P7 P8 PO3 PO4 PO7 PO8 POz Oz Pz", "F1 F2 F3 F4 Fz FC3 FC4 C3 C4 P3 P4",
    "CP1 CP2 CP3 CP4 CPz C3 Cz C4 Pz", "C5-C3 C3-C1 C1-Cz Cz-C2 C2-C4 C4-C6", "F3 F4 C3 C4 P3 P4 Fz Cz Pz",
    "Fp1 Fp2 F7 F3 Fz F4 F8 T7/T3 C3 Cz C4 T8/T4 P7/T5 P3 Pz P4 P8/T6 O1 O2",
    "Fp1 Fp2 T3 T4 T5 T6 T7 T8 P7 P8 C3 C4 O1 O2 Cz Fz", "P1 P2 P3 P4 PO3 PO4 O1 O2",
    "FC1 FC2 FC3 FC4 C1 C2 C3 C4 CP1 CP2 CP3 CP4", "Fp1 Fp2 F3 F4 C1 C2 C3 C4 P3 P4 O1 O2 A1 A2",
    "Fp1 Fp2 T1 T2 T3 T4 T5 T6 O1 O2 A1 A2", "T1 T2 T3 T4 T5 T6 A1 A2 O1 O2 Fz Cz Pz",
  ])
  func manyCapsAreNoGrids(cap: String) {
    let grid = ContactGrid(cap.split(separator: " ").map { ChannelLabel(String($0)) })
    #expect(grid.isEmpty, "\(grid.ranges)")
  }

  @Test func twoNamesOfOneElectrodeAreContacts() {
    let grid = ContactGrid(["T3", "T4", "T5", "T6", "T7", "T8", "H1"].map { ChannelLabel($0) })
    #expect(grid.ranges == ["T3 to T8"])
  }

  @Test func pairsOfContactsCountNoChannels() {
    let pairs = ["F1-2", "F2-3", "F3-4", "F4-5"]
    #expect(ChannelLabel.reading(pairs).map(\.name) == pairs)
    #expect(ChannelLabel.reading(["Fp1-REF-1", "F7-REF-2", "O2-REF-19"]).map(\.name) == ["Fp1", "F7", "O2"])
  }

  @Test(arguments: ["E1-M2", "E2-M1", "EEG E1-A2"])
  func theEyesElectrodesOfASleepRecordingAreNoEEG(label: String) {
    #expect(ChannelLabel(label).otherKind == "eyes")
    #expect(ChannelLabel("E1").otherKind == nil)
  }

  /// Numbers by which a recorder counts its channels are no part of the names; two of them are O1 and O2 written with a
  /// nought.
  @Test(arguments: ["-", " ", ".", ": ", "_"], ["", "CH", "EEG "])
  func channelsThatAreCountedAreKnown(mark: String, before: String) {
    let names = ["Fp1", "F7", "T7-P7", "C3-A1", "O1"]
    let counted = ["01", "02", "3", "04", "10"]
    let labels = zip(counted, names).map { "\(before)\($0)\(mark)\($1)" } + ["A1", "ECG"]
    let read = ChannelLabel.reading(labels)
    #expect(read.map(\.name) == ["Fp1", "F7", "T7-P7", "C3-A1", "O1", "A1", "ECG"])
    let cap = ChannelLabel.reading(["01-Cz", "02-Cz", "C3-Cz", "P3-Cz", "01-A1"])
    #expect(cap.map(\.name) == ["O1-Cz", "O2-Cz", "C3-Cz", "P3-Cz", "O1-A1"])
    // A number that comes twice counts nothing.
    #expect(ChannelLabel.reading(["1-C3", "1-C4", "1-P3"]).allSatisfy { $0.plus == nil })
  }

  /// Letters of other scripts that look the same, in Unicode and in cp1251 read as Latin.
  @Test(arguments: [
    ("\u{421}3-\u{420}3", "C3-P3"), ("EEG \u{421}z", "Cz"), ("\u{D1}3-\u{C0}1", "C3-A1"), ("\u{422}3", "T7"),
    ("F\u{440}1-\u{41E}1", "Fp1-O1"), ("\u{39F}1-\u{3A1}z", "O1-Pz"), ("\u{424}3", "\u{424}3"),
  ])
  func lettersThatLookTheSameAreTheSame(label: String, name: String) {
    #expect(ChannelLabel(label).name == name)
  }

  /// A word that stands at several electrodes is none of their names; one that names something else is.
  @Test(arguments: [
    "ch_*", "Channel *", "Chan:*", "BIO *", "*_EEG", "* eeg", "*.raw", "EEG|*", "\u{42D}\u{42D}\u{413} *", "EEG * x",
  ])
  func aWordThatAllShareIsLeftOff(form: String) {
    let names = ["Fp1", "F7", "T7-P7", "O1"]
    let read = ChannelLabel.reading(names.map { form.replacing("*", with: $0) } + ["ECG", "X 3"])
    #expect(read.map(\.name) == names + ["ECG", "X 3"], "\(read.map(\.name))")
    // Of two it may be anything.
    let few = ChannelLabel.reading(["ch_Fp1", "ch_F7"])
    #expect(few.allSatisfy { $0.plus == nil })
  }

  /// What is made of the electrodes, or measured at them, beside the electrodes themselves.
  @Test(arguments: ["aEEG *", "Env *", "Imp *", "*_power"]) func aWordBesideThePlainNamesStays(form: String) {
    let names = ["Fp1", "F7", "T7", "P7", "O1"]
    let made = names.map { form.replacing("*", with: $0) }
    for labels in [made + names, names + made] {
      let read = ChannelLabel.reading(labels)
      #expect(read.filter { $0.plus != nil }.map(\.name) == names, "\(read.map(\.name))")
    }
  }

  @Test(arguments: ["iEEG *", "SEEG *", "EMG *", "REF *", "EOG_*", "* SAT", "*_EMG", "Leg *", "Mic_*"])
  func aWordThatNamesSomethingElseStays(form: String) {
    let read = ChannelLabel.reading(["F3", "F7", "P7", "O1"].map { form.replacing("*", with: $0) })
    #expect(read.allSatisfy { $0.plus == nil }, "\(read.map(\.name))")
  }

  @Test func earLobesAreReferencesAndNoNeighbours() {
    #expect(Electrode("A1")?.isReferenceSite == true)
    #expect(ChannelLabel("Fp1-A1").isReferential)
    #expect(!ChannelLabel("Fp1-F7").isReferential)
    #expect(ChannelLabel("EEG 1").plus == nil && ChannelLabel("EEG 1").isTyped)
  }

  private func grid(_ labels: [String]) -> [String] { ContactGrid(labels.map(ChannelLabel.init)).ranges }

  @Test func gridsOfContactsAreNoCap() {
    let letters = ["A", "B"].flatMap { letter in (1...16).map { "\(letter)\($0)" } }
    #expect(grid(letters) == ["A1 to A16"])
    #expect(ChannelLabel.reading(letters).allSatisfy { $0.plus == nil })
    #expect(grid((1...8).map { "F\($0)" }) == ["F1 to F8"])
    #expect(grid((1...8).map { "EEG T\($0)-Ref" } + ["Fz"]) == ["T1 to T8"])
    #expect(grid(letters + (1...3).map { "C\($0)" }) == ["A1 to A16", "C1 to C3"])
    #expect(grid((1...12).filter { $0 != 3 }.map { "F\($0)" }) == ["F1 to F12"])
    #expect(grid((1...4).map { "EEG 0\($0)" }) == ["01 to 04"])
    #expect(ChannelLabel.reading(["SEEG F3", "SEEG F4"]).allSatisfy { $0.plus == nil })
  }

  /// Rows written with noughts, with one contact missing, or beside a cap's own electrodes of the same letter; whatever
  /// the order of the signals.
  @Test(arguments: [
    ("A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11", ["A01 to A11"]),
    ("T01 T02 T03 T04 T05 T06 O01 O02 O03 O04", ["O01 to O04", "T01 to T06"]),
    ("O1 O2 O01 O02 O03 O04 Fz Cz", ["O01 to O04"]), ("F1 F2 F3 F4 F6 F7 F8", ["F1 to F8"]),
    ("A1 A2 A3 A5 A6 A7 A8 Fz Cz", ["A1 to A8"]), ("T2 T3 T4 T5 T6 T7 T8", ["T2 to T8"]),
    ("T1 T2 T3 T4 T6 T7 T8 O1 O2 O3 O4 O5 O6 O8 Fz", ["O1 to O8", "T1 to T8"]),
    ("A01-A02 A02-A03 A03-A04 T1-T2 T2-T3 T3-T4", ["A01 to A04", "T1 to T4"]),
    ("Fp1 Fp2 F3 F4 C3 C4 O1 O2 T1 T2 T3 T4 T5 T6 A1 A2 A3 A4 A5", ["A1 to A5"]),
  ])
  func rowsOfContactsInAnyForm(labels: String, ranges: [String]) {
    let labels = labels.split(separator: " ").map(String.init)
    for order in [labels, labels.reversed(), labels.sorted { $0.hashOfPlace < $1.hashOfPlace }] {
      #expect(grid(order) == ranges)
      for before in ["POL ", "EEG "] { #expect(grid(order.map { "\(before)\($0)" }) == ranges) }
    }
  }

  /// Both ears in the spellings that mean them; a contact's number is no pair of ears.
  @Test(arguments: [
    ("C3-A1A2", "C3"), ("C3-A1+A2", "C3"), ("C3-(A1+A2)/2", "C3"), ("EEG C3-A1/A2", "C3"), ("C3-A2+A1", "C3"),
    ("C3-M1M2", "C3"), ("C3-[M1+M2]", "C3"), ("C3-LE", "C3"), ("C3A1A2", "C3"), ("C3_A1A2", "C3"),
    ("C3-Linked Ears", "C3"), ("C3-A12", "C3-A12"), ("C3-M12", "C3-M12"), ("X-A12", "X-A12"), ("C3-G2", "C3"),
    ("G1-G2", "G1-G2"), ("EEG G3-G2", "G3-G2"), ("X1-REF", "X1"),
  ])
  func linkedEarsAreOnlyWhatMeansThem(label: String, name: String) {
    #expect(ChannelLabel(label).normalised() == name)
  }

  @Test func pairsOfADepthElectrodeKeepTheirNames() {
    let pairs = (1...11).map { "A\($0)-A\($0 + 1)" } + ["A1-A12"]
    #expect(grid(pairs) == ["A1 to A12"])
    #expect(ChannelLabel.reading(pairs).map { $0.normalised() } == pairs)
  }

  @Test func theElectrodeThatAllShareIsTheReference() {
    func common(_ labels: [String]) -> String? { ChannelLabel.commonElectrode(labels.map(ChannelLabel.init))?.label }
    #expect(common(["Fz-Cz", "EEG Pz:CZ", "A1-Cz", "ECG"]) == "Cz")
    #expect(common(["Fz-Cz"]) == nil && common(["Fz-Cz", "Pz-Fz"]) == nil && common(["Fz-A1", "Pz-A1"]) == nil)
    #expect(common(["Fz", "Pz"]) == nil && common(["Fz-Cz", "Pz"]) == nil)
  }

  @Test func capsAreNoGrids() {
    let tenTwenty = Array(Electrode.tenTwenty) + ["A1", "A2"]
    #expect(grid(tenTwenty).isEmpty)
    #expect(grid(Electrode.labels).isEmpty)
    #expect(grid(["T1", "T2", "T3", "T4", "T5", "T6", "O1", "O2", "Fp1", "Fp2"]).isEmpty)
    #expect(grid(["P3-O1", "P7-01", "P4-O2", "P8-02"]).isEmpty)
    #expect(grid(["Fp1", "Fp2"] + (1...64).map { "G\($0)" }).isEmpty)
  }

  /// A depth electrode that shares its letter with the cap takes no recorded derivation with it.
  @Test(arguments: ["A", "C", "O", "T"])
  func derivationsBesideADepthElectrodeStay(letter: String) {
    let derivations = ["Fp1-F3", "F3-C3", "C3-P3", "P3-O1", "F7-T7", "T7-P7", "Fz-Cz"]
    let contacts = (1...8).map { "\(letter)\($0)" }
    #expect(grid(derivations + contacts) == ["\(letter)1 to \(letter)8"])
    let read = ChannelLabel.reading(derivations + contacts)
    #expect(read.prefix(derivations.count).map(\.name) == derivations)
    #expect(read.suffix(8).allSatisfy { $0.plus == nil })
    // Contacts against each other are contacts.
    let pairs = (1...7).map { "\(letter)\($0)-\(letter)\($0 + 1)" }
    #expect(ChannelLabel.reading(derivations + pairs).suffix(7).allSatisfy { $0.plus == nil })
  }

  @Test func everyElectrodeHasOnePlace() {
    for label in Electrode.labels {
      #expect(Electrode(label)?.label == label)
      #expect(Electrode(label.lowercased())?.label == label)
    }
    #expect(Set(Electrode.labels).count == Electrode.labels.count)
    #expect(Electrode("T3") == Electrode("T7") && Electrode("X1") == nil && Electrode("A3") == nil)
  }
}

extension String {
  /// Some other order, always the same.
  fileprivate var hashOfPlace: Int { utf8.reduce(7) { ($0 * 31 + Int($1)) % 97 } }
}
