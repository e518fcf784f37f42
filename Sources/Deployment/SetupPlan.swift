import Foundation

/// What a board needs, beside the software of Debian or Raspberry Pi OS, to watch over a bed.
public struct SetupPlan: Sendable {
  /// Files that come with the tool.
  public struct Files: Sendable {
    /// `prodrome-slots`, `prodrome-log` and `prodrome-firmware`.
    public var slots: String
    public var log: String
    public var firmware: String
    /// What the SSH server is told of the account that fetches.
    public var sshServer: String
    /// What systemd is told of sleeping.
    public var sleep: String
    /// The units of systemd.
    public var service: String
    public var trial: String

    /// Takes their contents.
    public init(
      slots: String, log: String, firmware: String, sshServer: String, sleep: String, service: String, trial: String
    ) {
      self.slots = slots
      self.log = log
      self.firmware = firmware
      self.sshServer = sshServer
      self.sleep = sleep
      self.service = service
      self.trial = trial
    }
  }

  /// The account that the daemon becomes, and the one that fetches the log.
  public static let daemon = "prodromed"
  public static let puller = "prodrome-log"
  private static let pullHome = "/var/lib/prodrome-pull"

  /// The steps in their order.
  public let steps: [SetupStep]

  /// Makes the plan.
  ///
  /// - Parameters:
  ///   - files: What comes with the tool.
  ///   - board: The board's identity.
  ///   - trustedKeys: The file of public keys whose bundles the board takes.
  ///   - pullKey: The public SSH key of who fetches the log; one line.
  ///   - firmwareLines: Lines that `config.txt` must have.
  ///   - prodromed: The executable.
  ///   - bundle: The bundle.
  ///   - logKey: The file of the board's first key to seal its log with; nil: the log is not sealed.
  /// - Throws: `PullFault.file` if the executable or the bundle cannot be read.
  public init(
    files: Files, board: String, trustedKeys: String, pullKey: String, firmwareLines: [String], prodromed: URL,
    bundle: URL, logKey: URL? = nil
  ) throws {
    steps =
      Self.accounts
      + [
        .folder("/etc/prodrome", owner: "root:root", mode: "755"),
        .folder("/var/lib/prodrome", owner: "root:root", mode: "755"),
        .folder("/var/lib/prodrome/log", owner: "\(Self.daemon):\(Self.puller)", mode: "2750"),
        .folder("/var/lib/prodrome/checkpoints", owner: "\(Self.puller):\(Self.puller)", mode: "755"),
      ] + Self.seal(logKey) + [
        .folder("/var/lib/prodrome-slots", owner: "root:root", mode: "755"),
        .folder("/usr/libexec", owner: "root:root", mode: "755"),
        .folder(Self.pullHome, owner: "root:root", mode: "755"),
        .folder("\(Self.pullHome)/.ssh", owner: "root:root", mode: "755"),
        .file("/usr/libexec/prodrome-slots", files.slots, mode: "755"),
        .file("/usr/libexec/prodrome-log", files.log, mode: "755"),
        .file("/usr/libexec/prodrome-firmware", files.firmware, mode: "755"),
        Self.command,
        .file("/etc/prodrome/trusted-keys", trustedKeys),
        .file("/etc/prodrome/board.env", "PRODROME_BOARD=\(board)\n"),
        .file(
          "\(Self.pullHome)/.ssh/authorized_keys", "restrict,command=\"/usr/libexec/prodrome-log\" \(pullKey)\n"),
        Self.sshServer(files.sshServer),
        Self.sleep(files.sleep),
        .unit("prodromed.service", files.service),
        .unit("prodrome-trial.service", files.trial),
        Self.units,
      ] + Self.firmware(firmwareLines) + (try Self.slot(prodromed, bundle))
  }

  /// Starts the daemon, now and at every start of the board.
  public static let start = SetupStep(
    "prodromed runs",
    check: "systemctl --quiet is-enabled prodromed.service && systemctl --quiet is-active prodromed.service",
    change: "systemctl enable prodromed.service && systemctl start prodromed.service")

