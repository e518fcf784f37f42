import Foundation
import LogSupport
import Station
import Testing

@testable import Deployment

/// Scripts as root over accounts of every kind, with scripts in the place of `ssh` and `sudo`.
@Suite struct RootShellTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  /// An account whose shell greets, and whose sudo wants `password`; nil for root's own, "" for a sudo that asks for none.
  private func shell(wants password: String?, gives given: String?) throws -> RootShell {
    let bin = folder.url.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try folder.program("bin/id", "#!/bin/sh\necho \(password == nil ? 0 : 1000)\n")
    try folder.program(
      "bin/sudo",
      """
      #!/bin/sh
      case $1 in
        -n) [ -z '\(password ?? "")' ] || { echo 'sudo: a password is required' >&2; exit 1; }; shift ;;
        -S) IFS= read -r typed; [ "$typed" = '\(password ?? "")' ] || { echo 'sudo: 1 incorrect password attempt' >&2; exit 1; }
            shift 3 ;;
      esac
      exec "$@"
      """)
    let ssh = try folder.program(
      "ssh",
      """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      echo 'Welcome to the ward. yes'
      PATH='\(bin.path)':$PATH
      export PATH
      exec sh -c "$3"
      """)
    return RootShell(RemoteShell(destination: "pi@board", program: ssh.path), password: given)
  }

  @Test(arguments: [nil, "", "a b \\c"] as [String?], [nil, "a b \\c"] as [String?])
  func everyAccountThatMayRunsTheScriptAndItsInputIsWhole(wanted: String?, given: String?) throws {
    guard wanted?.isEmpty != false || given != nil else { return }
    let input = folder.url.appending(path: "input")
    try Data("first\nsecond\n".utf8).write(to: input)
    let root = try shell(wants: wanted, gives: given)
    #expect(try root.text("cat; echo 'it''s'", name: "it", input: input) == "first\nsecond\nits\n")
    #expect(try root.text("echo yes", name: "it") == "yes\n")
  }

  @Test func aPasswordThatIsMissingOrWrongIsSaid() throws {
    for (given, text) in [(nil, "--ask-sudo-password"), ("wrong", "does not take that password")] as [(String?, String)]
    {
      let root = try shell(wants: "right", gives: given)
      var fault: PullFault?
      do throws(PullFault) { _ = try root.text("echo yes", name: "it") } catch { fault = error }
      #expect(fault?.description.contains(text) == true, "\(String(describing: fault))")
    }
  }
}
