/// Why a text is no TOML document.
struct TOMLFault: Error, Equatable {
  /// The line, from 1.
  let line: Int
  /// What is there.
  let found: String
  /// What would be right.
  let expected: String
}
