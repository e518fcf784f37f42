import Inference
import Vocabulary

extension MontageMetadata {
  /// Reads what stands in `model.json`; nil for a network of one channel.
  ///
  /// - Throws: `ModelImportError.metadata` naming the key.
  init?(_ object: [String: Any]) throws(ModelImportError) {
    let isMontage =
      object["input"] == nil
      ? false : try ModelMetadata.choice(object, "input", ["channel": false, "montage": true])
    guard isMontage else {
      for key in ["channels", "missing", "layout", "outputs"] where object[key] != nil {
        throw ModelImportError.metadata(
          key: key, problem: "found without \"input\": \"montage\", expected only for a network of all channels at once"
        )
      }
      return nil
    }
    channels = try MontageMetadata.channels(object)
    missing = try ModelMetadata.choice(object, "missing", ["refuse": .refuse, "zero": .zero])
    layout =
      object["layout"] == nil
      ? nil
      : try ModelMetadata.choice(
        object, "layout", ["channels_first": .channelsFirst, "samples_first": .samplesFirst])
    output = try MontageMetadata.output(object)
  }

  private static func channels(_ object: [String: Any]) throws(ModelImportError) -> [String] {
    guard let names = object["channels"] as? [String], (2...Limits.channels).contains(names.count) else {
      throw ModelImportError.metadata(
        key: "channels", problem: "expected a list of 2 to \(Limits.channels) names such as \"F7-T7\"")
    }
    for (index, name) in names.enumerated() {
      guard (1...Limits.nameBytes).contains(name.utf8.count), name.utf8.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E }),
        !names[..<index].contains(name)
      else {
        throw ModelImportError.metadata(
          key: "channels[\(index)]",
          problem:
            "found \"\(name)\", expected 1 to \(Limits.nameBytes) ASCII characters without a space, each name once")
      }
    }
    return names
  }

  private static func output(_ object: [String: Any]) throws(ModelImportError) -> MontageInput.Output {
    guard let given = object["outputs"] else { return .single }
    switch given as? [String] {
    case ["seizure"]: return .single
    case ["seizure", "background"]: return .seizureFirst
    case ["background", "seizure"]: return .seizureLast
    default:
      throw ModelImportError.metadata(
        key: "outputs",
        problem: "found \(given), expected [\"seizure\"], or [\"background\", \"seizure\"] in the network's order")
    }
  }
}
