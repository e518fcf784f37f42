/// Why the log cannot take a record though its storage works. Numbers are never reused.
public enum LogRefusal: UInt8, BitwiseCopyable, Sendable {
  /// The site's sizes cannot be kept.
  case policy = 1
  /// The record is longer than one can be.
  case bodyTooLong = 2
  /// The day's budget is spent.
  case budgetSpent = 3
  /// Records that could not be made durable are gone.
  case lost = 4
}
