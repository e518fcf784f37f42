/// What a scalp can and cannot give. Powers are means of squares in 2^-16 square microvolt. The manual's page
/// `IsThisEEG` has each number's ground and source.
enum EEGLimits {
  /// 0.8 µV: below it there is no EEG in a window.
  static let nothing: UInt64 = 41_943
  /// 2 µV: where half of the channels stay below it for `patience` hops, the montage carries no EEG.
  static let feeble: UInt64 = 4 << 16
  /// 3 µV: half of the channels must once have had it.
  static let proof: UInt64 = 9 << 16
  /// 6 µV: a montage that carried no EEG carries it again where half of the channels have it.
  static let recovery: UInt64 = 36 << 16
  /// 0.3 µV and 0.4 µV: where more than half of the channels have less from 4 to 30 Hz for `patience` hops, slow waves
  /// alone are no EEG; and what half of them have again when it is one.
  static let slowAlone: UInt64 = 5_898
  static let slowEnds: UInt64 = 10_486
  /// Mains power over 2^20, a thousandth of its amplitude: what lies below is not told from what the notch leaves.
  static let mainsShift: UInt64 = 20
  /// 3 mV: more mains than electrodes on a head pick up.
  static let mainsLimit: UInt64 = 9_000_000 << 16
  /// 5 mV: above it a window is no EEG.
  static let impossible: UInt64 = 25_000_000 << 16
  /// 1 mV: a channel that stays above it for `patience` hops is no EEG.
  static let loud: UInt64 = 1_000_000 << 16
  /// 0.8 mV: above it in each hop of the window on half of the channels, the montage's scale is wrong.
  static let loudMontage: UInt64 = 640_000 << 16
  /// 350 µV: where half of the channels stay above it for `patience` hops, the montage's scale is wrong.
  static let large: UInt64 = 122_500 << 16
  /// Hops that a state must last which EEG has for seconds, as before a tonic seizure.
  static let patience: UInt8 = 12

  /// Line length below which an eighth of a second is silent: 64 µV in a second, in 2^-8 microvolt.
  static let silentLength: Int64 = 8 << 8
  /// Silent eighths of a second in a window, as a part of all, that make it one of pulses: a quarter.
  static let silentPart: Int = 4
  /// With this part of them silent on half of the montage there are no pulses either, but only slow waves: seven
  /// quarters, as each of them counts twice.
  static let slowQuarters: Int = 7
  /// Span below which an eighth of a second is still at the inputs, in 2^-8 microvolt: 1 µV.
  static let stillSpan: Int64 = 256
  /// Such eighths of a second in a window, on half of the channels at once, with which the signal comes and goes.
  static let stillBlocks: UInt32 = 2
  /// Such eighths in a row, or silent ones, up to the present, with which the signal is gone, and nobody knows whether
  /// it comes back: more than lie between the beats of a heart at rest.
  static let goneBlocks: UInt8 = 3
  /// Channels from which on it says something that half of them do the same at once.
  static let montageChannels: Int = 4

  /// Difference between channels below which they may be copies: 0.5 µV².
  static let copyPower: UInt64 = 1 << 15
  /// So much larger must the signal itself be.
  static let copyRatio: UInt64 = 16
  /// Difference over signal, as a power of two of powers, below which channels are copies at any amplitude: 2^-12.
  static let copyShift: UInt64 = 12
  /// Where most of the montage carries one signal: what is left beside it, 2 µV² or a 2^-16th. A head's background is
  /// more, also beside the largest spikes and waves.
  static let sameNoise: Int64 = 2 << 16
  static let sameShift: Int64 = 16
  /// Samples of a window that are compared.
  static let comparedSamples = 32

  /// Difference below which a sample repeats another, in 2^-8 microvolt: 1 µV to find a lag, 2 µV to say which channels
  /// repeat at it.
  static let lagSpan: Int32 = 256
  static let repeatSpan: Int32 = 512
  /// Samples in a row, at every `repeatStride`th place, that must repeat.
  static let repeatedSamples = 40
  static let repeatStride = 8
  /// The part of a window's frames that were there before, bit for bit, from which on it is no EEG: a quarter.
  static let repeatedPart: UInt64 = 4
  /// The part of a window's frames that are held from which on it is no EEG: a half. On fewer than `montageChannels`
  /// channels coarse steps can look so.
  static let heldPart: UInt64 = 2
  /// What may be left of a repetition between samples: a sixteenth of the steps from sample to sample and of 1 µV².
  static let repeatParts: Int64 = 16
  static let repeatNoise: Int64 = 1 << 16
  /// Hops in which all lags are tried once on one channel.
  static let lagSlices = 4

  /// 2.2 mV between the means of eight samples before and after: a jump that no brain makes, in 2^-8 microvolt.
  static let jump: Int64 = 563_200
  /// Tenths of it that lie within four samples: muscle and movement take longer.
  static let jumpTenths: Int64 = 9
  /// A heart's window lies mostly below this part of its peak, an eighth ...
  static let beatPart: Int32 = 8
  /// ... for three fifths of the time: the resting samples over the others, in halves.
  static let beatRest = 3
  /// Hops in a row for which nearly all channels must carry the same beats; and those for a montage, or a side of the
  /// head, with fewer channels than `montageChannels`.
  static let beatHops: UInt8 = 3
  static let fewBeatHops: UInt8 = 12
  /// Correlation of two channels that carry the same beats, squared, in hundredths: 0.9.
  static let beatLikeness: Int64 = 81

  /// Hops over which a spectrum is judged.
  static let spectrumHops = 16
  /// Largest over smallest power density of the bands, in quarters, below which noise is white: 1.75 over
  /// `spectrumHops`, 4 in the window.
  static let whiteQuarters: UInt64 = 7
  static let whiteWindowQuarters: UInt64 = 16
  /// Widths of the bands delta to beta, in half hertz.
  static let bandWidths: InlineArray<4, UInt64> = [7, 8, 10, 34]
  /// Autocorrelation at a lag of one sample, in 2^-8, below which a channel with a line is that line: -0.65.
  static let lineLag: Int64 = -166
  /// Autocorrelation of second differences over an eighth of a second above which they are a line's, in tenths.
  static let lineTenths: Int64 = 6
}
