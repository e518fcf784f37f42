import Alarms
import Bundle
import Designer
import Forecast
import Foundation
import Inference
import Runtime
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
  /// The detector, as a board takes it from the bundle.
  public let detector: BundleDetector
  /// The forecaster of the EEG, as a board takes it; nil where there is none.
  public let forecaster: EvidenceLayer?
  /// The detector's section.
  public let section: [UInt8]

  /// Reads a bundle's parts.
  ///
  /// - Parameter file: The checked bundle.
  /// - Throws: `Refusal` for what a board would refuse, naming the part and its fault.
  public init(_ file: BundleFile) throws(Refusal) {
    self.file = file
    do throws(BundleDetectorFault) {
      detector = try BundleDetector(file.image, in: file.bytes.span)
      forecaster = try EvidenceLayer(of: file.image, in: file.bytes.span, beside: detector)
    } catch {
      throw Refusal(description: error.words)
    }
    section = Array(file.bytes[detector.section])
  }

  /// The model.
  public var model: ModelInformation { detector.model }
  /// The site's choices.
  public var settings: RuntimeSettings { detector.settings }
  /// How windows become alarms.
  public var policy: AlarmPolicy { settings.policy }
  /// The signal chain for the board's own inputs.
  public var design: SignalDesign { detector.design }

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

  /// The channels that the montage asks for by name; none where it takes what a recording has.
  public var montageNames: [String] {
    file.image.site.designRequest(
      inputs: [], rate: model.rate, model: model, channels: model.channelNames(in: section)
    ).montage.names
  }

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
