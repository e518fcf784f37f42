/// Names and values.
struct FactList {
  let facts: [(name: String, value: Markup)]

  /// The list.
  var markup: Markup {
    Markup(
      "dl", [:],
      facts.map { name, value in
        Markup(
          "div", [:], [Markup("dt", [:], [Markup(name)]), Markup("dd", [:], [Markup("bdi", [:], [value])])])
      })
  }
}
