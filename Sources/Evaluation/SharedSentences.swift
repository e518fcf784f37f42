/// Sentences about recordings, each once, behind the paths of those that it is about.
enum SharedSentences {
  /// Collects them.
  ///
  /// - Parameters:
  ///   - recordings: The recordings.
  ///   - sentences: What there is to say of one.
  /// - Returns: Of each sentence the first three paths, how many more there are, and the sentence; in the paths' order.
  static func of(_ recordings: [RecordingReport], _ sentences: (RecordingReport) -> [String]) -> [String] {
    var paths: [String: [String]] = [:]
    for report in recordings {
      for sentence in Set(sentences(report)) { paths[sentence, default: []].append(report.recording.path) }
    }
    return paths.sorted { ($0.value[0], $0.key) < ($1.value[0], $1.key) }.map { sentence, paths in
      let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
      return "\(paths.prefix(3).joined(separator: ", "))\(more): \(sentence)"
    }
  }
}
