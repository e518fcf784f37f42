import Vocabulary

/// The end of the queue of records at which they are put in: what is emitted shows once it is committed.
public protocol RecordIntake: RecordSink, ~Copyable {
  /// Hands over what was emitted, and wakes whoever takes: after the alarm lines are set, never before.
  mutating func commit()

  /// Wakes whoever takes, though there may be no record: there is a state to keep.
  mutating func wake()

  /// How many did not fit since the start; wraps.
  var refused: UInt32 { get }
}

/// The end of the queue of records at which they are taken out.
public protocol RecordOutlet: ~Copyable {
  /// Copies the oldest record's body without taking it.
  ///
  /// - Parameter body: Emptied and filled.
  /// - Returns: What stands before the body, or nil if no record waits.
  mutating func peek(into body: inout ByteBuffer) -> RecordHeading?

  /// Takes the record that was peeked at.
  mutating func remove(_ heading: RecordHeading)
}
