import Alarms
import Bundle
import Crypto
import ModelCompiler
import Vocabulary

/// Packs a board, a site and encoded models into a bundle, and checks the result as the board will.
public struct BundleBuilder {
  /// The board.
  public var board: BoardDescription
  /// The site.
  public var site: SiteDescription
  /// The version counter: a board refuses a bundle with a lower one than it has run.
  public var versionCounter: UInt64
  /// The signal chain's design and the models.
  public var sections: [EncodedSection]
  /// What the detector was not made for on this board: channels that are no derivations, electrodes that were not
  /// recognised.
  public var cautions: [String]

  /// Creates a builder.
  public init(
    board: BoardDescription, site: SiteDescription, versionCounter: UInt64 = 1, sections: [EncodedSection],
    cautions: [String] = []
  ) {
    self.board = board
    self.site = site
    self.versionCounter = versionCounter
    self.sections = sections
    self.cautions = cautions
  }

  /// The bundle's bytes.
  ///
  /// - Parameter key: Who signs it; nil leaves it unsigned, for replay and boards that trust nobody in particular.
  /// - Returns: The bundle.
  /// - Throws: `ConfigurationError` if board and site do not fit each other; `BundleFault` if the sections do not make
  ///   a bundle.
  public func build(signedBy key: SigningKey? = nil) throws -> [UInt8] {
    let findings = site.findings(on: board)
    guard findings.isEmpty else { throw ConfigurationError(findings) }
    var bytes = BundleWriter(
      versionCounter: versionCounter, identity: board.section.identity,
      sections: [board.encoded, site.encoded, site.encodedAlarmPolicy] + sections
    ).bytes()
    var trust = Trust(leastVersionCounter: versionCounter, board: board.section.identity)
    if let key {
      try BundleWriter.sign(&bytes, with: key)
      trust.append(key.publicKey)
    }
    _ = try BundleFile(bytes: bytes, trust: trust)
    return bytes
  }
}

extension BoardDescription {
  /// The board's section.
  public var encoded: EncodedSection {
    var sink = ByteArray()
    section.encode(into: &sink)
    return EncodedSection(kind: .board, version: BoardSection.version, bytes: sink.bytes)
  }
}

extension SiteDescription {
  /// The site's section.
  public var encoded: EncodedSection {
    var sink = ByteArray()
    section.encode(into: &sink)
    return EncodedSection(kind: .site, version: SiteSection.version, bytes: sink.bytes)
  }

  /// The alarm policy's section.
  public var encodedAlarmPolicy: EncodedSection {
    var sink = ByteArray()
    alarmPolicy.encode(into: &sink)
    return EncodedSection(kind: .alarmPolicy, version: UInt16(AlarmPolicy.sectionVersion), bytes: sink.bytes)
  }
}
