/// Why there is no history.
struct HistoryRefusal: Error, CustomStringConvertible {
  /// The file, what was found and what was expected.
  let description: String
}
