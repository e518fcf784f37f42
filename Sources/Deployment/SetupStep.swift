import Foundation

/// One thing that setup brings about on a board. Whether it is done is seen by its effect, so that a setup that was cut
/// off goes on where it stopped.
public struct SetupStep: Sendable {
  /// What it brings about, for people.
  public let name: String
  /// A script that ends with 0 if it is so already.
  public let check: String
  /// A script that brings it about.
  public let change: String
  /// What the second script is given to read.
  public let input: URL?

  /// Creates a step.
  public init(_ name: String, check: String, change: String, input: URL? = nil) {
    self.name = name
    self.check = check
    self.change = change
    self.input = input
  }
}

extension SetupStep {
  /// A file of root's with these contents.
  ///
  /// - Parameters:
  ///   - path: Its path, which every shell takes as it stands.
  ///   - text: Its contents.
  ///   - mode: Its permissions.
  ///   - packaged: Where the board's Debian package has it; what is there as it should be is not put beside it.
  ///   - first: A script that is run before it is put there.
  ///   - then: A script that is run once it was put there.
  /// - Returns: The step.
  public static func file(
    _ path: String, _ text: String, mode: String = "644", packaged: String? = nil, first: String = ":",
    then: String = ":"
  ) -> SetupStep {
    let digest = SlotShell.digest(of: Array(text.utf8))
    let isPackaged = packaged.map { "[ ! -e \(path) ] && \(has($0, digest)) ||\n" } ?? ""
    return SetupStep(
      path,
      check: """
        \(isPackaged){ \(has(path, digest)) && [ ! -L \(path) ] &&
        [ "$(stat -c '%U:%G %a' \(path))" = 'root:root \(mode)' ]; }
        """,
      change: """
        set -e
        \(first)
        printf %s \(RootShell.quoted(text)) >\(path).new
        chown root:root \(path).new
        chmod \(mode) \(path).new
        sync \(path).new
        mv -f \(path).new \(path)
        \(then)
        """)
  }

  private static func has(_ path: String, _ digest: String) -> String {
    "[ \"$(sha256sum <\(path) 2>/dev/null | cut -d' ' -f1)\" = \(digest) ]"
  }

  /// A unit of systemd.
  public static func unit(_ name: String, _ text: String) -> SetupStep {
    .file("/etc/systemd/system/\(name)", text, packaged: "/lib/systemd/system/\(name)")
  }

  /// A folder.
  public static func folder(_ path: String, owner: String, mode: String) -> SetupStep {
    SetupStep(
      "\(path)/",
      check: "[ -d \(path) ] && [ \"$(stat -c '%U:%G %a' \(path))\" = '\(owner) \(mode)' ]",
      change: "set -e; mkdir -p \(path); chown \(owner) \(path); chmod \(mode) \(path)")
  }
}
