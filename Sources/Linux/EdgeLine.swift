#if hasFeature(Embedded)
  import Vocabulary
  import ADS1299
  import Bundle
  import CLinux

  /// One GPIO line whose edges are events with the kernel's time stamp and number.
  @safe
  public struct EdgeLine: ~Copyable {
    /// Events fetched at once.
    private static let batch = 64

    /// Can be read when there is an event.
    public let descriptor: Int32
    private let request: OpaquePointer
    private let events: OpaquePointer
    private let offset: UInt32
    private var count = 0
    private var next = 0

    /// An edge.
    public struct Edge: Sendable {
      /// Whether the line became active.
      public let isActive: Bool
      /// When, and which of the line's edges.
      public let stamp: DataReadyEdge
    }

    /// Requests the line.
    ///
    /// - Parameters:
    ///   - line: Which.
    ///   - both: Whether edges to the inactive level are events, too.
    /// - Throws: `SystemFault`.
    public init(_ line: Line, both: Bool = false) throws(SystemFault) {
      let chip = try GPIOChip(label: line.chip)
      guard let events = unsafe gpiod_edge_event_buffer_new(Self.batch) else {
        throw SystemFault(.requestLine, line.name, code: ENOMEM)
      }
      let (request, offset) = try unsafe chip.request(line.name) { settings in
        _ = unsafe gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT)
        unsafe gpiod_line_settings_set_active_low(settings, line.polarity == .activeLow)
        _ = unsafe gpiod_line_settings_set_edge_detection(
          settings, both ? GPIOD_LINE_EDGE_BOTH : GPIOD_LINE_EDGE_RISING)
        _ = unsafe gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC)
      }
      unsafe self.request = request
      unsafe self.events = events
      self.offset = offset
      descriptor = unsafe gpiod_line_request_get_fd(request)
    }

    deinit {
      unsafe gpiod_line_request_release(request)
    }

    /// Whether the line is at its active level now; false where it cannot be read.
    public var isActive: Bool {
      unsafe gpiod_line_request_get_value(request, offset) == GPIOD_LINE_VALUE_ACTIVE
    }

    /// The next edge; edges are handed out in order, none twice.
    ///
    /// - Parameter timeoutNanoseconds: The longest wait; 0 only looks.
    /// - Returns: The edge, or nil if none came.
    /// - Throws: `PortFault` if the chip is gone.
    public mutating func next(timeoutNanoseconds: UInt64) throws(PortFault) -> Edge? {
      if next == count {
        let ready = unsafe gpiod_line_request_wait_edge_events(request, Int64(clamping: timeoutNanoseconds))
        // A signal ends the wait early, which is no fault.
        guard ready >= 0 || linux_error() == EINTR else { throw PortFault(port: .pins, code: linux_error()) }
        guard ready > 0 else { return nil }
        let read = unsafe gpiod_line_request_read_edge_events(request, events, Self.batch)
        guard read > 0 else { throw PortFault(port: .pins, code: linux_error()) }
        (count, next) = (Int(read), 0)
      }
      // The event lies in the buffer until the next read.
      guard let event = unsafe gpiod_edge_event_buffer_get_event(events, UInt(next)) else { return nil }
      next += 1
      return Edge(
        isActive: unsafe gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE,
        stamp: DataReadyEdge(
          monotonicNanoseconds: unsafe gpiod_edge_event_get_timestamp_ns(event),
          lineSequence: UInt32(truncatingIfNeeded: unsafe gpiod_edge_event_get_line_seqno(event))))
    }
  }
#endif
