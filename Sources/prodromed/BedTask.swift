import EventLog
import Linux
import Supervisor
import Vocabulary

/// Asks the service on this board for an admission, a discharge, a standby or a test, and says what became of it.
enum BedTask {
  /// How long the service has for its answer: it looks for requests once a second.
  private static let patienceNanoseconds: UInt64 = 5_000_000_000
  private static let pauseNanoseconds: UInt64 = 50_000_000

  /// Asks and waits.
  ///
  /// - Parameters:
  ///   - request: What for.
  ///   - folder: The log's folder.
  /// - Throws: `Failure.system`, or `Failure.bed` unless it was done.
  static func run(_ request: BedRequest, in folder: borrowing FileDescriptor) throws(Failure) {
    do throws(SystemFault) { try Privileges.drop(toOwnerOf: folder) } catch { throw .system(error, .log) }
    var keeper = StateKeeper(reading: StateFiles(SegmentFolder.Place(folder)))
    let clock = SystemClock()
    let asker = clock.nowNanoseconds()
    do throws(StorageFault) { try keeper.ask(request, asker: asker) } catch { throw .state(error) }
    var outcome: BedOutcome?
    while outcome == nil && clock.nowNanoseconds() < asker &+ patienceNanoseconds {
      clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ pauseNanoseconds)
      outcome = keeper.answer(to: asker)
    }
    guard outcome == .done else {
      // Nobody is to find it later and act on it.
      if outcome == nil && keeper.request()?.asker == asker { _ = try? keeper.withdraw() }
      throw .bed(outcome)
    }
    var text = TextOutput.standardOutput()
    text.write(request.act.done)
    text.flush()
  }
}

extension PersonBody.Act {
  fileprivate var done: StaticString {
    switch self {
    case .admission: "admitted: a new pseudonym, nothing learned before is left\n"
    case .discharge: "discharged: a new pseudonym, nothing learned before is left\n"
    case .standby: "standby: technical alarms are not shown; it ends by itself\n"
    case .standbyEnd: "the standby is ended\n"
    case .outputTest: "every line that calls is active for 10 s, the nurse call too\n"
    case .electrodeCheck: "light and buzzer tell of each electrode whether it holds\n"
    }
  }
}