  private static let accounts = [
    SetupStep(
      "account \(daemon)", check: "id -u \(daemon) && [ \"$(id -gn \(daemon))\" = \(puller) ]",
      change: """
        set -e
        getent group \(puller) >/dev/null || groupadd --system \(puller)
        id -u \(daemon) >/dev/null 2>&1 ||
          useradd --system --gid \(puller) --no-create-home --home-dir / --shell /usr/sbin/nologin \(daemon)
        """),
    SetupStep(
      "account \(puller)",
      check: """
        id -u \(puller) && [ "$(id -gn \(puller))" = \(puller) ] &&
        [ "$(getent shadow \(puller) | cut -d: -f2)" = '*' ]
        """,
      change: """
        set -e
        id -u \(puller) >/dev/null 2>&1 ||
          useradd --system --gid \(puller) --no-create-home --home-dir \(pullHome) --shell /bin/sh \(puller)
        usermod --password '*' \(puller)
        """),
  ]

  /// Whatever the server's own settings: one account, one command, no way round it.
  private static func sshServer(_ text: String) -> SetupStep {
    .file(
      "/etc/ssh/sshd_config.d/prodrome.conf", text,
      then: "sshd=$(command -v sshd || echo /usr/sbin/sshd); $sshd -t && systemctl reload ssh.service")
  }

  /// A board that slept would watch over nobody.
  private static func sleep(_ text: String) -> SetupStep {
    .file(
      "/etc/systemd/sleep.conf.d/prodrome.conf", text, packaged: "/usr/lib/systemd/sleep.conf.d/prodrome.conf",
      first: "mkdir -p /etc/systemd/sleep.conf.d")
  }

  /// What people at the board's console call, and `prodrome bed` over SSH.
  private static let command = SetupStep(
    "/usr/bin/prodromed", check: "[ \"$(readlink /usr/bin/prodromed)\" = /var/lib/prodrome-slots/current/prodromed ]",
    change: "ln -sfn /var/lib/prodrome-slots/current/prodromed /usr/bin/prodromed")

  private static let units = SetupStep(
    "systemd knows the units",
    check: """
      [ "$(systemctl show --property=LoadState --value prodromed.service)" = loaded ] &&
      [ "$(systemctl show --property=NeedDaemonReload --value prodromed.service)" = no ]
      """,
    change: "systemctl daemon-reload")

  /// The key that seals the log. A board that has one keeps it: it has gone on from the first, and another would not
  /// fit its log.
  ///
  /// - Parameters:
  ///   - key: The first key's file; nil: no step.
  ///   - folder: Where the log's folder lies.
  ///   - owner: Whose the log is.
  /// - Returns: The step.
  static func seal(
    _ key: URL?, folder: String = "/var/lib/prodrome", owner: String = "\(daemon):\(puller)"
  ) -> [SetupStep] {
    guard let key else { return [] }
    let log = "\(folder)/log"
    return [
      SetupStep(
        "the key that seals the log", check: "[ -s \(log)/seal-0 ] || [ -s \(log)/seal-1 ]",
        change: """
          set -e
          umask 077
          cat >\(folder)/seal.new
          chown \(owner) \(folder)/seal.new
          sync \(folder)/seal.new
          mv -f \(folder)/seal.new \(log)/seal-0
          sync \(log)
          """,
        input: key)
    ]
  }

  /// Lines of a Raspberry Pi's `config.txt`; they hold from its next start on.
  private static func firmware(_ lines: [String]) -> [SetupStep] {
    guard !lines.isEmpty else { return [] }
    let words = lines.map(RootShell.quoted).joined(separator: " ")
    return [
      SetupStep(
        "firmware lines", check: "/usr/libexec/prodrome-firmware check \(words)",
        change: "/usr/libexec/prodrome-firmware add \(words)")
    ]
  }

  /// The first slot. One that runs already is left as it is: `prodrome deploy` changes it.
  private static func slot(_ prodromed: URL, _ bundle: URL) throws -> [SetupStep] {
    let program = SlotShell.program
    let files = [("prodromed", prodromed), ("board.bundle", bundle)]
    let runs = "[ -L /var/lib/prodrome-slots/current ]"
    let taken = try files.map { name, source in
      let digest = try SlotShell.digest(of: source)
      return SetupStep(
        "\(name) in the first slot",
        check: "\(runs) || [ \"$(sha256sum </var/lib/prodrome-slots/a/\(name) | cut -d' ' -f1)\" = \(digest) ]",
        change: "mkdir -p /var/lib/prodrome-slots/b /var/lib/prodrome-slots/a && \(program) take \(name) \(digest)",
        input: source)
    }
    return taken + [
      SetupStep("the first slot is the one that runs", check: runs, change: "\(program) seal && \(program) first")
    ]
  }
}
