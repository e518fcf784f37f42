import Configuration
import Deployment
import Foundation
import TestSupport
import Testing

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
    strict_gpiod yes
    """

  private func findings(_ text: String) throws -> [BoardSurvey.Finding] {
    let board = try BoardDescription(at: SharedData.repository.appending(path: "Boards/pieeg-rpi5.toml").path)
    return BoardSurvey(text).findings(
      for: board.section, time: Date(timeIntervalSince1970: 1001), needsReleases: true)
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
  }

  @Test func whatShouldBeKnown() throws {
    #expect(try states(pi.replacing("time 1000", with: "time 5000"), .warning) == ["clock"])
    #expect(try states(pi.replacing("synchronised yes", with: "synchronised no"), .warning) == ["clock"])
    #expect(try states(pi.replacing("throttled 0x0", with: "throttled 0x50005"), .warning) == ["power"])
    #expect(try states(pi.replacing("device /dev/spidev0.0\n", with: ""), .warning) == ["/dev/spidev0.0"])
    #expect(try states(pi.replacing("strict_gpiod yes", with: ""), .warning) == ["released lines"])
    #expect(try states(pi.replacing("free 20000000", with: "free 500000"), .warning) == ["space"])
    #expect(try states(pi + "\nheld GPIO17 prodromed", .warning) == [])
  }
}
