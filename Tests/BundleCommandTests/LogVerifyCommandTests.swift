import ArgumentParser
import EventLog
import Foundation
import LogSupport
import Station
import Testing

@testable import prodrome

/// What `prodrome log verify` ends with.
@Suite struct LogVerifyCommandTests {
  /// Nothing in a log tells whether its oldest segments were dropped or taken away: who verifies has to know.
  @Test func verifyOfALogWithoutItsBeginningHasAnExitCodeOfItsOwn() throws {
    let folder = try LogFolder()
    let log = folder.url.appending(path: "log")
    let secret = folder.url.appending(path: "ward3.seal")
    try KeyLogSealCommand.parse(["ward3", "--output", secret.path]).run()
    let policy = LogPolicy(segmentBytes: 4096, segmentLimit: 2)
    let segments = try SealedLog.log(
      boots: 1, decisions: 200, secret: try SealSecret(reading: secret), policy: policy
    ).segments
    try FileManager.default.createDirectory(at: log, withIntermediateDirectories: true)
    for (number, bytes) in segments {
      try Data(bytes).write(to: log.appending(path: MemorySegmentStorage().name(of: number)))
    }
    let first = try LogFile(log).summary().firstSequence
    func verify(_ more: [String]) throws {
      try LogVerifyCommand.parse([log.path, "--seal-key", secret.path] + more).run()
    }
    #expect(first > 1)
    #expect(throws: ExitCode(4)) { try verify([]) }
    #expect(throws: ExitCode(4)) { try verify(["--begins-with", "\(first - 1)"]) }
    try verify(["--begins-with", "\(first)"])
  }
}
