import ArgumentParser

/// How a dataset is evaluated in parts.
struct PartOptions: ParsableArguments {
  @Option(help: "Only this recording or folder, by its path in the dataset; may be repeated.")
  var only: [String] = []

  @Flag(help: "Print the recordings' paths in the dataset, one a line, and do nothing else.")
  var list = false

  @Option(
    help:
      "Detect, do not score: write what was found, also which recordings failed, to this file for --merge (NAME.part.jsonl).",
    completion: .file())
  var part: String?

  @Option(
    help: "Do not detect: score what the parts below this folder found; each recording must be in one of them.",
    completion: .directory)
  var merge: String?

  /// Whether one of them is.
  var areGiven: Bool { !only.isEmpty || list || part != nil || merge != nil }

  func validate() throws {
    guard [list, part != nil, merge != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("found several of --list, --part and --merge, expected one")
    }
    guard part?.hasSuffix(".part.jsonl") != false else {
      throw ValidationError("found --part \(part ?? ""), expected a name that ends with .part.jsonl")
    }
  }
}
