import ADS1299
import Alarms
import Bundle
import Configuration
import Inference
import Replay
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
    struct Line: Encodable {
      let role: String
      let chip: String
      let name: String
      let active: String
      @OrNull var failSafe: String?
    }

    let identity: String
    let processor: String
    let evidence: String
    let spiDevice: String
    @OrNull var secondSpiDevice: String?
    let spiHz: UInt32
    let chips: String
    @OrNull var rateHz: UInt32?
    let gains: [UInt32]
    let vrefUv: UInt32
    let inputs: [String]
    let lines: [Line]
    let watchdog: String
    let watchdogSeconds: UInt16
    /// What becomes of an output that its program no longer holds: `input` or `kept`.
    let releasedLines: String
  }

  /// Everything that decides whether and when a line calls.
  struct Calling: Encodable {
    /// A line calls at the latest so many seconds after the last signal that could be judged.
    let limitSeconds: UInt64
    /// And with these settings after so many.
    let latestSeconds: Double
    /// The line that technical alarms are on: `fault` or `alarm`.
    let technicalLine: String
    let technicalRaiseHops: UInt16
    let technicalClearHops: UInt16
    /// Seconds that a technical alarm stands without being acknowledged before it reaches the nurse call.
    let nurseCallTechnicalAfterSeconds: UInt16
    let hopSeconds: Double
    let windowSeconds: Double
    let quorumPermille: UInt16
    let quorumChannels: Int
    let channels: Int
    /// Defects that make a channel unusable.
    let unusable: [String]
    let flatUv: Double
    let saturatedPermille: UInt16
    let leadOffPermille: UInt16
    let invalidPermille: UInt16
    /// Inputs whose lead-off is sensed.
    let leadOffInputs: Int
    /// Seconds after which a board whose program has stopped is reset.
    let watchdogSeconds: UInt16
    let releasedLines: String
    let firingHops: UInt8
    let raiseCount: UInt8
    let clearCount: UInt8
    let holdHops: UInt16
    let threshold: Int32
    let raiseExcess: Int32
    /// Steps at which the site fixes the person's own level; null where it is learned.
    @OrNull var ownLevelSteps: Int8?
    /// A channel's threshold at a fixed level, or before one is learned.
    let thresholdInForce: Int32
    /// Of the last hops, whatever the pattern, more that could not be judged call too.
    let budgets: [Budget]
    /// Sides of the head: one with fewer usable channels calls with low priority.
    let left: Side
    let right: Side
  }

  struct Budget: Encodable {
    let hops: Int
    let mostBlind: Int
  }

  struct Side: Encodable {
    let channels: [String]
    let quorumChannels: Int
  }

  struct Site: Encodable {
    let montage: String
    let mainsHz: [Int]
    let operatingPoint: String
    let firingHops: UInt8
    let raiseCount: UInt8
    let logBytes: UInt64
    let stationKeys: Int
    let timeZone: String
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
    let raiseExcess: Int32
  }

  struct Forecaster: Encodable {
    /// The first hour that it may forecast, in local hours since Monday 1970-01-05 00:00.
    let firstLocalHour: Int64
    /// So much of its evidence makes the odds e times what they were.
    let unit: Int32
  }

  let file: String
  let bytes: Int
  let digest: String
  /// "unsigned", or whose signature it is and whether anybody has checked.
  let signature: String
  /// The first 16 hexadecimal digits of the signer's public key.
  @OrNull var signer: String?
  let versionCounter: UInt64
  let sections: [Section]
  let board: Board
  let site: Site
  let calling: Calling
  let chain: Chain
  let models: [Model]
  /// What there is of a forecaster of the EEG.
  @OrNull var forecaster: Forecaster?
  /// Bytes of everything the board keeps between two frames, for as many channels as there can be.
  let stateBytes: Int

  /// Reads a bundle.
  ///
  /// - Parameters:
  ///   - file: What to call it.
  ///   - bytes: The bundle.
  ///   - trust: Whose signature is needed, how new the bundle must be, and for which board.
  /// - Throws: `BundleFault`, or what is wrong with a part.
  init(file: String, bytes: [UInt8], trust: Trust = Trust()) throws {
    let bundle = try DetectorBundle(BundleFile(bytes: bytes, trust: trust))
    let image = bundle.file.image
    self.file = file
    self.bytes = bytes.count
    digest = bundle.file.digestText
    (signature, signer) = BundleReport.describe(image.signature)
    versionCounter = image.versionCounter
    sections = (0..<image.sectionCount).map { index in
      let section = image.section(at: index)
      return Section(
        kind: section.kind.word, version: Int(section.version), offset: section.range.lowerBound,
        bytes: section.range.count)
    }
    board = Board(image.board, bundle.design)
    site = Site(image.site, bundle.policy)
    calling = Calling(bundle)
    chain = Chain(bundle.design)
    models = try Model.all(in: bundle)
    forecaster = bundle.forecaster.map { Forecaster(firstLocalHour: $0.firstHour, unit: $0.unit) }
    stateBytes = MemoryLayout<Runtime>.size
    try BundleReport.checkTogether(bundle)
  }

  /// Makes a runtime of the parts and the driver's settings of the front end, as the board does.
  private static func checkTogether(_ bundle: DetectorBundle) throws {
    do throws(BundleDetectorFault) {
      _ = try bundle.detector.makeRuntime(in: bundle.file.bytes.span, design: bundle.design)
    } catch {
      throw Mismatch(description: error.words)
    }
    let board = bundle.file.image.board
    do throws(SettingsFault) {
      try ADS1299Settings(board.frontEnd).validate(serialHertz: board.spiHertz)
    } catch {
      throw Mismatch(description: "the front end's driver refuses the board's settings: \(error.detail)")
    }
  }

  private static func describe(_ state: BundleImage.SignatureState) -> (signature: String, signer: String?) {
    switch state {
    case .unsigned: ("unsigned", nil)
    case .unverified(let identity): ("signed_not_checked", BundleFault.hexadecimal(identity))
    case .verified(let key): ("signed_by_a_trusted_key", BundleFault.hexadecimal(key.identity))
    }
  }

  /// Parts that are each right but not together.
  struct Mismatch: Error, CustomStringConvertible {
    let description: String
  }
}
