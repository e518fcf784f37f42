import Alarms
import Bundle
import Designer
import Inference
import Signal
import Vocabulary

/// A site's choices, read from its TOML file.
public struct SiteDescription: ConfigurationDescription, Sendable {
  /// The file it was read from, as the user named it.
  public let file: String
  /// What the bundle carries of it as the site's section.
  public let section: SiteSection
  /// What the bundle carries of it as the alarm policy's section.
  public let alarmPolicy: AlarmPolicy
  /// From which signal on a channel is not to be trusted; part of the signal chain's design.
  public let quality: QualityThresholds
  /// Every key that was asked for.
  public let keys: [AskedKey]
  private let lines: KeyLineIndex

  /// Reads a description from its parsed file.
  ///
  /// - Throws: `ConfigurationError` with everything that is wrong in it.
  public init(_ file: ConfigurationFile) throws {
    let root = file.root
    _ = root.integer("format", in: 1...1)
    let reader = SiteReader(root)
    let section = reader.section()
    let alarmPolicy = reader.alarmPolicy()
    let quality = reader.quality()
    root.finish()
    self.section = try file.result(section)
    self.alarmPolicy = try file.result(alarmPolicy)
    self.quality = try file.result(quality)
    self.file = file.name
    keys = file.asked
    lines = file.lines
  }

  /// What the site lets pass that would leave a board with this detector silent.
  ///
  /// - Parameter detector: The detector: what it can give at all, and the hops and window that the technical alarm
  ///   counts in.
  /// - Returns: A finding for each value.
  public func findings(with detector: ModelFolder) -> [Finding] {
    findings(beyondReachOf: detector) + findings(tooLateFor: detector.information) + findings(besides: detector)
      + findings(tooLongFor: detector.information)
  }

  /// The EEG before an alarm is held until the alarm rises.
  private func findings(tooLongFor model: ModelInformation) -> [Finding] {
    let held = SignalLimits.ringSamples / max(1, Int(model.hopSamples)) - 2
    let most = max(0, held) * Int(model.hopSamples) * Int(model.rate.denominator) / max(1, Int(model.rate.numerator))
    guard Int(section.log.clipBeforeSeconds) > most else { return [] }
    return [
      Finding(
        file: file, line: lines["log.clip_before_s"], key: "log.clip_before_s",
        found: "\(section.log.clipBeforeSeconds)",
        expected: "0 to \(most): more seconds at \(model.name.text)'s rate a board does not hold")
    ]
  }

  private func findings(beyondReachOf detector: ModelFolder) -> [Finding] {
    let point = section.operatingPoint
    let threshold = detector.information.threshold(at: point)
    let raiseExcess = detector.information.raiseExcess(at: point)
    let greatest = detector.greatestEvidence
    guard
      !CallingLimits.isWithinReach(
        threshold: threshold, raiseExcess: raiseExcess, firingHops: alarmPolicy.firingHops, greatestEvidence: greatest)
    else { return [] }
    let excess = max(0, greatest - Int64(threshold)) * Int64(alarmPolicy.firingHops)
    return [
      Finding(
        file: file, line: lines["operating_point"], key: "operating_point",
        found:
          "\"\(point.name.text)\", at which \(detector.url.lastPathComponent) asks for \(threshold) and an accumulated "
          + "excess of \(raiseExcess)",
        expected: "what it can give: evidence of at most \(greatest), so an excess of at most \(excess) in "
          + "\(alarmPolicy.firingHops) hops; else no seizure is ever called")
    ]
  }

  /// A detector of all channels at once has a montage of its own.
  private func findings(besides detector: ModelFolder) -> [Finding] {
    guard !detector.channels.isEmpty, section.montage != .automatic else { return [] }
    let channels = detector.channels.map { "\"\($0)\"" }.joined(separator: ", ")
    return [
      Finding(
        file: file, line: lines["montage"], key: "montage", found: "a montage of the site's own",
        expected: "\"auto\": \(detector.url.lastPathComponent) takes the channels that its model.json says: \(channels)"
      )
    ]
  }

  private func findings(tooLateFor model: ModelInformation) -> [Finding] {
    let most = CallingLimits.technicalRaiseHops(
      rate: model.rate.numerator, windowSamples: model.windowSamples, hopSamples: model.hopSamples)
    guard alarmPolicy.technicalRaiseHops > most else { return [] }
    return [
      Finding(
        file: file, line: lines["alarm.technical_raise_hops"], key: "alarm.technical_raise_hops",
        found: "\(alarmPolicy.technicalRaiseHops)",
        expected: most == 0
          ? "another detector: \(model.name.text)'s window and two hops take more than \(CallingLimits.seconds) s"
          : "1 to \(most): with \(model.name.text)'s window and hops a line then calls within \(CallingLimits.seconds) s"
      )
    ]
  }

  /// What the site's montage asks for and the board cannot give.
  ///
  /// - Parameter board: The board.
  /// - Returns: A finding for each electrode of the montage that none of the board's inputs is wired to.
  public func findings(on board: BoardDescription) -> [Finding] {
    let inputs = board.inputs.filter { $0.role == .eeg }.map(\.label)
    return (0..<section.derivationCount).flatMap { index -> [Finding] in
      let derivation = section.derivations[index]
      let names = [derivation.positive.text, derivation.negative.text].filter { !$0.isEmpty }
      if inputs.contains(names.joined(separator: "-")) { return [] }
      return names.filter { !inputs.contains($0) }.map {
        Finding(
          file: file, line: lines["montage[\(index)]"], key: "montage[\(index)]", found: "electrode \"\($0)\"",
          expected: "only what \(board.file) has: \(inputs.joined(separator: ", "))")
      }
    }
  }
}
