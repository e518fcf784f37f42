/// The end of the queue of arrivals at which they are put in.
public protocol ArrivalIntake: ~Copyable {
  /// Puts one in, and wakes whoever takes; what does not fit is counted.
  mutating func put(_ arrival: borrowing Arrival)
}

/// The end of the queue of arrivals at which they are taken out.
public protocol ArrivalOutlet: ~Copyable {
  /// Takes the oldest; nil if there is none.
  mutating func take() -> Arrival?

  /// How many did not fit since the start; wraps.
  var refused: UInt32 { get }
}
