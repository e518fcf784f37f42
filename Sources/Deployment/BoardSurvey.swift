import Bundle
import Configuration
import Foundation
import Station

/// What a board is, before anything is changed on it: looked at by one script, which changes nothing.
public struct BoardSurvey: Sendable {
  /// A thing that was looked at.
  public struct Finding: Equatable, Sendable {
    /// How it is.
    public enum State: String, Sendable {
      /// As it should be.
      case good
      /// Not as it should be, but setup goes on.
      case warning
      /// Setup cannot go on.
      case bad
    }

    /// What was looked at.
    public var subject: String
    /// How it is.
    public var state: State
    /// What was found, and what was expected where that is something else.
    public var text: String
  }

  /// What the script printed, by name; a name may come several times.
  private let facts: [String: [String]]

  /// Reads what the script printed.
  ///
  /// - Parameter text: Lines `NAME VALUE`.
  public init(_ text: String) {
    facts = Dictionary(
      text.split(separator: "\n").map { line in
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        return (words[0], [words.count > 1 ? words[1] : ""])
      }, uniquingKeysWith: +)
  }

  /// Looks at a board.
  public init(_ board: RootShell) throws(PullFault) {
    self.init(try board.text(Self.script, name: "the survey of the board"))
  }

  /// The processor's architecture, as `uname -m` has it.
  public var machine: String { first("machine") ?? "" }

  /// Which of the built executables fits; nil if none does.
  public var target: String? {
    switch machine {
    case "aarch64", "arm64": "aarch64"
    case "armv7l", "armv8l": "armv7"
    case "x86_64": "x86_64"
    default: nil
    }
  }

  /// Holds the board against its description.
  ///
  /// - Parameters:
  ///   - board: The description.
  ///   - time: This computer's time.
  ///   - firmwareLines: Lines that a Raspberry Pi's `config.txt` must have, or that other boards have elsewhere.
  /// - Returns: The findings, in the order of the survey.
  public func findings(for board: BoardSection, time: Date, firmwareLines: [String]) -> [Finding] {
    let needsReleases = firmwareLines.contains("dtparam=strict_gpiod")
    return [system, processor, manager, clock(time), space, power] + spi(board)
      + lines(board, mayComeLater: firmwareLines.contains { $0.hasPrefix("dtoverlay=") }) + [watchdog(board)]
      + (needsReleases ? [releases] : []) + byHand(firmwareLines)
  }

  /// Whether the board has a Raspberry Pi's `config.txt`, in which firmware lines can be put.
  public var hasFirmwareFile: Bool { first("firmware") != nil }

  /// What nobody but a person can put where the board's firmware reads it.
  private func byHand(_ lines: [String]) -> [Finding] {
    guard !lines.isEmpty, !hasFirmwareFile else { return [] }
    return [
      Finding(
        subject: "firmware lines", state: .warning,
        text:
          "this board has no config.txt; to be taken over by hand, as its maker says: "
          + lines.map { $0.replacing("dtoverlay=", with: "overlay ") }.joined(separator: ", "))
    ]
  }

  private func first(_ name: String) -> String? { facts[name]?.first }

