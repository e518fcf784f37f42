import Signal
import Vocabulary

/// Makes signal designs.
public enum SignalDesigner {
  /// Designs the chain from a recording's or a board's inputs to a model's windows.
  ///
  /// - Parameter request: What is there and what is wanted.
  /// - Returns: The design, checked as the board will check it.
  /// - Throws: `DesignError` saying what cannot be had and what could.
  public static func design(_ request: DesignRequest) throws(DesignError) -> DesignedSignal {
    try check(request)
    let montage = try resolve(request)
    let channels = montage.channels
    guard !channels.isEmpty else { throw .noChannels(recorded: request.inputs.map(\.label)) }
    guard channels.count <= Limits.channels else {
      throw .tooManyChannels(count: channels.count, limit: Limits.channels)
    }
    let clock = try RatePlan.nearest(to: request.inputRate, modelRate: request.modelRate)
    let inputIndices = try selectInputs(request.inputs, channels)

    var design = SignalDesign(
      modelRate: request.modelRate, channelCount: UInt8(channels.count), windowSamples: request.windowSamples,
      hopSamples: request.hopSamples)
    design.inputRate = clock.rate
    design.inputCount = UInt8(inputIndices.count)
    for (place, index) in inputIndices.enumerated() {
      design.calibrations[place] = try calibration(request.inputs[index])
    }
    for (index, channel) in channels.enumerated() {
      design.names[index] = try ChannelNaming.deviceName(channel.name)
      design.derivations[index] = derivation(channel, inputIndices)
    }
    try addPolygraph(request.inputs, inputIndices, &design)
    design.resampler = try ResamplerDesign.design(inputRate: clock.rate, modelRate: request.modelRate)
    addFilters(request, &design)
    design.settlingSamples = UInt32(UInt64(request.settlingMilliseconds) * UInt64(request.modelRate) / 1000)
    do { try design.validate() } catch { throw .refused(error) }
    let delay =
      Double(Int(design.resampler.up * design.resampler.taps) - 1) / 2
      / (request.inputRate.hertz * Double(design.resampler.up))
    return DesignedSignal(
      design: design, inputIndices: inputIndices, channels: channels, delaySeconds: delay,
      notes: montage.notes + clock.notes, inputCautions: montage.inputCautions,
      montageCautions: montage.montageCautions, ratePartsPerMillion: clock.partsPerMillion)
  }

  private static func check(_ request: DesignRequest) throws(DesignError) {
    guard SignalLimits.modelRates.contains(request.modelRate) else { throw .modelRate(request.modelRate) }
    guard request.mainsHertz.count <= SignalLimits.mainsFrequencies,
      request.mainsHertz.allSatisfy({ (40...70).contains($0) })
    else { throw .mains(request.mainsHertz) }
    let (window, hop) = (request.windowSamples, request.hopSamples)
    guard hop >= 8, window >= hop, window % hop == 0, window / hop <= SignalLimits.hopsPerWindow,
      window < SignalLimits.ringSamples
    else { throw .window(samples: window, hop: hop) }
  }

  /// The montage of the inputs that are EEG.
  private static func resolve(_ request: DesignRequest) throws(DesignError) -> MontageResolver.Resolution {
    let eeg = request.inputs.indices.filter { request.inputs[$0].role == .eeg }
    if case .named(let names) = request.montage {
      for name in names {
        let parts = Set([name] + name.split(separator: "-").map(String.init))
        if let other = request.inputs.first(where: { $0.role != .eeg && parts.contains($0.label) }) {
          throw .noEEG(other.label, channel: name)
        }
      }
    }
    var resolution = try MontageResolver(labels: eeg.map { request.inputs[$0].label }).resolve(request.montage)
    for index in resolution.channels.indices {
      resolution.channels[index].plus = resolution.channels[index].plus.map { eeg[$0] }
      resolution.channels[index].minus = resolution.channels[index].minus.map { eeg[$0] }
    }
    return resolution
  }

