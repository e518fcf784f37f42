import Testing

@testable import Configuration

@Suite struct TOMLReaderTests {
  private func value(_ text: String) throws -> String {
    var reader = TOMLReader(text)
    return TOMLReaderTests.written(.table(try reader.document()))
  }

  /// A value in one form, keys sorted.
  private static func written(_ value: ConfigurationValue) -> String {
    switch value {
    case .table(let values):
      "{" + values.sorted { $0.key < $1.key }.map { "\($0.key)=\(written($0.value))" }.joined(separator: ",") + "}"
    case .array(let values): "[" + values.map(written).joined(separator: ",") + "]"
    case .string(let text): "'\(text)'"
    case .integer, .real, .boolean: value.description
    case .time(let text): "@\(text)"
    }
  }

  /// By the TOML 1.0 specification.
  @Test(arguments: [
    ("", "{}"), ("\u{FEFF}a = 1", "{a=1}"), ("a=1\r\nb = 2 # c\r\n", "{a=1,b=2}"), ("# \u{E9}\n\t \n", "{}"),
    ("a = +99\nb = -0\nc = 1_000\nd = 0xdead_BEEF\ne = 0o17\nf = 0b11", "{a=99,b=0,c=1000,d=3735928559,e=15,f=3}"),
    ("a = 9223372036854775807\nb = -9223372036854775808", "{a=9223372036854775807,b=-9223372036854775808}"),
    (
      "a = 1.5\nb = -2e3\nc = 6.25E-2\nd = inf\ne = -inf\nf = 1_0.0_5",
      "{a=1.5,b=-2000.0,c=0.0625,d=inf,e=-inf,f=10.05}"
    ),
    ("a = nan", "{a=nan}"), ("a = true\nb = false", "{a=true,b=false}"),
    (
      "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5\nc = 1979-05-27\nd = 07:32:00",
      "{a=@1979-05-27T07:32:00Z,b=@1979-05-27 07:32:00.5,c=@1979-05-27,d=@07:32:00}"
    ),
    (#"a = "\b\t\n\f\r\"\\\u00e9\U0001F600""#, "{a='\u{8}\t\n\u{C}\r\"\\\u{E9}\u{1F600}'}"),
    (#"a = 'C:\x'"#, #"{a='C:\x'}"#),
    ("a = \"\"\"\nx\n \"\"y\\\n   \n  z\"\"\"\"\"", "{a='x\n \"\"yz\"\"'}"),
    ("a = '''\nx\\\r\n'y''''", "{a='x\\\n'y''}"),
    ("a = [1, [\"x\", 'y'],\n # c\n 2.0,\n]", "{a=[1,['x','y'],2.0]}"), ("a = []\nb = {}", "{a=[],b={}}"),
    ("a = { b = 1, c.d = [{}] }", "{a={b=1,c={d=[{}]}}}"), ("a.b = 1\na.c = 2\n\"a.b\" = 3", "{a={b=1,c=2},a.b=3}"),
    ("[a.b]\nx = 1\n[a]\ny = 2", "{a={b={x=1},y=2}}"),
    ("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 2", "{a=[{b={x=1}},{b={x=2}}]}"),
    ("[ a . 'b c' ]\n- = 1\n_9 = 2", "{a={b c={-=1,_9=2}}}"), ("[[a.b]]\n[[a.b]]\n[a]\nc = 1", "{a={b=[{},{}],c=1}}"),
  ])
  func reads(text: String, expected: String) throws {
    #expect(try value(text) == expected)
  }

  /// What the specification forbids, and the line on which it stands.
  @Test(arguments: [
    ("[", 1), ("[[", 1), ("[]", 1), ("[a", 1), ("[a]]", 1), ("[[a]", 1), ("[a] b = 1", 1), ("\n[a.]", 2), ("[.a]", 1),
    ("[a..b]", 1), ("]", 1),
    ("a", 1), ("a =", 1), ("\na =\n", 2), ("= 1", 1), ("a = 1 b = 2", 1), ("a = = 1", 1), ("a b = 1", 1),
    ("\"\"\"a\"\"\" = 1", 1),
    ("a = [", 1), ("a = [1\n2]", 2), ("a = [,]", 1), ("a = [1,,2]", 1), ("a = {", 1), ("a = {b = 1,}", 1),
    ("a = {b = 1\n}", 1), ("a = {1}", 1),
    ("a = \"x", 1), ("a = \"x\n\"", 1), ("a = 'x", 1), ("a = '''x", 1), ("\na = \"\"\"\nx\n", 2), (#"a = "\x41""#, 1),
    (#"a = "\uD800""#, 1),
    (#"a = "\u12""#, 1), (#"a = "\U00110000""#, 1), ("a = \"\u{0}\"", 1), ("a = \"\u{1B}\"", 1), ("# \u{0}", 1),
    ("a = 1\rb = 2", 1), ("\r", 1), ("\u{0}", 1),
    ("a = 01", 1), ("a = 1__0", 1), ("a = _1", 1), ("a = 1.", 1), ("a = .5", 1), ("a = 1e", 1), ("a = +0x1", 1),
    ("a = 0x", 1), ("a = 0b2", 1),
    ("a = 9223372036854775808", 1), ("a = True", 1), ("a = x", 1), ("a = -", 1), ("a = 1e5.0", 1), ("a = \u{FF11}", 1),
    ("a = 1979-02-29", 1), ("a = 1979-13-01", 1), ("a = 1979-05-27T07:32", 1), ("a = 24:00:00", 1),
    ("a = 07:32:00Z", 1), ("a = 1979-05-27T", 1),
    ("a = 1979-05-27T07:32:00+1:00", 1), ("a = 07:32:00.", 1), ("a = 1\na = 2", 2), ("[a]\n[a]", 2), ("a = 1\n[a]", 2),
    ("a = 1\n[a.b]", 2), ("a = []\n[[a]]", 2),
    ("[a]\n[[a]]", 2), ("[[a]]\n[a]", 2),
    ("a = {b = 1}\n[a.c]", 2), ("a = {}\na.b = 1", 2), ("a = 1\na.b = 1", 2), ("[a.b]\n[a]\nb.c = 1", 3),
    ("a.b = 1\n[a]", 2), ("[a.b.c]\n[a]\nb = 1", 3),
    ("a = {b = 1, b = 2}", 1), ("a = {b.c = 1, b = 2}", 1),
  ])
  func refuses(text: String, line: Int) {
    let fault = #expect(throws: TOMLFault.self) { try value(text) }
    #expect(fault?.line == line, "\(text.debugDescription) \(String(describing: fault))")
    #expect(fault?.found.isEmpty == false && fault?.expected.isEmpty == false)
  }

  @Test func saysWhatItFoundAndWhatItExpected() {
    let findings = ShippedFiles.siteFindings("format = 1\n[\n")
    #expect(findings.map(\.description) == ["site.toml:2: found the end of the line; expected a key, such as format"])
  }

  /// As deep, as many and as long as a file of a mebibyte can be.
  @Test func nothingIsTooDeepTooManyOrTooLong() throws {
    let count = 1 << 19
    for text in [
      "a = " + String(repeating: "[", count: count), "a = " + String(repeating: "{a=", count: count / 2),
      String(repeating: "a.", count: count) + "a = 1", "[" + String(repeating: "a.", count: count) + "a]",
      String(repeating: "[", count: count),
    ] {
      #expect(throws: TOMLFault.self) { try value(text) }
    }
    let deepest = "a = " + String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
    #expect(try value(deepest).count == 66)
    for (text, size) in [
      ("a = [" + String(repeating: "1,", count: 20_000) + "]", 40_000),
      (String(repeating: "[[a]]\n", count: 5000), 15_000),
      ("a = \"" + String(repeating: "x", count: count) + "\"", count),
      (String(repeating: "\n", count: count) + "a = '''" + String(repeating: "\n", count: 1000) + "'''", 1000),
    ] {
      #expect(try value(text).count >= size - 1)
    }
  }

  @Test func findingsOfAHostileFileAreShortAndPrintable() {
    let text = (0..<5000).map { "\"k\\u001b[31m\($0)\" = \"" + String(repeating: "\\u202e", count: 50) + "\"" }
    let error = #expect(throws: ConfigurationError.self) {
      try SiteDescription(text: text.joined(separator: "\n"), file: "a\u{7}.toml")
    }
    let shown = error?.description ?? ""
    #expect(shown.utf8.count < 200_000 && shown.hasSuffix("more"))
    #expect(shown.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0 != "\u{202E}") })
  }
}
