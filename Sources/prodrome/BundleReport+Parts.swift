import Alarms
import Bundle
import Configuration
import Designer
import Inference
import Runtime
import Signal
import Station
import Vocabulary

extension BundleReport.Board {
  init(_ board: BoardSection, _ design: SignalDesign) {
    identity = board.identity.text
    processor = board.processor.text
    evidence =
      switch board.evidence {
      case .hardware: "tested on hardware"
      case .emulated: "emulated"
      case .vendor: "from the vendor's files"
      }
    spiDevice = board.spiDevice.text
    chips =
      switch board.frontEnd.arrangement {
      case .single: "one"
      case .daisyChain: "two, daisy chain"
      case .separateSelects: "two, separate selects"
      }
    spiHz = board.spiHertz
    vrefUv = board.frontEnd.referenceMicrovolts
    let others = (0..<Int(design.polygraphCount)).map { design.polygraph[$0] }
    inputs = (0..<board.frontEnd.inputCount).map { input in
      let role = others.first { $0.input == UInt8(input) }?.role.word
      return board.labels[input].text + (role.map { " (\($0))" } ?? "")
    }
    lines = (0..<board.lineCount).map { Line(board.lines[$0]) }
    watchdog = board.watchdogDevice.text
    watchdogSeconds = board.watchdogSeconds
    releasedLines = "\(board.releasedLines)"
    gains = (0..<board.frontEnd.inputCount).compactMap { board.frontEnd.gain(of: $0) }
    secondSpiDevice = board.secondSPIDevice.isEmpty ? nil : board.secondSPIDevice.text
    rateHz = board.frontEnd.samplesPerSecond
  }
}

extension BundleReport.Board.Line {
  init(_ line: Bundle.Line) {
    role = line.role.key
    chip = line.chip.text
    name = line.name.text
    active = line.polarity == .activeHigh ? "high" : "low"
    failSafe = line.failSafe == .none ? nil : "\(line.failSafe)"
  }
}

extension BundleReport.Calling {
  init(_ bundle: DetectorBundle) {
    let (board, design, policy) = (bundle.file.image.board, bundle.design, bundle.policy)
    let rate = Double(design.modelRate)
    limitSeconds = CallingLimits.seconds
    hopSeconds = Double(design.hopSamples) / rate
    windowSeconds = Double(design.windowSamples) / rate
    latestSeconds = windowSeconds + Double(policy.technicalRaiseHops + 1) * hopSeconds
    technicalLine = board.line(.fault) == nil ? "alarm" : "fault"
    technicalRaiseHops = policy.technicalRaiseHops
    technicalClearHops = policy.technicalClearHops
    nurseCallTechnicalAfterSeconds = policy.nurseCallTechnicalSeconds
    quorumPermille = policy.quorumPermille
    channels = Int(design.channelCount)
    quorumChannels = policy.quorum(of: channels, for: bundle.model)
    unusable = QualityThresholds.choosable.filter { design.quality.unusable.contains($0.quality) }.map(\.name)
    flatUv = Double(design.quality.flatSpan) / 256
    saturatedPermille = design.quality.saturatedPermille
    leadOffPermille = design.quality.leadOffPermille
    invalidPermille = design.quality.invalidPermille
    leadOffInputs = board.frontEnd.leadOffInputs.count
    watchdogSeconds = board.watchdogSeconds
    releasedLines = "\(board.releasedLines)"
    firingHops = policy.firingHops
    raiseCount = policy.raiseCount
    clearCount = policy.clearCount
    holdHops = policy.holdHops
    threshold = bundle.thresholdPerChannel
    let site = bundle.file.image.site
    raiseExcess = bundle.model.raiseExcess(at: site.operatingPoint)
    let settings = RuntimeSettings(site: site, model: bundle.model, policy: policy)
    thresholdInForce = settings.level.threshold(from: settings.thresholdPerChannel)
    budgets = [BlindnessBudget.shortHops, BlindnessBudget.longHops].map {
      BundleReport.Budget(hops: $0, mostBlind: $0 / BlindnessBudget.part)
    }
    let sides = Runtime.sides(of: design)
    left = BundleReport.Side(sides.left, design, policy)
    right = BundleReport.Side(sides.right, design, policy)
    if case .fixed(let steps) = site.ownLevel { ownLevelSteps = steps }
  }
}

extension BundleReport.Side {
  init(_ side: ChannelMask, _ design: SignalDesign, _ policy: AlarmPolicy) {
    channels = (0..<Int(design.channelCount)).filter { side[$0] }.map { design.names[$0].text }
    quorumChannels = policy.quorum(of: side.count)
  }
}

extension BundleReport.Site {
  init(_ site: SiteSection, _ policy: AlarmPolicy) {
    montage =
      switch site.montage {
      case .automatic: "auto"
      case .doubleBanana: "double-banana"
      case .listed: "listed"
      }
    mainsHz =
      switch site.mains {
      case .fifty: [50]
      case .sixty: [60]
      case .either: [50, 60]
      }
    operatingPoint = site.operatingPoint.name.text
    firingHops = policy.firingHops
    raiseCount = policy.raiseCount
    logBytes = UInt64(site.log.segmentBytes) * UInt64(site.log.segmentLimit)
    stationKeys = site.stationKeyCount
    timeZone = site.timeZone.name.text
  }
}

extension BundleReport.Chain {
  init(_ design: SignalDesign) {
    inputRateHz = design.inputRate.hertz
    modelRateHz = design.modelRate
    windowSamples = design.windowSamples
    hopSamples = design.hopSamples
    channels = (0..<Int(design.channelCount)).map { design.names[$0].text }
  }
}

extension BundleReport.Model {
  init(_ model: ModelInformation, sectionBytes: Int, point: OperatingPoint) {
    name = model.name.text
    role = "\(model.role)"
    rateHz = model.rate.hertz
    windowSamples = model.windowSamples
    channels = model.inputChannels
    multiplyAccumulates = model.multiplyAccumulates
    arenaBytes = model.arenaBytes
    evidenceIsAdditive = model.evidenceIsAdditive
    threshold = model.threshold(at: point)
    raiseExcess = model.raiseExcess(at: point)
    self.sectionBytes = sectionBytes
  }

  /// Every model of a bundle, checked.
  static func all(in bundle: DetectorBundle) throws(BundleReport.Mismatch) -> [BundleReport.Model] {
    var models: [BundleReport.Model] = []
    while let bytes = bundle.file.section(.model, at: models.count) {
      do throws(ModelFault) {
        models.append(
          BundleReport.Model(
            try ModelPlan(section: bytes.span).information, sectionBytes: bytes.count,
            point: bundle.file.image.site.operatingPoint))
      } catch {
        throw BundleReport.Mismatch(
          description: "model section \(models.count): \(error.problem) at byte \(error.offset)")
      }
    }
    return models
  }
}
