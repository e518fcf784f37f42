import EventLog
import Foundation
import Testing

@testable import Linux
@testable import Supervisor

/// `prodromed` as the asker, with a keeper in the place of the service.
@Suite struct BedRequestTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-bed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A folder of root's is nobody's to become.
    if geteuid() == 0 { try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: folder.path) }
  }

  /// Runs the program, answers what it asks for, and removes the folder.
  private func ask(_ options: [String], answer: BedOutcome?) throws -> (
    code: Int32, text: String, request: BedRequest?, left: [String]
  ) {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = OptionsTests.executable
    process.arguments = ["--log", folder.path] + options
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let path = Array(folder.path.utf8) + [0]
    let descriptor = try FileDescriptor(openingForReading: path.span)
    var keeper = StateKeeper(reading: StateFiles(SegmentFolder.Place(descriptor)))
    var request: BedRequest?
    for _ in 0..<400 where process.isRunning && request == nil {
      if let found = keeper.request() {
        request = found.request
        if let answer {
          try keeper.answer(answer, asker: found.asker)
          if geteuid() == 0 {
            let file = folder.appending(path: "answer").path
            try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: file)
          }
        }
      }
      Thread.sleep(forTimeInterval: 0.02)
    }
    let text = [output, error].map {
      String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return (
      process.terminationStatus, text.joined(), request,
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
    )
  }

  @Test func whatIsDoneIsSaid() throws {
    let result = try ask(["--standby", "20"], answer: .done)
    #expect(result.code == 0 && result.text.hasPrefix("standby"), "\(result.text)")
    #expect(result.request?.act == .standby && result.request?.minutes == 20)
    #expect(result.left == ["answer"])
  }

  @Test(
    arguments: [
      (["--admit"], .admission), (["--discharge"], .discharge), (["--standby", "0"], .standbyEnd),
      (["--test"], .outputTest),
    ]
      as [([String], PersonBody.Act)]) func whatIsRefusedIsSaid(_ options: [String], _ act: PersonBody.Act) throws
  {
    let result = try ask(options, answer: .refusedInAlarm)
    #expect(result.code == 1 && result.text.contains("a seizure alarm stands"), "\(result.text)")
    #expect(result.request?.act == act)
  }

  @Test func aServiceThatDoesNotAnswerIsSaidAndNobodyFindsTheRequestLater() throws {
    let result = try ask(["--admit"], answer: nil)
    #expect(result.code == 69 && result.text.contains("no answer within 5 s"), "\(result.text)")
    #expect(result.left.isEmpty)
  }

  @Test func aFolderThatIsNotThereIsAnErrorOfInput() throws {
    try FileManager.default.removeItem(at: folder)
    let process = Process()
    process.executableURL = OptionsTests.executable
    process.arguments = ["--log", folder.path, "--admit"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }
}
