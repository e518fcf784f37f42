import Foundation
import TestSupport
import Testing

/// The files by which a board's system keeps the daemon running.
@Suite struct ServiceFilesTests {
  private static let analyze = "/usr/bin/systemd-analyze"
  private static let hasAnalyze = FileManager.default.isExecutableFile(atPath: analyze)
  private static var folder: URL { SharedData.repository.appending(path: "Boards") }
  private static let options = ["--log": "/var/lib/prodrome/log", "--trust": "/etc/prodrome/trusted-keys"]

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
  }

  /// Runs a program; what it wrote on both outputs.
  private func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let found = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: found, as: UTF8.self))
  }

  @Test(.enabled(if: hasAnalyze, "there is no systemd-analyze here"))
  func systemdUnderstandsEveryLineOfTheUnit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-unit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // The daemon is not installed where this runs.
    let unit = folder.appending(path: "prodromed.service")
    let installed = try text("prodromed.service")
      .replacingOccurrences(of: "/var/lib/prodrome-slots/current/prodromed", with: "/bin/true")
      .replacingOccurrences(of: "/usr/libexec/prodrome-slots", with: "/bin/true")
    try installed.write(to: unit, atomically: true, encoding: .utf8)
    let complaints = try run(Self.analyze, ["verify", unit.path]).text.split(separator: "\n").filter {
      $0.contains("prodromed.service")
        // Known from systemd 254 on; an older one leaves them out, as the unit says.
        && !$0.contains("'RestartSteps'") && !$0.contains("'RestartMaxDelaySec'")
    }
    #expect(complaints.isEmpty)
  }

  @Test(.enabled(if: hasAnalyze, "there is no systemd-analyze here"))
  func theUnitExposesLittle() throws {
    let unit = Self.folder.appending(path: "prodromed.service").path
    // Ten times the exposure that systemd computes, from 0 to 100; one made without care has 96.
    let result = try run(Self.analyze, ["security", "--offline=yes", "--no-pager", "--threshold=20", unit])
    #expect(result.code == 0, "\(result.text.suffix(200))")
  }

  /// Each thing that is left open is explained in the manual's page.
  @Test(.enabled(if: hasAnalyze, "there is no systemd-analyze here"))
  func whatTheUnitLeavesOpenIsExplained() throws {
    let unit = Self.folder.appending(path: "prodromed.service").path
    let text = try run(Self.analyze, ["security", "--offline=yes", "--no-pager", unit]).text
    let open = text.split(separator: "\n").compactMap { $0.hasPrefix("✗ ") ? $0.split(separator: " ")[1] : nil }
    let page = try String(
      contentsOf: SharedData.repository.appending(path: "Sources/Manual/Manual.docc/Security.md"), encoding: .utf8)
    #expect(!open.isEmpty)
    for name in open { #expect(page.contains("| `\(name.replacing("|", with: "\\|"))` |"), "\(name)") }
  }

  @Test func theUnitStartsTheDaemonAgainForEverAndGrantsWhatItNeeds() throws {
    let unit = try text("prodromed.service")
    for line in [
      "Restart=always", "StartLimitIntervalSec=0", "LimitRTPRIO=60", "LimitMEMLOCK=infinity", "OOMScoreAdjust=-1000",
      "NoNewPrivileges=yes", "PrivateNetwork=yes", "RestrictAddressFamilies=none", "MemoryDenyWriteExecute=yes",
      "ProtectSystem=strict", "ReadWritePaths=/var/lib/prodrome", "DeviceAllow=char-spi rw",
      "DeviceAllow=char-gpiochip rw", "DeviceAllow=char-watchdog rw",
    ] {
      #expect(unit.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
    #expect(!unit.contains("RestrictRealtime=") && !unit.contains("WatchdogSec="))
  }

  @Test func bothStartTheDaemonAlike() throws {
    let (unit, script) = (try text("prodromed.service"), try text("prodromed.init"))
    let variables = ["--log": "$log", "--trust": "$keys"]
    for (option, path) in Self.options {
      #expect(unit.contains("\(option) \(path)"))
      let variable = try #require(variables[option])
      #expect(script.contains("\(option) \(variable)") && script.contains("\(variable.dropFirst())=\(path)\n"))
    }
    // systemd runs what the slots' link names, by its own program's choice.
    let slots = "/var/lib/prodrome-slots/current"
    #expect(unit.contains("ExecStart=\(slots)/prodromed --bundle \(slots)/board.bundle "))
    #expect(unit.contains("ExecStartPre=+/usr/libexec/prodrome-slots choose\n"))
    #expect(script.contains("bundle=/etc/prodrome/board.bundle\n"))
  }

  @Test(arguments: ["prodromed.init", "supervise"]) func theShellUnderstandsTheScripts(name: String) throws {
    let result = try run("/bin/sh", ["-n", Self.folder.appending(path: name).path])
    #expect(result.code == 0, "\(result.text)")
  }

  /// A daemon that always ends costs the board no more than a start in 30 s; one that had run for a minute is back
  /// after a second.
  @Test func theSupervisorNeitherLoopsNorWaits() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-supervise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.path
    // Runs of these seconds, by a clock of its own; then the supervisor is ended.
    let daemon = """
      #!/bin/sh
      read -r ran <'\(place)/runs' || kill -9 $PPID
      sed -i 1d '\(place)/runs'
      read -r now rest <'\(place)/uptime'
      echo "$((${now%.*} + ran)).00 0" >'\(place)/uptime'
      exit 3
      """
    let script = try text("supervise")
      .replacing("/usr/bin/prodromed", with: "sh '\(place)/daemon'").replacing(
        "/proc/uptime", with: "'\(place)/uptime'"
      )
      .replacing("  sleep $pause", with: "  :")
    for (name, content) in [
      ("daemon", daemon), ("supervise", script), ("uptime", "100.00 0\n"),
      ("runs", [0, 0, 1, 59, 0, 0, 0, 60, 0].map { "\($0)\n" }.joined()),
    ] { try Data(content.utf8).write(to: folder.appending(path: name)) }
    // Threads of tests have every signal blocked, and so have their children: a shell that waits would wait for ever.
    // The one between takes the end of children again.
    let result = try run("/bin/bash", ["-c", "sh \"$0\" \"$1\"; true", "\(place)/supervise", "\(place)/pid"])
    let pauses = result.text.split(separator: "\n").filter { $0.contains("ended with 3; again in ") }
      .compactMap { $0.split(separator: " ").dropLast().last }
    #expect(pauses == ["1", "2", "4", "8", "16", "30", "30", "1", "2"], "\(result.text)")
  }

  @Test func theScriptSaysHowItIsUsed() throws {
    let result = try run("/bin/sh", [Self.folder.appending(path: "prodromed.init").path, "reload"])
    #expect(result.code == 64 && result.text.contains("start|stop|restart|status"))
  }
}