  /// Adds the inputs that are no EEG.
  private static func addPolygraph(
    _ inputs: [InputDescription], _ inputIndices: [Int], _ design: inout SignalDesign
  ) throws(DesignError) {
    let others = inputIndices.indices.filter { inputs[inputIndices[$0]].role != .eeg }
    let labels = others.map { inputs[inputIndices[$0]].label }
    guard others.count <= PolygraphInput.limit, others.count(where: { inputs[inputIndices[$0]].role == .ecg }) <= 1
    else { throw .tooManyOthers(labels) }
    design.polygraphCount = UInt8(others.count)
    for (index, place) in others.enumerated() {
      design.polygraph[index] = PolygraphInput(
        input: UInt8(place), role: inputs[inputIndices[place]].role, name: try ChannelNaming.deviceName(labels[index]))
    }
  }

  private static func selectInputs(
    _ inputs: [InputDescription], _ channels: [ResolvedChannel]
  ) throws(DesignError) -> [Int] {
    if inputs.count <= Limits.inputs { return Array(inputs.indices) }
    let others = inputs.indices.filter { inputs[$0].role != .eeg }
    let used = Set(channels.flatMap(\.sources)).union(others).sorted()
    guard used.count <= Limits.inputs else { throw .tooManyChannels(count: used.count, limit: Limits.inputs) }
    return used
  }

  private static func derivation(_ channel: ResolvedChannel, _ inputIndices: [Int]) -> Derivation {
    func place(_ index: Int) -> UInt8 {
      inputIndices.firstIndex(of: index).map { UInt8($0) } ?? Derivation.none
    }
    return Derivation(
      plus: channel.plus.map(place) ?? Derivation.none, minus: channel.minus.map(place) ?? Derivation.none)
  }

  /// The same calibration with at most 30 bits of scale, as the device wants it: then no code can overflow.
  private static func calibration(_ input: InputDescription) throws(DesignError) -> Calibration {
    var calibration = input.calibration
    while calibration.shift > 0
      && (calibration.multiplier.magnitude > 1 << 30 || calibration.offset.magnitude > 1 << 61)
    {
      calibration.multiplier = (calibration.multiplier >> 1) + (calibration.multiplier & 1)
      calibration.offset >>= 1
      calibration.shift -= 1
    }
    guard calibration.isSafe && calibration.multiplier != 0 else { throw .calibration(label: input.label) }
    return calibration
  }

  private static func addFilters(_ request: DesignRequest, _ design: inout SignalDesign) {
    let rate = Double(request.modelRate)
    let inputRate = design.inputRate.hertz
    design.highPass = .highPass(hertz: SignalConstants.highPassHertz, rate: rate)
    for hertz in request.mainsHertz {
      let mains = Double(hertz)
      if mains < inputRate * SignalConstants.highestPart {
        design.quality.mains[Int(design.quality.mainsCount)] = .resonator(
          hertz: mains, bandwidth: SignalConstants.mainsDetectorHertz, rate: inputRate)
        design.quality.mainsCount += 1
      }
      if mains < rate * SignalConstants.highestPart {
        let notch = Biquad.notch(hertz: mains, bandwidth: SignalConstants.notchHertz, rate: rate)
        design.notches[Int(design.notchCount)] = notch
        design.notches[Int(design.notchCount) + 1] = notch
        design.notchCount += 2
      }
    }
    if SignalConstants.muscleHertz < inputRate * 0.4 {
      design.quality.muscle = .highPass(hertz: SignalConstants.muscleHertz, rate: inputRate)
    }
    request.quality.apply(to: &design.quality)
    let highestRatio = SignalConstants.highestMuscleRatio(
      mainsCount: design.quality.mainsCount, inputRate: inputRate)
    design.quality.muscleRatio = min(design.quality.muscleRatio, UInt32(256 * highestRatio))
    design.quality.holdLimit = UInt32((inputRate / 10).rounded(.up))
    design.quality.saturationLimit = UInt32((inputRate / 2).rounded(.up))
    for (index, band) in SignalConstants.bands.enumerated() where band.high < rate * SignalConstants.highestPart {
      let (first, second) = Biquad.bandPass(low: band.low, high: band.high, rate: rate)
      design.features.bands[index][0] = first
      design.features.bands[index][1] = second
    }
  }
}
