import Configuration
import Testing

/// The file with the beds.
@Suite struct FleetDescriptionTests {
  private func beds(_ text: String) throws -> [FleetDescription.Bed] {
    try FleetDescription(text: text, file: "fleet.toml").beds
  }

  @Test func bedsStandInTheFilesOrder() throws {
    let beds = try beds("format = 1\n[beds]\nward3 = \"log@c\"\nicu.1 = \"x\"\n".replacing("icu.1", with: "\"icu.1\""))
    #expect(beds.map(\.name) == ["ward3", "icu.1"] && beds.map(\.address) == ["log@c", "x"])
  }

  @Test(arguments: [
    ("[beds]\na = \"b\"\n", "format"), ("format = 1\n", "beds"), ("format = 1\n[beds]\n", "beds"),
    ("format = 1\n[beds]\na = 1\n", "beds.a"), ("format = 1\n[beds]\n\"../x\" = \"b\"\n", "beds.../x"),
    ("format = 1\n[beds]\na = \"b\"\n[bed]\n", "bed"),
  ])
  func whatIsWrongIsNamedWithItsLine(text: String, key: String) {
    do {
      _ = try beds(text)
      Issue.record("\(text) was taken")
    } catch let error as ConfigurationError {
      #expect(error.findings.contains { $0.key == key }, "\(error)")
    } catch {
      Issue.record("\(error)")
    }
  }
}
