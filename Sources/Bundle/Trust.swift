import Vocabulary

/// What a board demands of a bundle beyond being sound: whose signature, how new, for which board.
public struct Trust: Sendable {
  /// The most trusted keys.
  public static let maximumKeys = 4

  /// How many keys are trusted; with none, signatures are neither needed nor checked.
  public private(set) var keyCount = 0
  /// The trusted keys; only the first `keyCount` mean anything.
  public private(set) var keys = InlineArray<4, PublicKey>(repeating: PublicKey())
  /// The lowest version counter that is not a downgrade: the highest that the board has run.
  public var leastVersionCounter: UInt64
  /// The board; empty: any.
  public var board: BoardIdentity

  /// Creates a trust without keys; anything goes unless said otherwise.
  public init(leastVersionCounter: UInt64 = 0, board: BoardIdentity = BoardIdentity()) {
    self.leastVersionCounter = leastVersionCounter
    self.board = board
  }

  /// Adds a trusted key.
  ///
  /// - Precondition: There are fewer than `maximumKeys`, and the key's identity is not 0.
  public mutating func append(_ key: PublicKey) {
    precondition(keyCount < Trust.maximumKeys && key.identity != 0)
    keys[keyCount] = key
    keyCount += 1
  }

  /// Checks who signed a bundle.
  ///
  /// - Parameters:
  ///   - header: The bundle's header.
  ///   - bytes: The bundle.
  ///   - verifier: The Ed25519 to use.
  /// - Returns: What is known of the signer.
  /// - Throws: `BundleFault` if it is nobody who is trusted.
  func signer<Verifier: SignatureVerifying>(
    of header: BundleHeader, in bytes: Span<UInt8>, verifier: Verifier.Type
  ) throws(BundleFault) -> BundleImage.SignatureState {
    guard keyCount > 0 else {
      return header.keyIdentity == 0 ? .unsigned : .unverified(keyIdentity: header.keyIdentity)
    }
    guard header.keyIdentity != 0 else { throw .notSigned }
    let message = bytes.extracting(0..<BundleLayout.signatureOffset)
    var isKnown = false
    for index in 0..<keyCount where keys[index].identity == header.keyIdentity {
      isKnown = true
      if Verifier.isValid(header.signature, over: message, by: keys[index]) { return .verified(keys[index]) }
    }
    throw isKnown ? .forged(keyIdentity: header.keyIdentity) : .untrustedKey(keyIdentity: header.keyIdentity)
  }

  /// Checks that a bundle is new enough and made for this board.
  func check(_ header: BundleHeader) throws(BundleFault) {
    guard header.versionCounter >= leastVersionCounter else {
      throw .downgrade(found: header.versionCounter, least: leastVersionCounter)
    }
    guard board.isEmpty || header.identity == board else { throw .otherBoard }
  }
}
