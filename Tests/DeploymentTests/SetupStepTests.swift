import Deployment
import Foundation
import LogSupport
import Testing

/// What setup takes for done.
@Suite struct SetupStepTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private func isDone(_ step: SetupStep) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", step.check]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// What a package brought is not put beside it, where it would hide the package's next one.
  @Test func aFileOfThePackageIsEnoughUnlessAnotherHidesIt() throws {
    let path = folder.url.appending(path: "own").path
    let packaged = folder.url.appending(path: "packaged").path
    let step = SetupStep.file(path, "as it should be", packaged: packaged)
    #expect(try !isDone(step))
    try Data("as it should be".utf8).write(to: URL(fileURLWithPath: packaged))
    #expect(try isDone(step))
    #expect(try !isDone(SetupStep.file(path, "as it should be")))
    try Data("another".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try !isDone(step))
    try FileManager.default.removeItem(atPath: path)
    try Data("another version's".utf8).write(to: URL(fileURLWithPath: packaged))
    #expect(try !isDone(step))
  }
}
