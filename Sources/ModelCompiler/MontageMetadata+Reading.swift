import Inference
import Vocabulary

extension MontageMetadata {
  /// Reads what stands in `model.json`; nil for a network of one channel.
  ///
  /// - Throws: `ModelImportError.metadata` naming the key.
  init?(_ keys: ModelKeys) throws(ModelImportError) {
    let isMontage = keys.has("input") ? try keys.choice("input", ["channel": false, "montage": true]) : false
    guard isMontage else {
      for key in ["channels", "missing", "layout", "outputs"] where keys.has(key) {
        throw keys.fault(
          key, "found without \"input\": \"montage\", expected only for a network of all channels at once")
      }
      return nil
    }
    channels = try MontageMetadata.channels(keys)
    missing = try keys.choice("missing", ["refuse": .refuse, "zero": .zero])
    layout =
      keys.has("layout")
      ? try keys.choice("layout", ["channels_first": .channelsFirst, "samples_first": .samplesFirst]) : nil
    output = try MontageMetadata.output(keys)
  }

  private static func channels(_ keys: ModelKeys) throws(ModelImportError) -> [String] {
    guard let names = keys.texts("channels"), (2...Limits.channels).contains(names.count) else {
      throw keys.wrong("channels", expected: "a list of 2 to \(Limits.channels) names such as \"F7-T7\"")
    }
    for (index, name) in names.enumerated() {
      guard (1...Limits.nameBytes).contains(name.utf8.count), name.utf8.allSatisfy(\.isVisibleASCII),
        !names[..<index].contains(name)
      else {
        throw keys.fault(
          "channels[\(index)]",
          "found \"\(name)\", expected 1 to \(Limits.nameBytes) ASCII characters without a space, each name once")
      }
    }
    return names
  }

  private static func output(_ keys: ModelKeys) throws(ModelImportError) -> MontageInput.Output {
    guard keys.has("outputs") else { return .single }
    let given = keys.texts("outputs")
    switch given {
    case ["seizure"]: return .single
    case ["seizure", "background"]: return .seizureFirst
    case ["background", "seizure"]: return .seizureLast
    default:
      let expected = "[\"seizure\"], or [\"background\", \"seizure\"] in the network's order"
      throw given.map { keys.fault("outputs", "found \($0), expected \(expected)") }
        ?? keys.wrong("outputs", expected: expected)
    }
  }
}
