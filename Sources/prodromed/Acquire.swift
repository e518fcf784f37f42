#if hasFeature(Embedded)
  import ADS1299
  import Linux
  import Synchronization
  import Vocabulary

  /// The thread that acquires: moves frames with their kernel time stamps into the ring, and restarts the front end after
  /// any fault. Never waits for another thread.
  @safe
  struct Acquire: ~Copyable {
    private var acquisition: Acquisition<SerialPeripheral, FrontEndLines, SystemClock>
    private let shared: UnsafePointer<Shared>
    private var arrival = Arrival()

    /// Creates the thread's work.
    ///
    /// - Parameters:
    ///   - acquisition: The front end.
    ///   - shared: Outlives the thread.
    @unsafe
    init(
      _ acquisition: consuming Acquisition<SerialPeripheral, FrontEndLines, SystemClock>,
      shared: UnsafePointer<Shared>
    ) {
      self.acquisition = acquisition
      unsafe self.shared = shared
    }

    /// Acquires until the program ends.
    mutating func run() {
      while unsafe !shared.pointee.isEnding.load(ordering: .relaxed) {
        do throws(ADS1299Fault) {
          try acquisition.next(into: &arrival.frame)
          arrival.content = .frame
        } catch {
          arrival.content = error.isPortLost ? .lostPort : .fault
          arrival.reason = error.reason
          arrival.detail = error.detail
        }
        // What the ring refuses is counted there and shows as a gap in the frames' numbers.
        unsafe shared.pointee.arrivals.push(arrival)
        unsafe shared.pointee.arrivalBell.ring()
      }
    }
  }

  extension ADS1299Fault {
    /// Whether a device or a chip has gone from the system: opening it anew is the next start's.
    fileprivate var isPortLost: Bool {
      guard case .port(let fault) = self else { return false }
      // ENXIO, EBADF, ENODEV, ESHUTDOWN.
      return switch fault.code {
      case 6, 9, 19, 108: true
      default: false
      }
    }
  }
#endif
