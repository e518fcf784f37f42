/// The beds that are looked after together, read from a TOML file: names and addresses. How an address is reached
/// (ports, keys, hosts between) is said where it is for everything else: in `~/.ssh/config`.
public struct FleetDescription: ConfigurationDescription, Equatable, Sendable {
  /// A bed.
  public struct Bed: Equatable, Sendable {
    /// What people call it; also its log's folder.
    public var name: String
    /// Its board's account for fetching, as `ssh` takes it.
    public var address: String
  }

  /// The beds in the file's order.
  public let beds: [Bed]

  /// Reads a description from its parsed file.
  ///
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  public init(_ file: ConfigurationFile) throws {
    let root = file.root
    _ = root.integer("format", in: 1...1)
    var beds: [Bed] = []
    if let table = root.table("beds") {
      for name in table.keys {
        guard let address = table.text(name, limit: 255, example: "prodrome-log@bed3.local") else { continue }
        if Self.isName(name) {
          beds.append(Bed(name: name, address: address))
        } else {
          table.report(name, found: "the name \"\(name)\"", expected: "letters, digits and . _ -, not a dot first")
        }
      }
      if table.keys.isEmpty { root.report("beds", found: "no bed", expected: "ward3 = \"prodrome-log@bed3.local\"") }
    }
    root.finish()
    self.beds = try file.result(beds)
  }

  private static func isName(_ name: String) -> Bool {
    !name.hasPrefix(".") && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || [0x2E, 0x5F, 0x2D].contains(byte)
      }
  }
}
