import Crypto
import EventLog
import Vocabulary

/// Follows a log's seals: which records a key vouches for.
///
/// Epochs go up by one with each seal, over segments and restarts: the board never uses an epoch twice, and none is
/// lost by a cut of the power. So a gap, a step back or a seal that does not fit is never what an undisturbed board
/// wrote. That much shows without the secret; whether seals fit shows with it alone.
struct SealCheck {
  /// How many later epochs are tried to name the key that a false seal was made with.
  private static let mostTried: UInt32 = 4096

  private var keys: SealKeys?
  /// The next seal's epoch; nil if it is not known.
  private var expected: UInt32?
  private var isSealed = false
  /// Whether this segment's bytes can no longer fit its seals.
  private var isBroken = false
  /// Whether a seal fitted, or one did not.
  private(set) var hasFitted = false
  private(set) var hasFailed = false

  init(_ secret: SealSecret?) {
    keys = secret.map { SealKeys($0) }
  }

  /// Whether there is a secret to check with.
  var isKeyed: Bool { keys != nil }

  /// Takes a segment's header.
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - bytes: Its bytes.
  ///   - follows: Whether the segment before it is there and whole.
  /// - Returns: What is wrong with it.
  mutating func begin(_ header: SegmentHeader, bytes: Span<UInt8>, follows: Bool) -> [LogProblem] {
    var problems: [LogProblem] = []
    let wasSealed = isSealed
    isSealed = header.isSealed
    isBroken = false
    if header.number == 1 { expected = isSealed ? 1 : nil } else if !follows { expected = nil }
    guard isSealed else {
      if wasSealed || isKeyed { problems.append(.unsealed) }
      return problems
    }
    if let expected, header.keyEpoch != expected {
      problems.append(.sealEpoch(found: header.keyEpoch, expected: expected))
    }
    expected = header.keyEpoch
    if let state = key(of: header.keyEpoch) {
      let fits =
        state.headerTag(over: bytes.extracting(0..<SegmentHeader.tagOffset), SHA256Hasher.self)
        == header.authenticationTag
      note(fits)
      if !fits { problems.append(.headerSeal(epoch: header.keyEpoch)) }
    } else if isKeyed {
      hasFailed = true
      problems.append(.headerSeal(epoch: header.keyEpoch))
    }
    return problems
  }

  /// After damage in a segment no seal of it can fit, and seals may be missing: the damage is reported.
  mutating func damage() {
    isBroken = true
    expected = nil
  }

  /// Passes over seals that were erased.
  mutating func skip(_ count: UInt32) {
    expected = expected.map { $0 &+ count }
  }

  /// Takes a seal.
  ///
  /// - Parameters:
  ///   - seal: The seal; nil for a closing record without one.
  ///   - record: The bytes of the record that holds it, before the tag.
  ///   - digest: SHA-256 of the segment's bytes before that record.
  /// - Returns: What is wrong, and whether the key vouches for all before it.
  mutating func take(
    _ seal: SealBody?, in record: Span<UInt8>, after digest: Digest
  ) -> (problems: [LogProblem], vouches: Bool) {
    guard let seal else { return (isSealed ? [.unsealed] : [], false) }
    guard isSealed else { return ([.sealEpoch(found: seal.epoch, expected: 0)], false) }
    var problems: [LogProblem] = []
    if let expected, seal.epoch != expected { problems.append(.sealEpoch(found: seal.epoch, expected: expected)) }
    expected = seal.epoch &+ 1
    guard isKeyed, !isBroken else { return (problems, false) }
    let fits = key(of: seal.epoch).map { $0.tag(over: digest, record, SHA256Hasher.self) == seal.tag } ?? false
    note(fits)
    if !fits {
      // The bytes before this seal stand before all later ones of the segment, too.
      isBroken = true
      problems.append(
        laterKey(of: seal, in: record, after: digest).map { .resealed(epoch: seal.epoch, key: $0) }
          ?? .seal(epoch: seal.epoch))
    }
    return (problems, fits && problems.isEmpty)
  }

  private mutating func note(_ fits: Bool) {
    if fits { hasFitted = true } else { hasFailed = true }
  }

  private mutating func key(of epoch: UInt32) -> SealState? { keys?.state(at: epoch) }

  /// The later epoch whose key made a seal that its own epoch's key did not.
  private mutating func laterKey(of seal: SealBody, in record: Span<UInt8>, after digest: Digest) -> UInt32? {
    guard let state = key(of: seal.epoch) else { return nil }
    var later = state
    for _ in 0..<Self.mostTried {
      later = later.next(SHA256Hasher.self)
      if later.tag(over: digest, record, SHA256Hasher.self) == seal.tag { return later.epoch }
    }
    return nil
  }
}
