/// What a signal is, by its label and unit.
public enum SignalKind: Equatable, Sendable {
  /// Scalp or intracranial EEG, or a signal with a voltage and a name that says nothing else.
  case eeg
  /// Annotations of EDF+ or BDF+.
  case annotations
  /// Something else, in words.
  case other(String)

  /// What labels that are not EEG begin with (in capitals, without `EEG `), whatever follows.
  private static let beginnings: [String: [String]] = [
    "heart": ["ECG", "EKG"], "muscle": ["EMG"], "eyes": ["EOG", "VEOG", "HEOG"], "oxygen saturation": ["SPO2", "SAO2"],
    "gyroscope": ["GYRO"], "trigger": ["TRIG"], "photic stimulus": ["PHOTIC"],
  ]

  /// Words that labels that are not EEG begin with; a letter behind them makes them another word.
  private static let words: [String: [String]] = [
    "eyes": ["LOC", "ROC"], "muscle": ["CHIN"], "heart rate": ["HR", "IBI"],
    "pulse": ["PLET", "PLETH", "PULSE", "PPG"],
    "breathing": [
      "RESP", "RESPIRATION", "THOR", "THORAX", "ABDO", "ABDOMEN", "FLOW", "AIRFLOW", "NASAL", "SNORE", "EFFORT",
    ],
    "oxygen saturation": ["OSAT"], "temperature": ["TEMP", "TEMPERATURE"], "skin conductance": ["GSR", "EDA"],
    "stimulator": ["VNS"], "stimulus": ["STIM", "STI"], "status": ["STATUS"], "battery": ["BATTERY"],
    "events": ["EVENT", "EVENTS", "MARK", "MARKER", "MARKERS", "MK"], "counter": ["COUNTER", "INTERPOLATED"],
    "accelerometer": ["ACC", "ACCX", "ACCY", "ACCZ", "ACCELEROMETER"], "magnetometer": ["MAG", "MAGX", "MAGY", "MAGZ"],
    "auxiliary input": ["DC", "AUX", "EXG"], "position": ["POSITION", "BODY"], "light": ["LIGHT", "LUM", "LUX"],
    "sound": ["AUDIO", "SOUND"], "derived value": ["BURSTS", "SUPPR"],
  ]

  /// Judges one signal.
  ///
  /// - Parameter header: The signal's header.
  public init(_ header: SignalHeader) {
    let label = ElectrodeLabel.undecorated(header.label)
    let upper = label.uppercased()
    if header.isAnnotations {
      self = .annotations
    } else if header.isDummy {
      self = .other("dummy")
    } else if ElectrodeLabel.isKnown(ElectrodeLabel.normalised(header.label)) {
      self = .eeg
    } else if let kind = SignalKind.otherKind(upper) {
      self = .other(kind)
    } else {
      self = .eeg
    }
  }

  private static func otherKind(_ label: String) -> String? {
    let word = String(label.prefix(while: \.isLetter))
    for (kind, starts) in beginnings where starts.contains(where: label.hasPrefix) { return kind }
    return words.first { $0.value.contains(word) }?.key
  }
}
