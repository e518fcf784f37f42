/// What all pages have in common: no network, light and dark, for any width, and no script but one that is named.
struct Page {
  /// A part of a page under a heading of its own.
  struct Section {
    let identifier: String
    /// Its heading; nil for a part whose content has headings of its own.
    let title: String?
    let content: [Markup]

    init(_ identifier: String, _ title: String?, _ content: [Markup]) {
      self.identifier = identifier
      self.title = title
      self.content = content
    }

    fileprivate var markup: Markup {
      guard let title else { return Markup("div", ["id": identifier], content) }
      return Markup(
        "section", ["aria-labelledby": identifier], [Markup("h2", ["id": identifier], [Markup(title)])] + content)
    }
  }

  let title: String
  let warning: String
  let sections: [Section]
  /// The script it has, if it has one.
  var script: PageScript?
  /// Its language's tag.
  var language = "en"
  /// The class of its body.
  var style: String?

  /// HTML that is well-formed XML, too.
  var text: String {
    "<!DOCTYPE html>\n"
      + Markup("html", ["lang": language, "xmlns": "http://www.w3.org/1999/xhtml"], [head, body]).source + "\n"
  }

  private var head: Markup {
    Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        // Whatever a file is called: nothing is run, nothing is fetched.
        Markup(
          "meta",
          ["http-equiv": "Content-Security-Policy", "content": policy]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        Markup("title", [:], [Markup(title)]), Markup("style", [:], [Markup(Stylesheet.text)]),
      ])
  }

  private var policy: String {
    "default-src 'none'; style-src 'unsafe-inline'" + (script.map { "; script-src \($0.source)" } ?? "")
      + (script == .ward ? "; frame-src 'self' file:" : "")
  }

  private var body: Markup {
    let heading = [Markup("h1", [:], [Markup(title)]), Markup("p", ["class": "warning"], [Markup(warning)])]
    let skip = sections.last.flatMap { section in
      section.title.map {
        Markup("a", ["class": "skip", "href": "#\(section.identifier)"], [Markup("Skip to: \($0)")])
      }
    }
    return Markup(
      "body", ["class": style],
      (skip.map { [$0] } ?? []) + [Markup("header", [:], heading), Markup("main", [:], sections.map(\.markup))]
        + (script.map { [Markup("script", [:], [Markup($0.text)])] } ?? []))
  }
}
