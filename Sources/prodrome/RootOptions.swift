import ArgumentParser
import Deployment
import Foundation

/// How commands that change a board become root there.
struct RootOptions: ParsableArguments {
  @Flag(help: "Ask for the account's sudo password, and give it to sudo on the board; it is kept nowhere.")
  var askSudoPassword = false

  /// The way to a board as root; the time counts from now on.
  ///
  /// - Parameters:
  ///   - remote: The way to the board.
  ///   - connection: The folder for the socket of one connection that all commands share.
  /// - Returns: The way.
  /// - Throws: `ExitCode` if there is no terminal to ask at.
  func shell(_ remote: RemoteOptions, _ connection: SharedConnection) throws -> RootShell {
    guard askSudoPassword else { return RootShell(remote.shared(connection.folder)) }
    // The text that comes back is the C library's own, read at once.
    guard let typed = unsafe getpass("sudo password of \(remote.destination): ") else {
      Console.note("Error: --ask-sudo-password: there is no terminal to ask at")
      throw ExitCode(64)
    }
    let password = unsafe String(cString: typed)
    return RootShell(remote.shared(connection.folder), password: password)
  }
}
