import Crypto
import EventLog

/// The keys of a board's log, epoch by epoch.
struct SealKeys {
  private let first: SealState
  private var latest: SealState

  init(_ secret: SealSecret) {
    first = secret.first
    latest = first
  }

  /// The key of an epoch, from 1.
  mutating func state(at epoch: UInt32) -> SealState {
    if epoch < latest.epoch { latest = first }
    while latest.epoch < epoch { latest = latest.next(SHA256Hasher.self) }
    return latest
  }
}
