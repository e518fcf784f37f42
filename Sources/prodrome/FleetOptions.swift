import ArgumentParser
import Configuration
import Deployment
import Foundation
import Station

/// Which beds a command is for, and how their boards are reached.
struct FleetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The boards' accounts for fetching, as ssh takes them: USER@HOST, a name of ~/.ssh/config, ssh://USER@HOST:PORT.",
      valueName: "host"))
  var destinations: [String] = []

  @Option(help: "A file with the beds: format = 1, and a table [beds] of NAME = \"USER@HOST\".", completion: .file())
  var fleet: String?

  @Option(help: "The boards' SSH port.")
  var port: UInt16?

  @Option(help: "The private key to log in with.", completion: .file())
  var identity: String?

  @Option(help: "The program in place of the system's ssh.")
  var ssh = "ssh"

  /// A bed's name and address.
  struct Place: Sendable {
    let name: String
    let address: String
  }

  /// The beds; at least one.
  ///
  /// - Throws: `ExitCode` after the reason went to standard error.
  func places() throws -> [Place] {
    var places = destinations.map { Place(name: Self.name(of: $0), address: $0) }
    if let fleet {
      places += try BundleCommand.reading {
        try FleetDescription(at: fleet).beds.map { Place(name: $0.name, address: $0.address) }
      }
    }
    var names: Set<String> = []
    for place in places {
      try Self.check(place.address)
      guard names.insert(place.name).inserted else {
        throw ValidationError("two beds are called '\(place.name)'; --fleet gives them names.")
      }
    }
    return places
  }

  func validate() throws {
    guard !destinations.isEmpty || fleet != nil else {
      throw ValidationError("no bed is named: give USER@HOST, or --fleet.")
    }
    for destination in destinations { try Self.check(destination) }
  }

  private static func check(_ destination: String) throws {
    guard RemoteShell.isDestination(destination) else {
      throw ValidationError("'\(destination)' is nothing that ssh can reach, expected USER@HOST.")
    }
  }

  /// The way to a board; the time counts from now on.
  func shell(_ place: Place, limitSeconds: Int) -> RemoteShell {
    RemoteShell(
      destination: place.address, program: ssh, port: port, identity: identity, limitSeconds: limitSeconds)
  }

  /// The beds as they are asked.
  ///
  /// - Parameters:
  ///   - connection: A folder for sockets of connections that questions share.
  ///   - clipKey: What sealed clips are opened with.
  /// - Returns: The beds, nothing asked yet.
  /// - Throws: As `places`.
  func beds(connection: URL? = nil, clipKey: ClipKey? = nil) throws -> [Bed] {
    try places().map {
      Bed(
        name: $0.name, destination: $0.address, program: ssh, port: port, identity: identity, connection: connection,
        clipKey: clipKey)
    }
  }

  /// What people call a board: its host, out of whatever `ssh` takes.
  static func name(of destination: String) -> String {
    var text = destination.hasPrefix("ssh://") ? String(destination.dropFirst(6)) : destination
    if let at = text.lastIndex(of: "@") { text = String(text[text.index(after: at)...]) }
    guard destination.hasPrefix("ssh://") else { return text }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      return String(text[text.index(after: text.startIndex)..<end])
    }
    return text.firstIndex(of: ":").map { String(text[..<$0]) } ?? text
  }
}
