import ArgumentParser
import Station

/// What became of one bed's pull.
struct PullOutcome: Sendable {
  /// What people call the bed.
  let bed: String
  /// Where its log is.
  let folder: String
  /// Bytes that came over the wire.
  private(set) var bytes = 0
  /// Segments that a person should look at.
  private(set) var problems = 0
  /// Records that were not here before.
  private(set) var newRecords: UInt64 = 0
  /// How often something was erased from it here.
  private(set) var erasures = 0
  /// Why it is not whole; nil if it is.
  private(set) var failure: String?
  /// The exit code that tells it; nil if it is whole.
  private(set) var exitCode: ExitCode?

  init(bed: String, folder: String) {
    self.bed = bed
    self.folder = folder
  }

  /// Takes a segment.
  mutating func take(_ segment: PulledSegment) {
    bytes += segment.fetchedBytes
    problems += segment.isProblem ? 1 : 0
  }

  /// Takes what the folder holds now and held before.
  mutating func take(_ summary: LogSummary, _ before: LogSummary) {
    erasures = summary.erasures.count
    newRecords = summary.records - min(before.records, summary.records)
    if !summary.isIntact || problems > 0 { fail("fetched, but the log is not intact", ExitCode(1)) }
  }

  /// Notes why it is not whole.
  mutating func fail(_ reason: String, _ code: ExitCode) {
    failure = reason
    exitCode = code
  }
}
