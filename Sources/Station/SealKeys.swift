import Crypto
import EventLog

/// The keys of a board's log, epoch by epoch.
struct SealKeys {
  /// Steps from key to key that one check takes at most: decades of a seal every ten seconds.
  private static let mostSteps: UInt64 = 100_000_000

  private let first: SealState
  private var latest: SealState
  private var steps: UInt64 = 0

  init(_ secret: SealSecret) {
    first = secret.first
    latest = first
  }

  /// The key of an epoch; nil for one that there is none of, or that lies too far away to be computed.
  mutating func state(at epoch: UInt32) -> SealState? {
    guard epoch > 0 else { return nil }
    let start = epoch < latest.epoch ? first : latest
    steps += UInt64(epoch - start.epoch)
    guard steps <= Self.mostSteps else {
      steps -= UInt64(epoch - start.epoch)
      return nil
    }
    latest = start
    while latest.epoch < epoch { latest = latest.next(SHA256Hasher.self) }
    return latest
  }
}
