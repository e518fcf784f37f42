import Foundation
import LogSupport
import Testing

@testable import Deployment

/// What setup takes for done.
@Suite struct SetupStepTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private func isDone(_ step: SetupStep) throws -> Bool { try isRun(step.check) }

  private func isRun(_ script: String, input: URL? = nil) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    if let input { process.standardInput = try FileHandle(forReadingFrom: input) }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// The key is for the daemon alone to read; one that is there has gone on from the first, and stays.
  @Test func theLogsKeyIsPutThereOnce() throws {
    let manager = FileManager.default
    try manager.createDirectory(at: folder.url.appending(path: "log"), withIntermediateDirectories: true)
    let key = folder.url.appending(path: "ward3.seal.board")
    try Data((0..<56).map { UInt8($0) }).write(to: key)
    #expect(SetupPlan.seal(nil).isEmpty)
    let owner = "\(getuid()):\(getgid())"
    let step = try #require(SetupPlan.seal(key, folder: folder.url.path, owner: owner).first)
    #expect(try !isDone(step))
    #expect(try isRun(step.change, input: step.input) && isDone(step))
    let placed = folder.url.appending(path: "log/seal-0")
    #expect(try Data(contentsOf: placed) == Data(contentsOf: key))
    #expect(try manager.attributesOfItem(atPath: placed.path)[.posixPermissions] as? Int == 0o600)
    try manager.moveItem(at: placed, to: folder.url.appending(path: "log/seal-1"))
    #expect(try isDone(step))
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
