import Vocabulary

/// The end of the queue of records at which they are put in: what is emitted shows once it is committed.
public protocol RecordIntake: RecordSink, ~Copyable {
  /// Adds a part of what is kept over restarts: it is written in its order among the records, and shows once it is
  /// committed.
  ///
  /// - Parameters:
  ///   - part: Which.
  ///   - content: Its content; empty: nothing of it is to be left.
  /// - Returns: Whether it fitted; one that did not is to be added again.
  mutating func emit(_ part: KeptPart, content: Span<UInt8>) -> Bool

  /// Hands over what was emitted, and wakes whoever takes: after the alarm lines are set, never before.
  mutating func commit()

  /// Wakes whoever takes, though there may be no record: there is a state to keep.
  mutating func wake()

  /// How many did not fit since the start; wraps.
  var refused: UInt32 { get }
}

/// The end of the queue of records at which they are taken out.
public protocol RecordOutlet: ~Copyable {
  /// Copies the oldest record's body, or part's content, without taking it.
  ///
  /// - Parameter body: Emptied and filled.
  /// - Returns: What stands before it, or nil if nothing waits.
  mutating func peek(into body: inout ByteBuffer) -> RecordHeading?

  /// Takes what was peeked at.
  mutating func remove(_ heading: RecordHeading)
}
