import Alarms
import Bundle
import EventLog
import Inference
import Signal
import Vocabulary

/// A checked bundle's detector: where it lies and what the runtime is made of.
public struct BundleDetector: Sendable {
  /// Where the detector's section lies in the bundle's bytes.
  public let section: Range<Int>
  private let designSection: Range<Int>
  /// The signal chain for the board's own inputs.
  public let design: SignalDesign
  /// The model.
  public let model: ModelInformation
  /// The site's choices.
  public let settings: RuntimeSettings

  /// Reads and checks the parts.
  ///
  /// - Parameters:
  ///   - image: The checked bundle.
  ///   - bytes: Its bytes.
  /// - Throws: The first part that is missing or refused.
  public init(_ image: borrowing BundleImage, in bytes: Span<UInt8>) throws(BundleDetectorFault) {
    for index in 0..<image.sectionCount {
      let entry = image.section(at: index)
      guard entry.version == entry.kind.version else {
        throw .sectionVersion(entry.kind, found: entry.version)
      }
    }
    section = try Self.detector(of: image, in: bytes)
    let plan = try Self.plan(bytes.extracting(section))
    guard let policySection = image.section(.alarmPolicy) else { throw .missing(.alarmPolicy) }
    guard let designSection = image.section(.signalDesign) else { throw .missing(.signalDesign) }
    let policy: AlarmPolicy
    do throws(AlarmPolicyFault) {
      policy = try AlarmPolicy(decoding: bytes.extracting(policySection))
    } catch {
      throw .alarmPolicy(error)
    }
    do throws(SignalFault) {
      design = try SignalDesign(decoding: bytes.extracting(designSection))
    } catch {
      throw .signalDesign(error)
    }
    self.designSection = designSection
    guard design.suits(image.board.frontEnd) else { throw .otherFrontEnd }
    do throws(CallingFault) {
      try CallingFault.check(
        policy, design.quality, plan, section: bytes.extracting(section), at: image.site.operatingPoint)
    } catch {
      throw .cannotCall(error)
    }
    model = plan.information
    settings = RuntimeSettings(site: image.site, model: plan.information, policy: policy)
  }

  /// Makes the runtime.
  ///
  /// - Parameters:
  ///   - bytes: The bundle's bytes.
  ///   - design: The signal chain of the frames to come.
  ///   - kernels: What the encoder is evaluated with: a set that this processor has.
  /// - Returns: The runtime.
  /// - Throws: What does not fit.
  public func makeRuntime(
    in bytes: Span<UInt8>, design: borrowing SignalDesign, kernels: KernelSet = .best
  ) throws(BundleDetectorFault) -> Runtime {
    let modelBytes = bytes.extracting(section)
    let plan = try Self.plan(modelBytes)
    do throws(RuntimeFault) {
      return try Runtime(design: design, plan: plan, section: modelBytes, settings: settings, kernels: kernels)
    } catch {
      throw .runtime(error)
    }
  }

  /// The session's record for the board's own inputs.
  ///
  /// - Parameters:
  ///   - image: The checked bundle.
  ///   - pseudonym: A random number that stands for the person.
  /// - Returns: The record.
  public func session(of image: borrowing BundleImage, pseudonym: InlineArray<16, UInt8>) -> SessionBody {
    SessionBody(
      pseudonym: pseudonym, design: design, labels: image.board.labels, model: model,
      operatingPoint: image.site.operatingPoint, settings: settings)
  }

  /// What the board's own inputs lack, or the detector was not made for.
  ///
  /// - Parameters:
  ///   - image: The checked bundle.
  ///   - bytes: Its bytes.
  /// - Returns: The notes for the log.
  public func inputNotes(of image: borrowing BundleImage, in bytes: Span<UInt8>) -> InputNotes {
    InputNotes(design: design, labels: image.board.labels, model: model, section: bytes.extracting(section))
  }

  /// A number for what the person's level is learned from: montage, gain and model.
  ///
  /// - Parameter bytes: The bundle's bytes.
  /// - Returns: FNV-1a over the sections of the signal chain's design and of the model.
  public func levelSource(in bytes: Span<UInt8>) -> UInt64 {
    levelSource(in: bytes, and: section)
  }

  /// A number for montage, gain and another model than the detector.
  func levelSource(in bytes: Span<UInt8>, and model: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in designSection { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    for index in model { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
  }

  /// The first model whose role is that of a detector.
  private static func detector(
    of image: borrowing BundleImage, in bytes: Span<UInt8>
  ) throws(BundleDetectorFault) -> Range<Int> {
    var index = 0
    while let section = image.section(.model, at: index) {
      if try plan(bytes.extracting(section)).information.role == .detector { return section }
      index += 1
    }
    throw .missing(.model)
  }

  static func plan(_ section: Span<UInt8>) throws(BundleDetectorFault) -> ModelPlan {
    do throws(ModelFault) { return try ModelPlan(section: section) } catch { throw .model(error) }
  }
}
