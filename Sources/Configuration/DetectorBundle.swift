import Alarms
import Bundle
import Designer
import Foundation
import Inference
import Signal
import Vocabulary

/// A checked bundle with the parts that detection needs, read as the board reads them.
public struct DetectorBundle: Sendable {
  /// A bundle that passes its own checks but cannot detect.
  public struct Refusal: Error, CustomStringConvertible {
    /// What is missing or refused.
    public let description: String
  }

  /// The bundle.
  public let file: BundleFile
  /// The detector's section.
  public let section: [UInt8]
  /// The detector.
  public let model: ModelInformation
  /// How windows become alarms.
  public let policy: AlarmPolicy
  /// The signal chain for the board's own inputs.
  public let design: SignalDesign

  /// Reads a bundle's parts.
  ///
  /// - Parameter file: The checked bundle.
  /// - Throws: `Refusal` naming the section and its fault.
  public init(_ file: BundleFile) throws(Refusal) {
    self.file = file
    let section = try DetectorBundle.detector(of: file)
    self.section = section
    do throws(ModelFault) {
      model = try ModelPlan(section: section.span).information
    } catch {
      throw Refusal(description: "model section: \(error.problem) at byte \(error.offset), found \(error.found)")
    }
    guard let policyBytes = file.section(.alarmPolicy), let designBytes = file.section(.signalDesign) else {
      throw Refusal(description: "the bundle has no alarm policy or no signal design")
    }
    do throws(AlarmPolicyFault) {
      policy = try AlarmPolicy(decoding: policyBytes.span)
    } catch {
      throw Refusal(description: "alarm policy section: \(error)")
    }
    do throws(SignalFault) {
      design = try SignalDesign(decoding: designBytes.span)
    } catch {
      throw Refusal(description: "signal design section: \(error)")
    }
  }

  /// The bundle that is used where none is named: the virtual board, the default site and the default detector.
  ///
  /// - Throws: What is wrong with the shipped files.
  public static func makeDefault() throws -> DetectorBundle {
    let resources = try DefaultResources()
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: SiteDescription(at: resources.site.path),
      modelFolders: [resources.defaultDetector])
    return try DetectorBundle(BundleFile(bytes: builder.build()))
  }

  /// The detector's threshold for one channel at the site's operating point.
  public var thresholdPerChannel: Int32 { model.threshold(at: file.image.site.operatingPoint) }

  /// Designs the signal chain for other inputs than the board's, with the bundle's montage and thresholds.
  ///
  /// - Parameters:
  ///   - inputs: A recording's inputs.
  ///   - rate: Their rate.
  /// - Returns: The design.
  /// - Throws: `DesignError` saying what cannot be had.
  public func design(inputs: [InputDescription], rate: Rate) throws(DesignError) -> DesignedSignal {
    var designed = try SignalDesigner.design(
      file.image.site.designRequest(
        inputs: inputs, rate: rate, model: model, channels: model.channelNames(in: section)))
    designed.design.quality.takeThresholds(of: design.quality)
    return designed
  }

  private static func detector(of file: BundleFile) throws(Refusal) -> [UInt8] {
    var index = 0
    while let bytes = file.section(.model, at: index) {
      do throws(ModelFault) {
        if try ModelPlan(section: bytes.span).information.role == .detector { return bytes }
      } catch {
        throw Refusal(description: "model section \(index): \(error.problem) at byte \(error.offset)")
      }
      index += 1
    }
    throw Refusal(description: "the bundle has no detector")
  }
}

extension QualityDesign {
  /// Takes over what a person chose, and leaves alone what depends on the rate.
  fileprivate mutating func takeThresholds(of other: QualityDesign) {
    flatSpan = other.flatSpan
    saturatedPermille = other.saturatedPermille
    leadOffPermille = other.leadOffPermille
    invalidPermille = other.invalidPermille
    mainsRatio = other.mainsRatio
    mainsFloor = other.mainsFloor
    // The designer lowers it where the rate hides part of the muscle's band.
    muscleRatio = min(muscleRatio, other.muscleRatio)
    muscleFloor = other.muscleFloor
    unusable = other.unusable
  }
}
