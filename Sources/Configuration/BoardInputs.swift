import Electrodes
import Signal
import Vocabulary

/// A board's inputs as its file has them: their labels and what each measures.
struct BoardInputs {
  /// In the chips' order.
  let labels: [String]
  /// In the chips' order.
  let roles: [InputRole]

  private static let words: KeyValuePairs<String, InputRole> = ["eeg": .eeg, "ecg": .ecg, "emg": .emg]

  /// Reads them; nil where something is missing. What is wrong is reported.
  init?(_ root: TableReader) {
    let expected =
      "a list of 1 to 16 labels, such as [\"Fp1\", \"F7\"], what is no EEG as { label = \"ECG\", role = \"ecg\" } or \"emg\""
    guard let entries = root.entries("inputs", count: 1...16, expected: expected) else { return nil }
    var labels: [String] = []
    var roles: [InputRole] = []
    for entry in entries {
      switch entry {
      case .text(let label):
        labels.append(label)
        roles.append(.eeg)
      case .table(let table):
        let label = table.text("label", limit: Limits.nameBytes, example: "ECG")
        let role = table.has("role", otherwise: "\"eeg\"") ? table.choice("role", Self.words) : .eeg
        table.finish()
        guard let label, let role else { return nil }
        labels.append(label)
        roles.append(role)
      }
    }
    self.labels = labels
    self.roles = roles
    checkLabels(root)
    checkRoles(root)
  }

  private func checkLabels(_ root: TableReader) {
    for (index, label) in labels.enumerated() {
      if roles[index] == .eeg, let objection = Electrode.objection(to: label) {
        root.report("inputs[\(index)]", found: "\"\(label)\"", expected: objection)
      } else if label.utf8.count > Limits.nameBytes {
        root.report(
          "inputs[\(index)]", found: "\"\(label)\"", expected: "a label of at most \(Limits.nameBytes) characters")
      } else if label.contains(" ") {
        root.report("inputs[\(index)]", found: "\"\(label)\"", expected: "a label without blanks")
      } else if roles[index] != .eeg && ChannelLabel(label).plus != nil {
        root.report(
          "inputs[\(index)]", found: "\"\(label)\" with the role of no EEG",
          expected: "a label that is no electrode's of the head, such as \"ECG\": no derivation could use it")
      } else if let first = labels.firstIndex(of: label), first < index {
        root.report(
          "inputs[\(index)]", found: "\"\(label)\" again", expected: "every input once; input \(first + 1) has it")
      }
    }
  }

  private func checkRoles(_ root: TableReader) {
    let hearts = roles.indices.filter { roles[$0] == .ecg }
    if hearts.count > 1 {
      root.report(
        "inputs[\(hearts[1])]", found: "a second ECG", expected: "at most one input with the role \"ecg\"")
    }
    let others = roles.indices.filter { roles[$0] != .eeg }
    if others.count > PolygraphInput.limit {
      root.report(
        "inputs[\(others[PolygraphInput.limit])]", found: "\(others.count) inputs that are no EEG",
        expected: "at most \(PolygraphInput.limit)")
    }
    if others.count == roles.count {
      root.report("inputs", found: "no EEG", expected: "at least one input with the role \"eeg\"")
    }
  }

  /// An input of the EEG against the common reference is one electrode, a bipolar one two.
  func check(_ root: TableReader, suits reference: FrontEndSettings.Reference) {
    for (index, label) in labels.enumerated()
    where roles[index] == .eeg && label.contains("-") != (reference == .bipolar) {
      root.report(
        "inputs[\(index)]", found: "\"\(label)\"",
        expected: reference == .bipolar
          ? "two electrodes, such as \"F7-T7\", since front_end.reference is \"bipolar\""
          : "one electrode, such as \"F7\", since front_end.reference is \"srb1\"")
    }
  }
}
