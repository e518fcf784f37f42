/// What all pages have in common: no script, no network, light and dark, for any width.
struct Page {
  /// A part of a page under a heading of its own.
  struct Section {
    let identifier: String
    let title: String
    let content: [Markup]

    init(_ identifier: String, _ title: String, _ content: [Markup]) {
      self.identifier = identifier
      self.title = title
      self.content = content
    }

    fileprivate var markup: Markup {
      Markup(
        "section", ["aria-labelledby": identifier], [Markup("h2", ["id": identifier], [Markup(title)])] + content)
    }
  }

  let title: String
  let warning: String
  let sections: [Section]

  /// HTML that is well-formed XML, too.
  var text: String {
    "<!DOCTYPE html>\n"
      + Markup("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], [head, body]).source + "\n"
  }

  private var head: Markup {
    Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        // Whatever a file is called: nothing is run, nothing is fetched.
        Markup(
          "meta",
          ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        Markup("title", [:], [Markup(title)]), Markup("style", [:], [Markup(Stylesheet.text)]),
      ])
  }

  private var body: Markup {
    let heading = [Markup("h1", [:], [Markup(title)]), Markup("p", ["class": "warning"], [Markup(warning)])]
    let skip = sections.last.map {
      Markup("a", ["class": "skip", "href": "#\($0.identifier)"], [Markup("Skip to: \($0.title)")])
    }
    return Markup(
      "body", [:],
      (skip.map { [$0] } ?? []) + [Markup("header", [:], heading), Markup("main", [:], sections.map(\.markup))])
  }
}
