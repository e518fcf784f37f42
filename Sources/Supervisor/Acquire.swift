import ADS1299
import Bundle
import Vocabulary

/// What the thread that acquires does: moves frames with their kernel time stamps into the queue, and restarts the
/// front end after any fault. Never waits for another thread.
public struct Acquire<
  Bus: SerialBus & ~Copyable, Pins: FrontEndPins & ~Copyable, Clock: MonotonicClock & ~Copyable,
  Intake: ArrivalIntake & ~Copyable
>: ~Copyable {
  private var acquisition: Acquisition<Bus, Pins, Clock>
  private var arrivals: Intake
  private let names: PortNames
  private var arrival = Arrival()

  /// Creates the thread's work.
  ///
  /// - Parameters:
  ///   - acquisition: The front end.
  ///   - names: The names of bus and lines, for people.
  ///   - arrivals: Where frames and faults go.
  public init(
    _ acquisition: consuming Acquisition<Bus, Pins, Clock>, names: PortNames,
    into arrivals: consuming Intake
  ) {
    self.acquisition = acquisition
    self.arrivals = arrivals
    self.names = names
  }

  /// Waits for the next frame or fault and hands it over. What the queue refuses is counted there and shows as a gap in
  /// the frames' numbers.
  public mutating func step() {
    do throws(ADS1299Fault) {
      try acquisition.next(into: &arrival.frame)
      arrival.content = .frame
    } catch {
      arrival.content = error.isPortLost ? .lostPort : .fault
      arrival.reason = error.reason
      arrival.detail = error.detail(bus: names.bus, pins: names.pins)
    }
    arrivals.put(arrival)
  }
}
