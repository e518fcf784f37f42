import Alarms
import Bundle
import Configuration
import Inference
import Runtime
import Signal
import Vocabulary

/// What `prodrome bundle show` tells of a bundle, read as the board reads it.
struct BundleReport: Encodable {
  struct Section: Encodable {
    let kind: String
    let version: Int
    let offset: Int
    let bytes: Int
  }

  struct Board: Encodable {
    let identity: String
    let processor: String
    let evidence: String
    let spiDevice: String
    let spiHz: UInt32
    let rateHz: UInt32
    let gain: UInt32
    let vrefUv: UInt32
    let inputs: [String]
    let lines: [String: String]
    @OrNull var watchdog: String?
  }

  struct Site: Encodable {
    let montage: [String]
    let mainsHz: [Int]
    let operatingPoint: String
    let stationKeys: Int
    let logBytes: UInt64
    let alarmAfterHops: String
  }

  struct Chain: Encodable {
    let inputRateHz: Double
    let modelRateHz: UInt32
    let windowSamples: UInt32
    let hopSamples: UInt32
    let channels: [String]
  }

  struct Model: Encodable {
    let name: String
    let role: String
    let rateHz: Double
    let windowSamples: UInt32
    let channels: UInt32
    let multiplyAccumulates: UInt64
    let arenaBytes: UInt32
    let sectionBytes: Int
    let evidenceIsAdditive: Bool
    let threshold: Int32
  }

  let file: String
  let bytes: Int
  let digest: String
  let signature: String
  let versionCounter: UInt64
  let sections: [Section]
  let board: Board
  let site: Site
  let chain: Chain
  let models: [Model]
  /// Bytes of everything the board keeps between two frames, for as many channels as there can be.
  let stateBytes: Int

  /// Reads a bundle.
  ///
  /// - Parameters:
  ///   - file: What to call it.
  ///   - bytes: The bundle.
  /// - Throws: `BundleFault`, or what is wrong with a part.
  init(file: String, bytes: [UInt8]) throws {
    let bundle = try DetectorBundle(BundleFile(bytes: bytes))
    let image = bundle.file.image
    self.file = file
    self.bytes = bytes.count
    digest = bundle.file.digestText
    signature = "unsigned"
    versionCounter = image.versionCounter
    sections = (0..<image.sectionCount).map { index in
      let section = image.section(at: index)
      return Section(
        kind: "\(section.kind)", version: Int(section.version), offset: section.range.lowerBound,
        bytes: section.range.count)
    }
    board = Board(image.board)
    site = Site(image.site, bundle.policy, channels: bundle.design.channelNames)
    chain = Chain(bundle.design)
    models = try Model.all(in: bundle)
    stateBytes = MemoryLayout<Runtime>.size
    try BundleReport.checkTogether(bundle)
  }

  /// Makes a runtime of the parts, as the board does at its start.
  private static func checkTogether(_ bundle: DetectorBundle) throws {
    let hopSeconds = Double(bundle.design.hopSamples) / Double(bundle.design.modelRate)
    let log = bundle.file.image.site.log
    let settings = RuntimeSettings(
      policy: bundle.policy, thresholdPerChannel: bundle.thresholdPerChannel,
      clipHopsBefore: UInt16((Double(log.clipBeforeSeconds) / hopSeconds).rounded(.up)),
      clipHopsAfter: UInt16((Double(log.clipAfterSeconds) / hopSeconds).rounded(.up)))
    _ = try Runtime(design: bundle.design, plan: ModelPlan(section: bundle.section.span), settings: settings)
  }
}
