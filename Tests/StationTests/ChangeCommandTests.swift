import Foundation
import LogSupport
import Synchronization
import Testing

@testable import Station

/// A person's command at each change: every change once, in order, and nothing that a board says is run.
@Suite struct ChangeCommandTests {
  private let folder: LogFolder
  private let said = Said()

  /// What went wrong, as it is told from any thread.
  private final class Said: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  init() throws { folder = try LogFolder() }

  private func command(_ text: String, limitSeconds: Double = 30) -> ChangeCommand {
    let (path, said) = (folder.url.path, said)
    return ChangeCommand("cd '\(path)'; \(text)", limitSeconds: limitSeconds) { said.add($0) }
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
  }

  @Test func everyChangeIsToldOnceAndInOrderAlsoBehindASlowOne() {
    let command = command("[ $N != 0 ] || sleep 0.3; printf '%s ' $N >>told")
    for number in 0..<20 { command.run(["N": "\(number)"]) }
    // Whoever saw the change is not held up.
    #expect(text("told") == nil)
    command.finish()
    #expect(text("told") == (0..<20).map { "\($0) " }.joined() && said.all.isEmpty)
  }

  @Test func whatABoardSaysIsOnlyPassedOn() {
    let reason = "\"; touch ran; $(touch ran) `touch ran` ' && touch ran\n|touch ran"
    let command = command("printf '%s' \"$PRODROME_REASON\" >told")
    command.run(["PRODROME_REASON": reason])
    command.finish()
    #expect(text("told") == reason && text("ran") == nil)
  }

  @Test func aFailureIsToldAndTheNextChangeIsStillTold() {
    let command = command("[ $N != 1 ] || exit 3; printf '%s ' $N >>told")
    for number in 0..<3 { command.run(["N": "\(number)"]) }
    command.finish()
    #expect(text("told") == "0 2 " && said.all == ["ended with 3"])
  }

  @Test func whatTakesTooLongIsEndedWithAllThatItStarted() throws {
    let command = command("[ $N = 0 ] || exit 0; sleep 1000 & echo $! >child; wait", limitSeconds: 0.5)
    for number in 0..<2 { command.run(["N": "\(number)"]) }
    command.finish()
    #expect(said.all == ["not done after 0.5 s: ended"])
    let child = try #require(text("child").flatMap { pid_t($0.trimmingCharacters(in: .newlines)) })
    // Whoever took it over waits for it soon.
    for _ in 0..<200 where isRunning(child) { usleep(10_000) }
    #expect(!isRunning(child))
  }

  private func isRunning(_ child: pid_t) -> Bool {
    let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8))?.split(separator: ")").last
    return state.map { !$0.hasPrefix(" Z") } ?? false
  }
}
