import Linux
import Supervisor

/// The acquiring thread's end of the queue of arrivals.
@safe
struct SharedArrivalIntake: ArrivalIntake {
  private let shared: UnsafePointer<Shared>

  /// - Parameter shared: Outlives the value.
  @unsafe
  init(_ shared: UnsafePointer<Shared>) {
    unsafe self.shared = shared
  }

  mutating func put(_ arrival: borrowing Arrival) {
    unsafe shared.pointee.arrivals.push(copy arrival)
    unsafe shared.pointee.arrivalBell.ring()
  }
}

/// The deciding thread's end of the queue of arrivals.
@safe
struct SharedArrivalOutlet: ArrivalOutlet {
  private let shared: UnsafePointer<Shared>

  /// - Parameter shared: Outlives the value.
  @unsafe
  init(_ shared: UnsafePointer<Shared>) {
    unsafe self.shared = shared
  }

  mutating func take() -> Arrival? { unsafe shared.pointee.arrivals.pop() }

  var refused: UInt32 { unsafe shared.pointee.arrivals.refused }
}
