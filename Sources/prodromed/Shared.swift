import Linux
import Supervisor
import Synchronization

/// What the three threads share: two queues, two bells, how the log is doing, and what outlives a restart.
struct Shared: ~Copyable {
  /// From acquiring to deciding: at least 2 s of frames.
  let arrivals: Ring<Arrival>
  /// Rung with every arrival.
  let arrivalBell: Bell
  /// From deciding to storing.
  let records: RecordRing
  /// Rung when there are records.
  let recordBell: Bell
  /// How the log is doing.
  let storage = StorageStatus()
  /// What has to outlive a restart.
  let mailbox: StateMailbox
  /// Whether the program is about to end: what is queued is still stored.
  let isEnding = Atomic<Bool>(false)

  /// Makes the queues.
  ///
  /// - Parameters:
  ///   - samplesPerSecond: The front end's rate.
  ///   - channelCount: Channels of the montage: a second of their EEG is the longest record.
  ///   - kept: What outlived the last run.
  /// - Throws: `SystemFault`.
  init(samplesPerSecond: UInt32, channelCount: Int, kept: KeptState) throws(SystemFault) {
    let arrivals = try Ring<Arrival>(capacity: Self.powerOfTwo(atLeast: 2 * Int(samplesPerSecond)))
    let arrivalBell = try Bell()
    let records = try RecordRing(byteCount: channelCount <= 16 ? 65_536 : 131_072)
    let recordBell = try Bell()
    mailbox = StateMailbox(kept)
    self.arrivals = arrivals
    self.arrivalBell = arrivalBell
    self.records = records
    self.recordBell = recordBell
  }

  private static func powerOfTwo(atLeast count: Int) -> Int {
    var power = 1
    while power < count { power *= 2 }
    return power
  }
}
