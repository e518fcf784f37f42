import ArgumentParser
import Foundation
import Station

/// How a board is reached.
struct RemoteOptions: ParsableArguments {
  @Argument(help: "The account and the board, as USER@HOST.")
  var destination: String

  @Option(help: "The board's SSH port.")
  var port: UInt16?

  @Option(help: "The private key to log in with.", completion: .file())
  var identity: String?

  @Option(help: "The program in place of the system's ssh.")
  var ssh = "ssh"

  @Option(help: "Give up after so many seconds; what has come until then is kept.")
  var timeout = 3600

  /// The way to the board; the time counts from now on.
  var shell: RemoteShell { shared(nil) }

  /// The way to the board over one connection that all commands share; the time counts from now on.
  ///
  /// - Parameter connection: A folder of the user's own for its socket.
  /// - Returns: The way.
  func shared(_ connection: URL?) -> RemoteShell {
    RemoteShell(
      destination: destination, program: ssh, port: port, identity: identity, limitSeconds: timeout,
      connection: connection)
  }

  func validate() throws {
    guard RemoteShell.isDestination(destination) else {
      throw ValidationError("'\(destination)' is no USER@HOST.")
    }
    guard (1...604_800).contains(timeout) else {
      throw ValidationError("--timeout is \(timeout), expected 1 to 604800 seconds.")
    }
  }
}
