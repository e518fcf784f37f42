import Bundle
import Designer
import Foundation
import Inference
import ModelCompiler
import Runtime
import Vocabulary

extension BundleBuilder {
  /// Compiles the models and designs the signal chain from the board's inputs to the detector's windows.
  ///
  /// - Parameters:
  ///   - board: The board.
  ///   - site: The site.
  ///   - versionCounter: A board refuses a bundle with a lower one than it has run.
  ///   - modelFolders: Folders with `model.tflite` and `model.json`; exactly one of the models is a detector, at
  ///     most one a forecaster.
  /// - Throws: What is wrong with a model, the montage or the design, naming its file.
  public init(
    board: BoardDescription, site: SiteDescription, versionCounter: UInt64 = 1, modelFolders: [URL]
  ) throws {
    let models = try modelFolders.map { try ModelFolder($0) }
    let detectors = models.filter { $0.information.role == .detector }
    guard detectors.count == 1 else {
      throw ModelFolder.Refusal(
        file: modelFolders.map(\.path).joined(separator: ", "),
        problem: "found \(detectors.count) detectors, expected one")
    }
    let forecasters = models.filter { $0.information.role == .forecaster }
    guard forecasters.count <= 1 else {
      throw ModelFolder.Refusal(
        file: forecasters.map(\.url.path).joined(separator: ", "),
        problem: "found \(forecasters.count) forecasters, expected at most one")
    }
    let forecaster = try forecasters.first.map(Self.section)
    let findings = site.findings(with: detectors[0])
    guard findings.isEmpty else { throw ConfigurationError(findings) }
    let design: DesignedSignal
    do throws(DesignError) {
      design = try SignalDesigner.design(
        site.designRequest(
          inputs: board.inputs, rate: board.rate, model: detectors[0].information, channels: detectors[0].channels))
    } catch {
      let file = Self.file(of: error, board, site, detectors[0])
      throw ModelFolder.Refusal(file: file, problem: "\(error)")
    }
    self.init(
      board: board, site: site, versionCounter: versionCounter,
      sections: [design.design.encoded] + models.map(\.encoded) + (forecaster.map { [$0] } ?? []),
      cautions: design.cautions)
  }

  /// What is said of a forecaster that a board can run.
  private static func section(of forecaster: ModelFolder) throws -> EncodedSection {
    do { return try ForecasterFolder(forecaster).encoded() } catch let fault as BundleDetectorFault {
      throw ModelFolder.Refusal(file: forecaster.url.path, problem: fault.words)
    }
  }

  /// The file that asks for what cannot be had.
  private static func file(
    of error: DesignError, _ board: BoardDescription, _ site: SiteDescription, _ detector: ModelFolder
  ) -> String {
    let model = detector.url.appending(path: "model.json").path
    switch error {
    case .modelRate, .window: return model
    case .missingChannel, .name: return detector.channels.isEmpty ? site.file : model
    case .mains: return site.file
    case .rate, .noChannels, .tooManyChannels, .noEEG, .tooManyOthers, .calibration, .refused: return board.file
    }
  }
}

extension BoardDescription {
  /// The board's inputs with their calibrations.
  public var inputs: [InputDescription] {
    (0..<section.frontEnd.inputCount).compactMap { index in
      section.frontEnd.calibration(of: index).map {
        InputDescription(label: section.labels[index].text, calibration: $0, role: roles[index])
      }
    }
  }

  /// The front end's rate.
  ///
  /// - Precondition: The description was read: its rate means something.
  public var rate: Rate {
    guard let hertz = section.frontEnd.samplesPerSecond else { preconditionFailure("a board without a rate") }
    return Rate(hertz)
  }
}

extension SiteDescription {
  /// What is asked of the signal chain's designer.
  ///
  /// - Parameters:
  ///   - inputs: The board's or the recording's inputs.
  ///   - rate: Their rate.
  ///   - model: The detector.
  ///   - channels: The channels that it takes at once, in its order; empty for a detector of one channel.
  /// - Returns: The request.
  public func designRequest(
    inputs: [InputDescription], rate: Rate, model: ModelInformation, channels: [String]
  ) -> DesignRequest {
    var request = section.designRequest(inputs: inputs, rate: rate, model: model, channels: channels)
    request.quality = quality
    return request
  }

  /// What is asked of the signal chain's designer where there is no model yet.
  ///
  /// - Parameters:
  ///   - inputs: The recording's inputs.
  ///   - rate: Their rate.
  ///   - windows: Rate, length and distance of the windows wanted.
  /// - Returns: The request.
  public func designRequest(inputs: [InputDescription], rate: Rate, windows: WindowShape) -> DesignRequest {
    var request = section.designRequest(inputs: inputs, rate: rate, windows: windows)
    request.quality = quality
    return request
  }
}

extension SiteSection {
  /// What is asked of the signal chain's designer, with the standard quality thresholds.
  ///
  /// - Parameters:
  ///   - inputs: The board's or the recording's inputs.
  ///   - rate: Their rate.
  ///   - model: The detector.
  ///   - channels: The channels that it takes at once, in its order; empty for a detector of one channel.
  /// - Returns: The request.
  public func designRequest(
    inputs: [InputDescription], rate: Rate, model: ModelInformation, channels: [String]
  ) -> DesignRequest {
    var request = designRequest(
      inputs: inputs, rate: rate,
      windows: WindowShape(
        rate: model.rate.numerator, windowSamples: model.windowSamples, hopSamples: model.hopSamples))
    if let montage = model.montage {
      request.montage = montage.missing == .zero ? .available(channels) : .named(channels)
    }
    return request
  }

  fileprivate func designRequest(inputs: [InputDescription], rate: Rate, windows: WindowShape) -> DesignRequest {
    DesignRequest(
      inputs: inputs, inputRate: rate, modelRate: windows.rate, montage: montageDefinition,
      mainsHertz: mainsHertz, windowSamples: windows.windowSamples, hopSamples: windows.hopSamples)
  }

  private var mainsHertz: [UInt32] {
    switch mains {
    case .fifty: [50]
    case .sixty: [60]
    case .either: [50, 60]
    }
  }

  private var montageDefinition: MontageDefinition {
    switch montage {
    case .automatic: .auto
    case .doubleBanana: .doubleBanana
    case .listed:
      .named(
        (0..<derivationCount).map { index in
          let (positive, negative) = (derivations[index].positive.text, derivations[index].negative.text)
          return negative.isEmpty ? positive : "\(positive)-\(negative)"
        })
    }
  }
}
