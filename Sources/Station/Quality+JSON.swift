import Vocabulary

extension Quality {
  /// The names of the defects; empty if none was found.
  public var names: [String] {
    (0..<QualityKind.count).map { QualityKind.row($0) }.filter { contains($0.quality) }.map { "\($0.name)" }
  }
}
