import Configuration
import Foundation
import TestSupport
import Testing

@testable import Deployment

/// What the survey of a board makes of what its script prints.
@Suite struct BoardSurveyTests {
  private let pi = """
    machine aarch64
    kernel 6.6.51+rpt-rpi-v8
    os Debian GNU/Linux 12 (bookworm)
    systemd 252
    time 1000
    synchronised yes
    free 20000000
    throttled 0x0
    device /dev/spidev0.0
    device /dev/watchdog0
    chip pinctrl-rp1
    firmware /boot/firmware/config.txt
    strict_gpiod yes
    """

  private func board() throws -> (description: BoardDescription, lines: [String]) {
    let board = try BoardDescription(at: SharedData.repository.appending(path: "Boards/pieeg-rpi5.toml").path)
    return (board, (0..<board.section.lineCount).map { board.section.lines[$0].name.text })
  }

  private func findings(_ text: String) throws -> [BoardSurvey.Finding] {
    let board = try board().description
    return BoardSurvey(text).findings(
      for: board.section, time: Date(timeIntervalSince1970: 1001), firmwareLines: board.firmwareLines)
  }

  private func states(_ text: String, _ state: BoardSurvey.Finding.State) throws -> [String] {
    try findings(text).filter { $0.state == state }.map(\.subject)
  }

  @Test func aBoardAsItShouldBe() throws {
    #expect(try findings(pi).allSatisfy { $0.state == .good })
    #expect(BoardSurvey(pi).target == "aarch64")
  }

  @Test func whatIsInTheWay() throws {
    #expect(try states(pi.replacing("kernel 6.6.51", with: "kernel 5.4.0"), .bad) == ["system"])
    #expect(try states(pi.replacing("machine aarch64", with: "machine riscv64"), .bad) == ["processor"])
    #expect(try states(pi.replacing("systemd 252\n", with: ""), .bad) == ["systemd"])
    #expect(try states(pi.replacing("free 20000000", with: "free 50000"), .bad) == ["space"])
    #expect(try states(pi.replacing("pinctrl-rp1", with: "pinctrl-bcm2711"), .bad).count == 8)
    #expect(try states(pi + "\nheld GPIO17 spi1 CS0", .bad) == ["line GPIO17"])
    // Where the kernel names a chip's lines, each of ours has to be one; names of others tell nothing.
    let names = try board().lines
    let all = names.map { "\nnamed pinctrl-rp1 \($0.prefix(20))" }
    #expect(try states(pi + all.joined(), .bad) == [])
    #expect(try states(pi + all.dropFirst().joined(), .bad) == ["line \(names[0])"])
    #expect(try states(pi + "\nnamed other ID_SDA", .bad) == [])
  }

  @Test func whatShouldBeKnown() throws {
    #expect(try states(pi.replacing("time 1000", with: "time 5000"), .warning) == ["clock"])
    #expect(try states(pi.replacing("synchronised yes", with: "synchronised no"), .warning) == ["clock"])
    #expect(try states(pi.replacing("throttled 0x0", with: "throttled 0x50005"), .warning) == ["power"])
    #expect(try states(pi.replacing("device /dev/spidev0.0\n", with: ""), .warning) == ["/dev/spidev0.0"])
    #expect(try states(pi.replacing("strict_gpiod yes", with: ""), .warning) == ["released lines"])
    #expect(try states(pi.replacing("free 20000000", with: "free 500000"), .warning) == ["space"])
    #expect(try states(pi + "\nheld GPIO17 prodromed", .warning) == [])
    let byHand = pi.replacing("firmware /boot/firmware/config.txt\n", with: "")
    #expect(try states(byHand, .warning) == ["firmware lines"] && states(byHand, .bad) == [])
    #expect(!BoardSurvey(byHand).hasFirmwareFile && BoardSurvey(pi).hasFirmwareFile)
  }

  /// The script's reading of what the kernel shows of its lines.
  @Test func theKernelsListOfLinesIsRead() throws {
    let listed = """
      gpiochip0: GPIOs 512-565, parent: platform/1f000d0000.gpio, pinctrl-rp1:
       gpio-512 (ID_SDA              )
       gpio-513 (P9_15 [mii1_rxd3]   |spi0 CS0            ) out hi ACTIVE LOW
       gpio-514 (                    |sysfs               ) in  lo
       gpio-529 (GPIO17              |prodromed           ) out lo

      gpiochip1: GPIOs 570-578, can sleep, parent: i2c/1-0020, pcf8575, can sleep:
       gpio-570 (                    |reset               ) out hi
      """
    let place = FileManager.default.temporaryDirectory.appending(path: "prodrome-gpio-\(UUID().uuidString)")
    try Data((listed + "\n").utf8).write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", BoardSurvey.script.replacing("/sys/kernel/debug/gpio", with: place.path)]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n").filter { ["chip", "named", "held"].contains($0.prefix { $0 != " " }) }
    #expect(
      lines == [
        "chip pinctrl-rp1", "named pinctrl-rp1 ID_SDA", "named pinctrl-rp1 P9_15 [mii1_rxd3]",
        "held P9_15 [mii1_rxd3] spi0", "held  sysfs", "named pinctrl-rp1 GPIO17", "held GPIO17 prodromed",
        "chip pcf8575", "held  reset",
      ])
  }
}
