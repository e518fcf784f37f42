import Testing

@testable import Report

@Suite struct MarkupTests {
  @Test func textAndAttributesCannotBecomeMarkup() {
    let markup = Markup("p", ["title": "\"><script>"], ["<b>&", Markup("br", [:])])
    #expect(markup.source == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;<br/></p>")
  }

  @Test func charactersThatXMLForbidsAreReplaced() {
    #expect(Markup("a\u{0}b\u{1B}c\u{FFFE}\n").source == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\n")
  }

  @Test func attributesWithoutAValueAreLeftOut() {
    #expect(Markup("div", ["class": nil, "id": "x"]).source == "<div id=\"x\"></div>")
  }
}
