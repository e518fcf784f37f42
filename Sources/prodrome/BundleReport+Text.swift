import Alarms
import Text

extension BundleReport {
  /// The report for a person.
  var text: String {
    (heading + sectionLines + boardLines + siteLines + callingLines + modelLines).joined(separator: "\n")
  }

  private var heading: [String] {
    [
      "\(file.shown): \(bytes) bytes, version counter \(versionCounter), \(signatureText)", "SHA-256 \(digest)",
      "State on the board: \(stateBytes) bytes, known when it is built", "",
    ]
  }

  /// Whose signature it is, for a person.
  var signatureText: String { Self.signatureText(signature, signer) }

  /// Whose signature it is, for a person: the word as words, and the signer's key.
  static func signatureText(_ signature: String, _ signer: String?) -> String {
    signature.split(separator: "_").joined(separator: " ") + (signer.map { " \($0)…" } ?? "")
  }

  private var sectionLines: [String] {
    ["Sections"]
      + sections.map { "  \($0.kind), version \($0.version): \($0.bytes) bytes at \($0.offset)" } + [""]
  }

  private var boardLines: [String] {
    let rate = board.rateHz.map { "\($0) Hz" } ?? "no rate"
    let gain = "gain " + Set(board.gains).sorted().map(String.init).joined(separator: " and ")
    let devices = board.secondSpiDevice.map { "\(board.spiDevice) and \($0)" } ?? board.spiDevice
    return [
      "Board \(board.identity) (\(board.processor), \(board.evidence))",
      "  front end  chips: \(board.chips); \(rate), \(gain), reference \(board.vrefUv) µV",
      "  SPI        \(devices) at \(board.spiHz) Hz",
      "  inputs     \(board.inputs.joined(separator: " "))",
      "  watchdog   \(board.watchdog), \(board.watchdogSeconds) s",
    ]
      + board.lines.map { line in
        let failSafe = line.failSafe.map { ", \($0) when nobody drives it" } ?? ""
        return "  line       \(line.role): \(line.name) of \(line.chip), active \(line.active)\(failSafe)"
      } + [""]
  }

  private var siteLines: [String] {
    [
      "Site",
      "  montage    \(site.montage): \(chain.channels.joined(separator: " "))",
      "  mains      \(site.mainsHz.map { "\($0) Hz" }.joined(separator: " and "))",
      "  alarm      \(site.operatingPoint), \(site.raiseCount) of \(site.firingHops) hops",
      "  log        \(site.logBytes) bytes, \(site.stationKeys) station keys",
      "  time zone  \(site.timeZone): hours of day are \(site.timeZone == "UTC" ? "UTC's" : "local, across daylight saving")",
      "",
    ]
  }

  private var callingLines: [String] {
    let dead =
      calling.releasedLines == "input"
      ? "the lines call at once"
      : "the lines keep their level; they call when it runs again or the watchdog has reset the board"
    return [
      "What calls",
      "  blind      the \(calling.technicalLine) line after \(calling.technicalRaiseHops) hops of \(calling.hopSeconds) s that "
        + "could not be judged, \(calling.latestSeconds) s after the last good signal at the latest (limit "
        + "\(calling.limitSeconds) s); cleared by \(calling.technicalClearHops) good hops; on the nurse call, in pulses, after "
        + "\(calling.nurseCallTechnicalAfterSeconds) s without an acknowledgement",
      "             and once more than "
        + calling.budgets.map { "\($0.mostBlind) of the last \($0.hops)" }.joined(separator: ", or ")
        + " could not be judged, whatever the pattern",
      "  part       low priority, after \(CoverageWatch.patience) hops: fewer than three quarters of the channels that were usable, "
        + "or on one side fewer than \(side(calling.left, "left")), \(side(calling.right, "right"))",
      "  quorum     \(calling.quorumChannels) of \(calling.channels) channels (\(calling.quorumPermille) in 1000)"
        + (calling.quorumChannels > calling.channels ? ": no hop would ever be judged on this board" : ""),
      "  unusable   \(calling.unusable.joined(separator: ", ")), and what cannot be EEG; flat is under \(calling.flatUv) µV, "
        + "and \(calling.saturatedPermille), \(calling.leadOffPermille), \(calling.invalidPermille) in 1000 samples may be "
        + "saturated, off, not to be trusted",
      "  lead-off   sensed on \(calling.leadOffInputs) of \(board.inputs.count) inputs",
      "  seizure    \(calling.raiseCount) of \(calling.firingHops) hops at \(calling.threshold) a channel or more, accumulated "
        + "excess \(calling.raiseExcess); \(ownLevel); ends after \(calling.holdHops) hops with at most \(calling.clearCount)",
      models.first?.evidenceIsAdditive == true
        ? "  model      after \(StandstillWatch.patience) hops in which no channel's evidence changes, once it has for \(StandstillWatch.proof)"
        : "  model      whether it answers to what it is given is not watched: it takes all channels at once",
      "  dead       when the program is gone: \(dead)",
      "  hung       the watchdog resets the board after \(calling.watchdogSeconds) s", "",
    ]
  }

  private var ownLevel: String {
    calling.ownLevelSteps.map {
      "the person's own level is fixed at \($0) steps, \(calling.thresholdInForce) a channel"
    }
      ?? "the person's own level is learned"
  }

  private func side(_ side: Side, _ name: String) -> String {
    side.channels.isEmpty
      ? "none of the \(name) (no channel has that side)"
      : "\(side.quorumChannels) of the \(name)'s \(side.channels.count)"
  }

  private var modelLines: [String] {
    ["Models"]
      + models.map { model in
        "  \(model.role) \(model.name): \(model.windowSamples) samples at \(model.rateHz) Hz of "
          + "\(model.channels) channel\(model.channels == 1 ? "" : "s") every \(chain.hopSamples), "
          + "\(model.multiplyAccumulates) multiply-accumulates, arena \(model.arenaBytes) bytes, "
          + "threshold \(model.threshold), accumulated excess \(model.raiseExcess)"
      }
      + (forecaster.map {
        ["  the forecaster forecasts from local hour \($0.firstLocalHour) on, which is after all it learned from"]
      } ?? [])
  }
}