  private var system: Finding {
    let kernel = (first("kernel") ?? "").split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) }
    let isNew = kernel.count == 2 && (kernel[0], kernel[1]) >= (5, 10)
    let text = "\(first("os") ?? "a system without a name"), Linux \(first("kernel") ?? "?")"
    return Finding(
      subject: "system", state: isNew ? .good : .bad, text: isNew ? text : "\(text), expected Linux 5.10 or later")
  }

  private var processor: Finding {
    Finding(
      subject: "processor", state: target == nil ? .bad : .good,
      text: target == nil ? "\(machine), expected aarch64, armv7l or x86_64" : machine)
  }

  private var manager: Finding {
    guard let version = first("systemd").flatMap({ Int($0) }) else {
      return Finding(
        subject: "systemd", state: .bad, text: "not there; Boards/README.md has the steps for BusyBox's init")
    }
    return Finding(subject: "systemd", state: version >= 247 ? .good : .warning, text: "version \(version)")
  }

  private func clock(_ time: Date) -> Finding {
    let offset = first("time").flatMap { Double($0) }.map { Int(($0 - time.timeIntervalSince1970).rounded()) }
    let source = first("synchronised") == "yes" ? "kept in step" : "kept in step by nothing"
    guard let offset else { return Finding(subject: "clock", state: .warning, text: "cannot be read") }
    let isRight = abs(offset) <= 5
    return Finding(
      subject: "clock", state: isRight && first("synchronised") == "yes" ? .good : .warning,
      text: isRight ? "right, \(source)" : "off by \(offset) s, \(source)")
  }

  private var space: Finding {
    let kilobytes = first("free").flatMap { Int($0) } ?? 0
    // A log may take 1 GiB.
    return Finding(
      subject: "space", state: kilobytes < 100_000 ? .bad : kilobytes < 1_200_000 ? .warning : .good,
      text: "\(kilobytes / 1024) MiB free on /var/lib\(kilobytes < 1_200_000 ? ", a log takes up to 1024" : "")")
  }

  private var power: Finding {
    guard let throttled = first("throttled").flatMap({ Int($0.dropFirst(2), radix: 16) }) else {
      return Finding(subject: "power", state: .good, text: "the board has nothing that measures its supply")
    }
    return Finding(
      subject: "power", state: throttled & 0x1_0001 == 0 ? .good : .warning,
      text: throttled & 1 != 0
        ? "undervoltage now" : throttled & 0x1_0000 != 0 ? "undervoltage since its start" : "good")
  }

  private func spi(_ board: BoardSection) -> [Finding] {
    let devices = [board.spiDevice.text, board.secondSPIDevice.text].filter { !$0.isEmpty }
    let there = facts["device"] ?? []
    return devices.map { device in
      there.contains(device)
        ? Finding(subject: device, state: .good, text: "there")
        : Finding(
          subject: device, state: .warning,
          text: "not there; the firmware lines or an overlay bring it at the next start")
    }
  }

  /// The lines by chip label and name, as debugfs lists them: also who else holds them.
  ///
  /// - Parameters:
  ///   - board: The description.
  ///   - mayComeLater: Whether an overlay that is not there yet may give lines their names.
  /// - Returns: A finding for each line.
  private func lines(_ board: BoardSection, mayComeLater: Bool) -> [Finding] {
    let chips = Set(facts["chip"] ?? [])
    let held = facts["held"] ?? []
    let named = Set(facts["named"] ?? [])
    return (0..<board.lineCount).map { index in
      let line = board.lines[index]
      let subject = "line \(line.name.text)"
      guard !chips.isEmpty else {
        return Finding(subject: subject, state: .warning, text: "the kernel does not show its GPIO chips (debugfs)")
      }
      guard chips.contains(line.chip.text) else {
        return Finding(
          subject: subject, state: .bad,
          text: "no GPIO chip is labelled \(line.chip.text); there are: \(chips.sorted().joined(separator: ", "))")
      }
      let holder = held.first { $0.hasPrefix("\(line.name.text) ") }.map { $0.dropFirst(line.name.text.count + 1) }
      if let holder, holder != "prodromed", holder != "prodrome" {
        return Finding(subject: subject, state: .bad, text: "in use by \(holder)")
      }
      // The kernel shows 20 characters of a name, and of some boards' lines none.
      let isNamed = named.contains("\(line.chip.text) \(line.name.text.prefix(20))")
      if !isNamed, named.contains(where: { $0.hasPrefix("\(line.chip.text) ") }) {
        return Finding(
          subject: subject, state: mayComeLater ? .warning : .bad,
          text: "\(line.chip.text) has no line of that name" + (mayComeLater ? "; an overlay may bring it" : ""))
      }
      return Finding(subject: subject, state: .good, text: holder == nil ? "free" : "in use by prodromed")
    }
  }

  private func watchdog(_ board: BoardSection) -> Finding {
    let device = board.watchdogDevice.text
    let isThere = (facts["device"] ?? []).contains(device)
    return Finding(
      subject: device, state: isThere ? .good : .warning,
      text: isThere ? "there" : "not there; the firmware lines or a module bring it at the next start")
  }

  private var releases: Finding {
    let isStrict = first("strict_gpiod") == "yes"
    return Finding(
      subject: "released lines", state: isStrict ? .good : .warning,
      text: isStrict
        ? "dtparam=strict_gpiod holds" : "dtparam=strict_gpiod does not hold yet: a dead program keeps its lines")
  }

  /// Prints the facts; every command that may be missing is left out if it is.
  static let script = #"""
    PATH=/usr/sbin:/usr/bin:/sbin:/bin
    echo "machine $(uname -m)"
    echo "kernel $(uname -r)"
    (. /etc/os-release && echo "os $PRETTY_NAME") 2>/dev/null
    [ ! -d /run/systemd/system ] || echo "systemd $(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')"
    echo "time $(date +%s)"
    echo "synchronised $(timedatectl show --property=NTPSynchronized --value 2>/dev/null)"
    echo "free $(df -Pk /var/lib | awk 'NR == 2 { print $4 }')"
    if command -v vcgencmd >/dev/null 2>&1; then vcgencmd get_throttled | sed 's/^throttled=/throttled /'; fi
    for device in /dev/spidev* /dev/watchdog*; do [ ! -e "$device" ] || echo "device $device"; done
    # Chips by their label, then each one's lines: by name, and by name and who holds them.
    awk '
      /^gpiochip[0-9]*: / { sub(/:$/, ""); sub(/, can sleep$/, ""); count = split($0, part, ", "); chip = part[count]; print "chip " chip }
      /^ gpio-[0-9]* *\(/ {
        sub(/^ gpio-[0-9]* *\(/, ""); sub(/\).*/, ""); isHeld = split($0, part, "|") > 1
        name = part[1]; sub(/ +$/, "", name)
        if (name != "") print "named " chip " " name
        if (isHeld) { split(part[2], word, " "); print "held " name " " word[1] }
      }' /sys/kernel/debug/gpio 2>/dev/null
    for file in /boot/firmware/config.txt /boot/config.txt; do
      [ ! -f "$file" ] || echo "firmware $file"
      if grep -qx dtparam=strict_gpiod "$file" 2>/dev/null; then echo 'strict_gpiod yes'; break; fi
    done
    true
    """#
}
