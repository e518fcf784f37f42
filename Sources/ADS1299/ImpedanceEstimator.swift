import Vocabulary

/// Estimates electrode impedances from the alternating lead-off current.
///
/// The chip drives a square wave of ±I through the electrodes of an input; an impedance Z makes it a square wave of
/// ±I Z, whose fundamental has the amplitude A = 4/π I Z. So Z = π/4 A / I, A being taken from the samples by a Fourier
/// sum over whole periods (the excitation is made from the clock that also paces the samples, so that a period is
/// exactly `samplesPerPeriod` samples) and corrected for what the chip's third-order sinc filter takes from it.
///
/// The result is the sum of everything the current flows through: both electrodes where both sides are watched, and
/// the board's series resistors.
public struct ImpedanceEstimator: ~Copyable {
  /// Samples in a period of the excitation.
  public let samplesPerPeriod: UInt16
  /// Frames added so far.
  public private(set) var frames: UInt32 = 0

  private let settings: ADS1299Settings
  private var inPhase: PerInput<Int64> = InlineArray(repeating: 0)
  private var quadrature: PerInput<Int64> = InlineArray(repeating: 0)
  /// Inputs for which some frame could not be used.
  private var spoiled = ChannelMask()
  private var firstIndex: UInt64 = 0
  private var previousIndex: UInt64 = 0

  /// The most frames that are added: enough for 0.06 Hz of bandwidth at 250 samples per second.
  public static let mostFrames: UInt32 = 4096

  /// Creates an estimator.
  ///
  /// - Parameter settings: As the chip is set up.
  /// - Throws: `SettingsFault.excitation` if the settings have no alternating lead-off current with 4 to 256 samples in
  ///   its period.
  public init(_ settings: ADS1299Settings) throws(SettingsFault) {
    guard let leadOff = settings.leadOff else { throw .excitation }
    let samples: UInt64
    switch leadOff.frequency {
    case .direct: throw .excitation
    case .hertz7: samples = (1 << 18) / settings.rate.periodClocks
    case .hertz31: samples = (1 << 16) / settings.rate.periodClocks
    case .quarterRate: samples = 4
    }
    guard samples >= 4 && samples <= 256 else { throw .excitation }
    samplesPerPeriod = UInt16(samples)
    self.settings = settings
  }

  /// Adds a frame, up to `mostFrames`. A gap that cannot be counted starts the estimate anew.
  public mutating func add(_ frame: Frame) {
    guard frames < ImpedanceEstimator.mostFrames else { return }
    let isGap = frame.sampleIndex != previousIndex &+ 1 || frame.discontinuity
    if frames > 0 && isGap { restart() }
    if frames == 0 { firstIndex = frame.sampleIndex }
    previousIndex = frame.sampleIndex
    frames += 1
    spoiled.rawValue |= frame.invalid.rawValue
    let step = 256 / UInt64(samplesPerPeriod)
    let angle = Int((frame.sampleIndex &- firstIndex) &* step & 255)
    let (cosine, sine) = (ImpedanceEstimator.cosine(angle), ImpedanceEstimator.cosine(angle + 192))
    for input in 0..<settings.arrangement.inputs {
      inPhase[input] += Int64(frame.codes[input]) * cosine
      quadrature[input] += Int64(frame.codes[input]) * sine
    }
  }

  /// The impedance of an input.
  ///
  /// - Parameter input: Number of the input, from 0.
  /// - Returns: Ohms; nil if less than eight periods or no whole number of them were added, if no current flows there,
  ///   or if some frame was not to be trusted.
  public func ohms(input: Int) -> Int64? {
    let period = UInt32(samplesPerPeriod)
    guard let leadOff = settings.leadOff, frames >= 8 * period, frames % period == 0, !spoiled[input] else {
      return nil
    }
    guard settings.inputs[input].leadOffPositive || settings.inputs[input].leadOffNegative else { return nil }
    let amplitude = settings.nanovolts(code: amplitudeCodes64(input), input: input) / 64
    // π/4 is 0.785398; nanovolts divided by nanoamperes are ohms.
    let uncorrected = amplitude * 785_398 / 1_000_000 / leadOff.current.nanoamperes
    return uncorrected * 1_000 / filterPermille
  }

  /// The fundamental's amplitude in 1/64 of a code.
  private func amplitudeCodes64(_ input: Int) -> Int64 {
    // The table is scaled by 2^14; a sum over whole periods holds half the amplitude times the number of frames.
    let real = (inPhase[input] / Int64(frames)) >> 7
    let imaginary = (quadrature[input] / Int64(frames)) >> 7
    return ImpedanceEstimator.squareRoot(UInt64(real * real) + UInt64(imaginary * imaginary))
  }

  /// What the sinc filter leaves of the fundamental, (sin x / x)^3 with x = π / samplesPerPeriod, in thousandths.
  private var filterPermille: Int64 {
    switch samplesPerPeriod {
    case 4: 730
    case 8: 925
    case 16: 981
    case 32: 995
    case 64: 999
    default: 1000
    }
  }

  private mutating func restart() {
    frames = 0
    spoiled = ChannelMask()
    for input in inPhase.indices {
      inPhase[input] = 0
      quadrature[input] = 0
    }
  }

  /// 2^14 times the cosine of `angle` / 256 of a turn, by folding into the first quarter.
  private static func cosine(_ angle: Int) -> Int64 {
    let folded = angle & 255
    switch folded {
    case 0..<64: return Int64(quarterWave[folded])
    case 64..<128: return -Int64(quarterWave[128 - folded])
    case 128..<192: return -Int64(quarterWave[folded - 128])
    default: return Int64(quarterWave[256 - folded])
    }
  }

  /// The largest whole number whose square is not above `value`.
  static func squareRoot(_ value: UInt64) -> Int64 {
    var root: UInt64 = 0
    for place in stride(from: UInt64(31), through: 0, by: -1) {
      let candidate = root | 1 << place
      if candidate * candidate <= value { root = candidate }
    }
    return Int64(root)
  }

  /// The first quarter of a cosine of 256 steps, times 2^14.
  private static let quarterWave: InlineArray<65, Int16> = [
    16384, 16379, 16364, 16340, 16305, 16261, 16207, 16143, 16069, 15986, 15893, 15791, 15679, 15557, 15426,
    15286, 15137, 14978, 14811, 14635, 14449, 14256, 14053, 13842, 13623, 13395, 13160, 12916, 12665, 12406,
    12140, 11866, 11585, 11297, 11003, 10702, 10394, 10080, 9760, 9434, 9102, 8765, 8423, 8076, 7723, 7366,
    7005, 6639, 6270, 5897, 5520, 5139, 4756, 4370, 3981, 3590, 3196, 2801, 2404, 2006, 1606, 1205, 804, 402, 0,
  ]
}
