import Bundle
import Configuration
import Designer
import Signal
import Testing
import Vocabulary

/// Inputs that are no EEG in a board's file, and what becomes of them in its bundle.
@Suite struct BoardInputsTests {
  private static let shipped = "inputs = [\"Fp1\", \"F7\", \"T7\", \"P7\", \"Fp2\", \"F8\", \"T8\", \"P8\"]"

  private static func text(_ last: String) -> String {
    ShippedFiles.replacing(
      shipped, with: "inputs = [\"Fp1\", \"F7\", \"T7\", \"P7\", \"Fp2\", \"F8\", \(last)]", in: ShippedFiles.board)
  }

  private static func builder(_ board: String, site: String = ShippedFiles.site) throws -> BundleBuilder {
    try BundleBuilder(
      board: BoardDescription(text: board, file: "board.toml"), site: SiteDescription(text: site, file: "site.toml"),
      modelFolders: [DefaultResources().defaultDetector])
  }

  private static func design(_ board: String, site: String = ShippedFiles.site) throws -> SignalDesign {
    try DetectorBundle(BundleFile(bytes: builder(board, site: site).build())).design
  }

  /// Said while a bundle is built, not first in the log of its nights.
  @Test func anElectrodeWithoutANeighbourIsACaution() throws {
    #expect(try Self.builder(ShippedFiles.board).cautions.isEmpty)
    #expect(
      try Self.builder(Self.text("\"T8\", \"Oz\"")).cautions == [
        "taken as recorded against its reference, for want of a neighbour to derive it against: Oz; the detector was "
          + "made for differences of neighbours"
      ])
  }

  @Test func rolesGoIntoTheBundle() throws {
    let design = try Self.design(
      Self.text("{ label = \"ECG\", role = \"ecg\" }, { label = \"Deltoid-L\", role = \"emg\" }"))
    #expect(design.inputCount == 8 && design.polygraphCount == 2)
    #expect(design.polygraph[0] == PolygraphInput(input: 6, role: .ecg, name: ChannelName("ECG")))
    #expect(design.polygraph[1] == PolygraphInput(input: 7, role: .emg, name: ChannelName("Deltoid-L")))
    for channel in 0..<Int(design.channelCount) {
      #expect(design.derivations[channel].plus < 6 && design.derivations[channel].minus % 0xFF < 6)
    }
  }

  @Test func aBoardWithoutThemHasTheBundleThatItHad() throws {
    let plain = try Self.design(ShippedFiles.board)
    let said = try Self.design(Self.text("\"T8\", { label = \"P8\", role = \"eeg\" }"))
    func bytes(_ design: SignalDesign) -> [UInt8] {
      var sink = Bytes()
      design.encode(into: &sink)
      return sink.bytes
    }
    #expect(bytes(plain) == bytes(said))
    #expect(plain.polygraphCount == 0 && Array(bytes(plain).prefix(2)) == [1, 0])
  }

  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  @Test(arguments: [
    ("\"T8\", { label = \"P8\", role = \"ecg\" }", "\"P8\" with the role of no EEG", "no derivation could use it"),
    ("{ label = \"A\", role = \"ecg\" }, { label = \"B\", role = \"ecg\" }", "a second ECG", "at most one"),
    ("\"T8\", { label = \"ECG\", role = \"eog\" }", "\"eog\"", "one of \"eeg\", \"ecg\", \"emg\""),
    ("\"T8\", { label = \"ECG\", rol = \"ecg\" }", "an unknown key", "did you mean 'role'?"),
    ("\"T8\", { role = \"ecg\" }", "nothing", "printable ASCII"),
    ("\"T8\", { label = \"ECG\" }", "\"ECG\"", "electrodes of the 10-10 system"),
    ("\"T8\", \"ECG\"", "\"ECG\"", "electrodes of the 10-10 system"),
    ("\"T8\", { label = \"Deltoid L\", role = \"emg\" }", "\"Deltoid L\"", "without blanks"),
    ("\"T8\", 8", "a list of 8", "what is no EEG as { label = \"ECG\", role = \"ecg\" }"),
    ("{ label = \"A\", role = \"emg\" }, { label = \"A\", role = \"emg\" }", "\"A\" again", "every input once"),
  ])
  func whatMakesNoSenseIsRefused(last: String, found: String, expected: String) {
    let findings = ShippedFiles.boardFindings(Self.text(last))
    #expect(
      findings.contains { $0.found.contains(found) && $0.expected.contains(expected) && $0.line != nil }, "\(findings)")
  }

  @Test func aBoardOfNothingButMusclesIsRefused() {
    let text = ShippedFiles.replacing(
      Self.shipped, with: "inputs = [{ label = \"ECG\", role = \"ecg\" }]", in: ShippedFiles.board)
    #expect(ShippedFiles.boardFindings(text).contains { $0.found == "no EEG" })
  }

  @Test func aMontageCannotUseThem() throws {
    let inputs = [
      InputDescription(label: "F7", calibration: Calibration(referenceMicrovolts: 4_500_000, gain: 24)),
      InputDescription(label: "ECG", calibration: Calibration(referenceMicrovolts: 4_500_000, gain: 24), role: .ecg),
    ]
    let request = DesignRequest(
      inputs: inputs, inputRate: Rate(250), modelRate: 128, montage: .named(["F7", "ECG"]), windowSamples: 512,
      hopSamples: 128)
    #expect(throws: DesignError.noEEG("ECG", channel: "ECG")) { try SignalDesigner.design(request) }
    var two = request
    two.montage = .auto
    two.inputs.append(two.inputs[1])
    #expect(throws: DesignError.tooManyOthers(["ECG", "ECG"])) { try SignalDesigner.design(two) }
  }

  /// A design from elsewhere that breaks the rule is refused by the board itself.
  @Test func aDesignThatUsesThemIsRefused() throws {
    var design = try Self.design(Self.text("\"T8\", { label = \"ECG\", role = \"ecg\" }"))
    try design.validate()
    let last = Int(design.channelCount) - 1
    design.derivations[last].plus = 7
    #expect(throws: SignalFault.polygraph(index: 0)) { try design.validate() }
  }
}
