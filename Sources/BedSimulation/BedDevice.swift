import Alarms
import Bundle
import Configuration
import EventLog
import Inference
import Runtime
import Signal
import Supervisor
import Vocabulary

/// The device under simulation: the shipped bundle's parts, as `prodromed` takes them.
public struct BedDevice: Sendable {
  let file: BundleFile
  let detector: BundleDetector
  let policy: AlarmPolicy
  /// The detector's section.
  let section: [UInt8]

  /// Takes the virtual board, the default site and the default detector.
  ///
  /// - Throws: What is wrong with the shipped files.
  public init() throws {
    let bundle = try DetectorBundle.makeDefault()
    file = bundle.file
    policy = bundle.policy
    detector = bundle.detector
    section = bundle.section
  }

  /// Fewest usable channels with which a hop is judged.
  var quorum: Int { (Int(detector.design.channelCount) * Int(policy.quorumPermille) + 999) / 1000 }

  /// Makes the runtime, with a planted defect of its parameters.
  func makeRuntime(_ defect: PlantedDefect? = nil) throws -> Runtime {
    switch defect {
    case .neverCalls, .thresholdDoubled, .firingForgotten, .montageHalved: return try changedRuntime(defect)
    default: return try detector.makeRuntime(in: file.bytes.span, design: detector.design)
    }
  }

  private func changedRuntime(_ defect: PlantedDefect?) throws -> Runtime {
    var (policy, design) = (policy, detector.design)
    if defect == .neverCalls { (policy.quorumPermille, policy.technicalRaiseHops) = (1, 3_600) }
    if defect == .firingForgotten { policy.firingHops = 32 }
    if defect == .montageHalved {
      for channel in 0..<Int(design.channelCount) { design.names[channel] = ChannelName("CHANNEL") }
    }
    var settings = detector.settings
    settings.policy = policy
    if defect == .thresholdDoubled { settings.thresholdPerChannel += 60 * detector.model.levelStep }
    return try Runtime(
      design: design, plan: ModelPlan(section: section.span), section: section.span, settings: settings)
  }

  /// The session's record.
  func session(of person: KeptPerson) -> SessionBody {
    detector.session(of: file.image, pseudonym: person.pseudonym)
  }

  /// The boot record, but for what only the log can tell.
  func boot() -> BootBody {
    BootBody(
      versionMajor: Version.major, versionMinor: Version.minor, versionPatch: Version.patch, bootNumber: 0,
      bundle: file.image.digest, machine: ChannelName("simulated"), kernels: ChannelName(KernelSet.best.name),
      capabilities: Capabilities(), logBytesDiscarded: 0)
  }
}
