/// What labels say that are no EEG.
enum SignalName {
  /// What labels that are not EEG begin with (in capitals, without `EEG `), whatever follows.
  private static let beginnings: [(kind: String, starts: [String])] = [
    ("heart", ["ECG", "EKG"]), ("muscle", ["EMG"]), ("eyes", ["EOG", "VEOG", "HEOG"]),
    ("oxygen saturation", ["SPO2", "SAO2", "O2SAT"]), ("carbon dioxide", ["CO2", "ETCO2", "TCCO2"]),
    ("gyroscope", ["GYRO"]), ("trigger", ["TRIG"]),
    ("photic stimulus", ["PHOTIC"]),
  ]

  /// Words that labels that are not EEG begin with; a letter behind them makes them another word.
  private static let words: [String: [String]] = [
    "reference": ["REF", "REFERENCE", "VREF", "GND", "GROUND"], "pressure": ["PRESS", "PRESSURE", "BP", "ABP", "NIBP"],
    "eyes": ["LOC", "ROC", "VEO", "HEO"], "muscle": ["CHIN", "LEG", "LEGS", "TIB", "TIBIALIS"],
    "heart rate": ["HR", "IBI", "HEART"],
    "pulse": ["PLET", "PLETH", "PULSE", "PPG"],
    "breathing": [
      "RESP", "RESPIRATION", "THOR", "THORAX", "ABDO", "ABDOMEN", "FLOW", "AIRFLOW", "NASAL", "SNORE", "EFFORT", "CPAP",
      "ETCO",
    ],
    "oxygen saturation": ["OSAT", "SAT"], "temperature": ["TEMP", "TEMPERATURE", "THERM", "THERMISTOR"],
    "skin conductance": ["GSR", "EDA"],
    "stimulator": ["VNS"], "stimulus": ["STIM", "STI"], "status": ["STATUS"], "battery": ["BATTERY"],
    "events": ["EVENT", "EVENTS", "MARK", "MARKER", "MARKERS", "MK", "ANNOTATION", "ANNOTATIONS"],
    "counter": ["COUNTER", "INTERPOLATED"],
    "accelerometer": ["ACC", "ACCX", "ACCY", "ACCZ", "ACCEL", "ACCELEROMETER"],
    "magnetometer": ["MAG", "MAGX", "MAGY", "MAGZ"],
    "auxiliary input": ["DC", "AUX", "EXG"], "position": ["POSITION", "BODY"], "light": ["LIGHT", "LUM", "LUX"],
    "sound": ["AUDIO", "SOUND", "MIC"], "derived value": ["BURSTS", "SUPPR"],
  ]

  /// Whole labels that are not EEG; with a number they may be contacts of depth electrodes.
  private static let wholeWords: [String: String] = [
    "LUC": "eyes", "RLC": "eyes", "LEOG": "eyes", "REOG": "eyes", "LAT": "muscle", "RAT": "muscle", "RLEG": "muscle",
    "LLEG": "muscle", "ABD": "breathing", "THO": "breathing", "CHEST": "breathing", "BREATH": "breathing",
    "PES": "pressure", "ICP": "pressure", "CVP": "pressure", "PR": "heart rate", "BPM": "heart rate",
    "POS": "position", "TTL": "trigger", "SYNC": "trigger", "CMS": "reference", "DRL": "reference",
    "ANNOT": "events", "QUALITY": "signal quality", "DUMMY": "dummy", "UNUSED": "dummy",
  ]

  private static let kindByWord: [String: String] = {
    var table: [String: String] = [:]
    for (kind, words) in words { for word in words { table[word] = kind } }
    return table
  }()

  /// Kinds that a second part tells of, although the first is written as an electrode is: `O2-SAT`, `P1-PRESS`.
  private static let toldBySecond: Set<String> = [
    "heart", "muscle", "oxygen saturation", "carbon dioxide", "pressure", "pulse", "breathing", "temperature",
  ]

  /// What a label of two parts names that is no EEG, although its first part is written as an electrode is.
  ///
  /// - Parameter second: The second part.
  /// - Returns: A word or two; nil where it says nothing of the kind.
  static func otherKind(bySecond second: String) -> String? {
    otherKind(second).flatMap { toldBySecond.contains($0) ? $0 : nil }
  }

  /// What a label names that is no EEG.
  ///
  /// - Parameter label: A label without its type and decorations.
  /// - Returns: A word or two; nil where it says nothing of the kind.
  static func otherKind(_ label: String) -> String? {
    let upper = label.uppercased()
    let untyped = upper.hasPrefix("EEG ") ? upper.dropFirst(4) : upper[...]
    if label.hasPrefix("--") || untyped.allSatisfy({ "-. ".contains($0) }) { return "dummy" }
    if let kind = wholeWords[upper] { return kind }
    for (kind, starts) in beginnings where starts.contains(where: upper.hasPrefix) { return kind }
    return kindByWord[String(upper.prefix(while: \.isLetter))]
  }
}
