import Testing

@testable import Configuration

@Suite struct KeyLineIndexTests {
  private func index(_ text: String) throws -> KeyLineIndex {
    var reader = TOMLReader(text)
    _ = try reader.document()
    return reader.lines
  }

  @Test func knowsTheLineOfEveryKeyAndListElement() throws {
    let index = try index(
      """
      # a comment = with = signs [and] brackets
      plain = 1
      "quoted key" = "a # no comment [x]"
      dotted.inner = 2

      [table]  # note
      text = \"\"\"
      first = 1
      [not.a.table]
      \"\"\"\"
      after = '''
      x = "'''
      list = [
        "one", "two",  # [
        # comment
        ["deep",
          { a = 1, b = [1,
            2] }],
      ]
      escaped = "\\" = ["

      [table.sub]
      key = 'literal \\'
      [[many]]
      key = 1
      [[many]]
      key = 2
      [many.child]
      key = 3
      """)
    for (path, line) in [
      ("plain", 2), ("quoted key", 3), ("dotted", 4), ("dotted.inner", 4), ("table", 6), ("table.text", 7),
      ("table.after", 11), ("table.list", 13), ("table.list[0]", 14), ("table.list[1]", 14), ("table.list[2]", 16),
      ("table.list[2][0]", 16), ("table.list[2][1]", 17), ("table.list[2][1].a", 17), ("table.list[2][1].b[1]", 18),
      ("table.escaped", 20), ("table.sub", 22), ("table.sub.key", 23), ("many[0]", 24), ("many[0].key", 25),
      ("many[1]", 26), ("many[1].key", 27), ("many[1].child", 28), ("many[1].child.key", 29),
    ] {
      #expect(index[path] == line, "\(path)")
    }
  }

  @Test func givesTheNearestLineOfWhatIsNotThere() throws {
    let index = try index("[spi]\nmode = 1\nlist = [\n1]\n")
    #expect(index["spi.speed_hz"] == 1)
    #expect(index["spi.list[7]"] == 3)
    #expect(index["nothing"] == nil)
  }
}
