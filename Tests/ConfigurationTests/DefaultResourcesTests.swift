import Configuration
import Foundation
import TestSupport
import Testing

@Suite struct DefaultResourcesTests {
  /// Makes a folder with the given files, runs `body` with it, and removes it.
  private func withFolder(_ files: [String], _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
      .resolvingSymlinksInPath()
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      let url = folder.appending(path: file)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
    try body(folder)
  }

  private func home(of executable: URL, _ environment: [String: String] = [:]) -> String? {
    try? DefaultResources(executable: executable, environment: environment).home.path
  }

  @Test func areFoundFromWhereSwiftPMBuilds() throws {
    let executable = SharedData.repository.appending(path: ".build/x86_64-unknown-linux-gnu/release/prodrome")
    let resources = try DefaultResources(executable: executable, environment: [:])
    #expect(resources.home.path == SharedData.repository.path)
    _ = try BoardDescription(at: resources.board.path)
    _ = try SiteDescription(at: resources.site.path)
  }

  @Test func areFoundBesideAnExecutableThatWasCopied() throws {
    try withFolder(["app/prodrome", "app/Boards/virtual.toml", "Boards/virtual.toml"]) { folder in
      #expect(home(of: folder.appending(path: "app/prodrome")) == folder.appending(path: "app").path)
    }
  }

  @Test func areFoundInShareBesideBin() throws {
    try withFolder(["usr/bin/prodrome", "usr/share/prodrome/Boards/virtual.toml"]) { folder in
      #expect(
        home(of: folder.appending(path: "usr/bin/prodrome")) == folder.appending(path: "usr/share/prodrome").path)
    }
  }

  @Test func areFoundThroughALinkToTheExecutable() throws {
    try withFolder(["app/prodrome", "app/Boards/virtual.toml"]) { folder in
      let link = folder.appending(path: "prodrome")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appending(path: "app/prodrome"))
      #expect(home(of: link) == folder.appending(path: "app").path)
    }
  }

  @Test func areWherePRODROME_HOMESaysAndNowhereElse() throws {
    try withFolder(["app/prodrome", "app/Boards/virtual.toml", "other/Boards/virtual.toml", "empty/x"]) { folder in
      let executable = folder.appending(path: "app/prodrome")
      let other = folder.appending(path: "other").path
      #expect(home(of: executable, ["PRODROME_HOME": other]) == other)
      let empty = folder.appending(path: "empty").path
      #expect(throws: DefaultResources.NotFound(tried: [empty])) {
        try DefaultResources(executable: executable, environment: ["PRODROME_HOME": empty])
      }
    }
  }

  @Test func sayWhereTheyWereLookedForWhenThereAreNone() throws {
    try withFolder(["app/prodrome"]) { folder in
      let error = try #require(throws: DefaultResources.NotFound.self) {
        try DefaultResources(executable: folder.appending(path: "app/prodrome"), environment: [:])
      }
      #expect(error.tried.contains(folder.appending(path: "app").path))
      #expect(error.description.contains("PRODROME_HOME"))
    }
  }
}
