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

  /// What turns the direction of writing around or is not seen: by its number in Unicode's own tables.
  @Test(
    arguments: [
      0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF,
      0xFFF9, 0xE0001, 0xE0041,
    ] as [UInt32])
  func charactersThatAPageWouldObeyAreReplaced(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let markup = Markup("p", ["title": "a\(scalar)b"], [Markup("c\(scalar)d")])
    #expect(markup.source == "<p title=\"a\u{FFFD}b\">c\u{FFFD}d</p>")
    #expect(Markup("ÄöМ한漢\u{1F600}µ").source == "ÄöМ한漢\u{1F600}µ")
  }

  /// What XML escapes would reach a browser as a reference, which no style understands: the rule is passed over.
  @Test func noStyleHoldsWhatIsEscaped() {
    #expect(Stylesheet.text.allSatisfy { !"<>&".contains($0) })
  }

  @Test func attributesWithoutAValueAreLeftOut() {
    #expect(Markup("div", ["class": nil, "id": "x"]).source == "<div id=\"x\"></div>")
  }
}
