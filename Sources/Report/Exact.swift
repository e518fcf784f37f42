/// A figure as people read it, with its exact value and its name in the JSON report for those who count on.
struct Exact {
  let name: String
  let value: Double?
  let text: String

  /// Creates a figure.
  ///
  /// - Parameters:
  ///   - name: Its keys in the JSON report, joined by dots.
  ///   - value: Its value; nil if it is undefined.
  ///   - text: What people read.
  init(_ name: String, _ value: Double?, _ text: String) {
    self.name = name
    self.value = value
    self.text = text
  }

  /// The figure.
  var markup: Markup {
    Markup("data", ["data-figure": name, "value": value.map { "\($0)" } ?? "null"], [Markup(text)])
  }
}
