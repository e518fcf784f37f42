import ArgumentParser
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

  /// The way to the board.
  var shell: RemoteShell {
    RemoteShell(destination: destination, program: ssh, port: port, identity: identity)
  }

  func validate() throws {
    guard RemoteShell.isDestination(destination) else {
      throw ValidationError("'\(destination)' is no USER@HOST.")
    }
  }
}
