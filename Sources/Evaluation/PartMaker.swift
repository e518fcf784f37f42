import Text

/// What made a part of an evaluation: parts of different makers are not put together.
public struct PartMaker: Equatable, Sendable {
  /// The format of the file.
  static let format = 1

  /// The detector's name.
  public let detector: String
  /// The SHA-256 of the detector's bundle; nil where it has none.
  public let bundle: String?
  /// What all inputs are multiplied by.
  public let gain: Double
  /// The tool's version.
  public let version: String

  /// Names a maker.
  public init(detector: String, bundle: String?, gain: Double, version: String) {
    self.detector = detector
    self.bundle = bundle
    self.gain = gain
    self.version = version
  }

  /// In a few words, for people.
  var text: String {
    "\(detector), \(bundle.map { "bundle \($0.prefix(16))" } ?? "no bundle"), gain \(gain), version \(version)"
  }
}

extension PartMaker: JSONDocument, Decodable {
  private enum CodingKeys: String, CodingKey {
    case type, format, detector, bundle, gain, version
  }

  /// Writes all keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("part", forKey: .type)
    try container.encode(Self.format, forKey: .format)
    try container.encode(detector, forKey: .detector)
    try container.encode(bundle, forKey: .bundle)
    try container.encode(gain, forKey: .gain)
    try container.encode(version, forKey: .version)
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard try container.decode(Int.self, forKey: .format) == Self.format else {
      throw DecodingError.dataCorruptedError(forKey: .format, in: container, debugDescription: "another format")
    }
    detector = try container.decode(String.self, forKey: .detector)
    bundle = try container.decode(String?.self, forKey: .bundle)
    gain = try container.decode(Double.self, forKey: .gain)
    version = try container.decode(String.self, forKey: .version)
  }
}
