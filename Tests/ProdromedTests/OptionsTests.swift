import Bundle
import Configuration
import Crypto
import EventLog
import Foundation
import Linux
import Testing
import Text
import Vocabulary

@testable import prodromed

/// The daemon's own arguments and exit codes, on the executable that the package builds for the host.
@Suite struct OptionsTests {
  private let folder: URL
  private let file: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-options-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appending(path: "file").path
    try Data("no bundle, but more bytes than none".utf8).write(to: URL(filePath: file))
  }

  @Test(arguments: ["--help", "-h"]) func helpIsNoFailureAndNamesEveryOption(_ option: String) throws {
    let result = try run([option])
    #expect(result.code == 0)
    for option in ["--bundle", "--log", "--trust", "--board", "--self-test", "--frames", "example:", "exit codes"] {
      #expect(result.error.contains(option))
    }
    #expect(result.error.contains("Never on a person without isolation."))
  }

  @Test func theVersionAndTheCommitAreSaid() throws {
    let result = try run(["--version"])
    #expect(result.code == 0 && result.error.isEmpty)
    #expect(result.output.hasPrefix("\(Version.major).\(Version.minor).\(Version.patch) (commit "))
    #expect(result.output.hasSuffix(")\n"))
  }

  @Test func helpIsGivenWhateverStandsBeforeIt() throws {
    #expect(try run(["--bundle", "x", "--self-test", "--help"]).code == 0)
  }

  @Test(
    arguments: [
      ([], "--bundle is needed"),
      (["--bundle", "x"], "--bundle is needed"),
      (["--log", "x"], "--bundle is needed"),
      (["--bundle"], "an option without a value"),
      (["--bundle", "x", "--log"], "an option without a value"),
      (["--bundle", "x", "--frames"], "an option without a value"),
      (["--bundle", "x", "--self-test", "--frames", "x"], "only one of"),
      (["--bundle", "x", "--log", "x", "--self-test"], "only one of"),
      (["--bundle", "x", "--log", "x", "--log", "y"], "only one of"),
      (["--bundl", "x"], "not known"),
      (["--bundlex", "x", "--self-test"], "not known"),
      (["bundle", "x", "--self-test"], "not known"),
      (["", "x", "--self-test"], "not known"),
      (["--unknown"], "an option without a value"),
      (["--bundle", "x", "--bundle", "y", "--self-test"], "given twice"),
      (["--trust", "x", "--trust", "y"], "given twice"),
      (["--board", "x", "--board", "x"], "given twice"),
      (["--admit"], "asked with --log and no --bundle"),
      (["--log", "x", "--bundle", "y", "--discharge"], "asked with --log and no --bundle"),
      (["--self-test", "--admit"], "asked with --log and no --bundle"),
      (["--log", "x", "--admit", "--discharge"], "only one of --admit"),
      (["--log", "x", "--standby", "61"], "0 to 60 minutes"),
      (["--log", "x", "--standby", "1x"], "0 to 60 minutes"),
      (["--log", "x", "--standby", ""], "0 to 60 minutes"),
      (["--log", "x", "--standby"], "an option without a value"),
    ] as [([String], String)])
  func argumentsThatMakeNoSenseAreRefusedByName(_ arguments: [String], _ problem: String) throws {
    let process = try run(arguments)
    #expect(process.code == 64)
    #expect(process.output.isEmpty)
    #expect(process.error.contains("prodromed: arguments:") && process.error.contains(problem), "\(process.error)")
  }

  @Test func moreArgumentsThanThereIsRoomForAreRefused() throws {
    let result = try run(["--bundle", String(repeating: "x", count: 10_000), "--self-test"])
    #expect(result.code != 0 && result.error.contains("arguments"))
  }

  @Test(arguments: ["/nonexistent/bundle", "/proc"]) func aBundleThatCannotBeReadIsAnErrorOfInput(_ path: String) throws
  {
    let result = try run(["--bundle", path, "--frames", file])
    #expect(result.code == 74)
    #expect(result.error.contains("prodromed: bundle:"))
  }

  @Test func anEmptyBundleAndALinkToOneAreErrorsOfInput() throws {
    let (empty, link) = (folder.appending(path: "empty"), folder.appending(path: "link"))
    try Data().write(to: empty)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: file))
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Self.run(["--bundle", empty.path, "--frames", file]).code == 74)
    #expect(try Self.run(["--bundle", link.path, "--frames", file]).code == 74)
  }

  @Test func framesThatAreNotThereAreAnErrorOfInput() throws {
    let result = try run(["--bundle", file, "--frames", "/nonexistent/frames"])
    #expect(result.code == 74)
    #expect(result.error.contains("prodromed: frames:"))
  }

  @Test func whatIsNoFileOfFramesIsRefusedAsData() throws {
    let result = try run(["--bundle", file, "--frames", file])
    #expect(result.code == 65)
    #expect(result.error.contains("not a file of frames"))
  }

  @Test func thisBuildSaysThatItHasNoBoard() throws {
    let result = try run(["--bundle", file, "--log", "x"])
    #expect(result.code == 64)
    #expect(result.error.contains("prodromed: board: this build only takes --frames"))
  }

  /// A bundle that the service refuses is refused by the self-test, too, before any device is opened.
  @Test func theSelfTestDemandsOfABundleWhatTheServiceDemands() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let (signer, other) = (SigningKey(), SigningKey())
    let resources = try DefaultResources()
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: SiteDescription(at: resources.site.path),
      modelFolders: [resources.defaultDetector])
    let (signed, unsigned) = (folder.appending(path: "signed"), folder.appending(path: "unsigned"))
    try Data(builder.build(signedBy: signer)).write(to: signed)
    try Data(builder.build()).write(to: unsigned)
    let keys = folder.appending(path: "keys")
    func selfTest(_ bundle: URL, _ options: [String] = []) throws -> (code: Int32, error: String) {
      let result = try Self.run(["--bundle", bundle.path, "--self-test"] + options)
      return (result.code, result.error)
    }
    try Data("\(signer.publicKey.hexadecimal)\n".utf8).write(to: keys)
    // All is well with these but that this build has no board.
    for options in [[], ["--trust", keys.path], ["--board", "virtual"]] {
      #expect(try selfTest(signed, options).code == 64)
    }
    let refused = try selfTest(unsigned, ["--trust", keys.path])
    #expect(refused.code == 65 && refused.error.contains("it is not signed"), "\(refused.error)")
    #expect(try selfTest(signed, ["--board", "pieeg-rpi5"]).error.contains("it is for another board"))
    try Data("\(other.publicKey.hexadecimal)\n".utf8).write(to: keys)
    #expect(try selfTest(signed, ["--trust", keys.path]).error.contains("a key that this board does not trust"))
    #expect(try selfTest(URL(filePath: file)).code == 65)
  }

  @Test func everyFailureHasItsDocumentedExitCode() {
    let fault = SystemFault(.findChip, FixedText("pinctrl-rp1"), code: 19)
    #expect(Failure.system(fault, .board).exitCode.rawValue == 71)
    #expect(Failure.cannotGoOn(.none).exitCode.rawValue == 71)
    for subject in [Failure.Subject.arguments, .bundle, .frames, .log, .trust] {
      #expect(Failure.system(fault, subject).exitCode.rawValue == 74)
    }
    for failure in [
      Failure.bundle(.notABundle), .settings(.excitation), .trust, .keptState, .mismatch, .frames(.notFrames, frame: 0),
    ] {
      #expect(failure.exitCode.rawValue == 65)
    }
    #expect(Failure.selfTest.exitCode.rawValue == 1)
    #expect(Failure.bed(.refusedInAlarm).exitCode.rawValue == 1 && Failure.bed(nil).exitCode.rawValue == 69)
    #expect(Failure.state(StorageFault(.write, segment: 0, code: 5)).exitCode.rawValue == 74)
  }

  @Test func whatStopsTheBoardIsNamedInTheLog() {
    let fault = SystemFault(.findChip, FixedText("pinctrl-rp1"), code: 19)
    #expect(Failure.system(fault, .board).reason == .frontEnd && Failure.system(fault, .board).detail == fault.detail)
    let gone = FaultDetail.system(.transfer, subject: FixedText("/dev/spidev0.0"), code: 19)
    #expect(Failure.cannotGoOn(gone).reason == .frontEnd && Failure.cannotGoOn(gone).detail == gone)
    #expect(Failure.cannotGoOn(.slept(milliseconds: 5)).reason == .clock)
    #expect(Failure.bundle(.notABundle).reason == .bundle && Failure.trust.reason == .bundle)
    #expect(Failure.selfTest.reason == .selfTest)
    #expect(Failure.help.reason == nil)
  }

  /// Runs the daemon, and removes the files.
  private func run(_ arguments: [String]) throws -> (code: Int32, output: String, error: String) {
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Self.run(arguments)
  }

  private static func run(_ arguments: [String]) throws -> (code: Int32, output: String, error: String) {
    let process = Process()
    // The tests lie beside the executables.
    process.executableURL = executable
    process.arguments = arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let found = output.fileHandleForReading.readDataToEndOfFile()
    let notes = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: found, as: UTF8.self), String(decoding: notes, as: UTF8.self))
  }

  /// The daemon as the package builds it for the host.
  static let executable = Foundation.Bundle.main.bundleURL.appending(path: "prodromed")
}
