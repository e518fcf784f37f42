import Testing

@testable import prodrome

/// What beds and the folders of their logs are called by.
@Suite struct BedNameTests {
  @Test func aBedIsNamedAfterItsHostWhateverSSHTakes() {
    for (text, name) in [
      ("log@bed.local", "bed.local"), ("bed", "bed"), ("ssh://log@bed:2222", "bed"),
      ("ssh://log@[fe80::1]:22", "fe80::1"),
      ("log@fe80::1", "fe80::1"),
    ] {
      #expect(FleetOptions.name(of: text) == name)
    }
    #expect(PullCommand.folderName("ssh://log@[fe80::1]:22") == "log-fe80__1")
  }

  @Test func theDefaultFolderIsNamedAfterTheBoardAndNothingElse() {
    #expect(PullCommand.folderName("station@bed.local") == "log-bed.local")
    #expect(PullCommand.folderName("a@../../x") == "log-.._.._x")
  }
}
