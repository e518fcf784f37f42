import EventLog
import Simulation
import Supervisor

/// What somebody does at the bed or at the station that is no answer to a call: holds the button, or asks by a request.
struct BedActs {
  /// How long the button is held for a standby, for an admission and for a trial.
  private static let standbyHold: UInt64 = 4_000_000_000
  private static let admissionHold: UInt64 = 7_000_000_000
  private static let trialHold: UInt64 = 300_000_000
  /// How long the station waits for the answer to a request, and then takes it back.
  private static let patience: UInt64 = 5_000_000_000

  /// Holds that are still to begin, and when the one that goes on began and ends.
  private var holds: [UInt64] = []
  private var hold: (began: UInt64, until: UInt64)?
  private var asked: (asker: UInt64, until: UInt64)?
  private let defect: PlantedDefect?

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// Whether somebody is at the button.
  var isAtButton: Bool { hold != nil || !holds.isEmpty }

  /// Begins an act.
  ///
  /// - Returns: What is asked by it, if it is asked at once.
  mutating func begin(_ fault: Fault, at now: UInt64, _ state: SimulatedState) -> BedAsk? {
    switch (fault.kind, fault.variant) {
    case (.standby, 0): return ask(.standby, minutes: Self.minutes(of: fault), at: now, state)
    case (.admission, 0): return ask(.admission, at: now, state)
    case (.standby, _): holds.append(Self.standbyHold)
    case (.admission, _): holds.append(Self.admissionHold)
    default: holds.append(Self.trialHold)
    }
    return nil
  }

  /// Ends a standby that has not ended by itself: who is at the bed sees by the light whether it lasts.
  mutating func end(_ fault: Fault, isStandby: Bool, at now: UInt64, _ state: SimulatedState) -> BedAsk? {
    guard fault.kind == .standby && isStandby else { return nil }
    let isEndingItself = fault.variant == 0 && Double(Self.minutes(of: fault)) * 60 < fault.seconds + 3
    guard !isEndingItself else { return nil }
    if fault.variant == 0 { return ask(.standbyEnd, at: now, state) }
    holds.append(Self.standbyHold)
    return nil
  }

  private static func minutes(of fault: Fault) -> UInt16 { UInt16(max(1, (fault.seconds / 60).rounded(.up))) }

  private mutating func ask(
    _ act: PersonBody.Act, minutes: UInt16 = 0, at now: UInt64, _ state: SimulatedState
  ) -> BedAsk? {
    var keeper = StateKeeper(reading: state)
    let planted: UInt16 = defect == .standbyOfAnHour && act == .standby ? 60 : minutes
    do throws(StorageFault) { try keeper.ask(BedRequest(act, minutes: planted), asker: now) } catch { return nil }
    asked = (now, now + Self.patience)
    let acts: Set<UInt8> =
      act == .admission ? [BedAsk.admission, BedAsk.discharge, BedAsk.standbyEnd] : [act.rawValue]
    return BedAsk(acts: acts, minutes: minutes, made: now, until: now + Self.patience + 1_000_000_000, isOwed: true)
  }

  /// The station takes back what nobody has answered in time.
  mutating func look(at now: UInt64, _ state: SimulatedState) {
    guard let asked else { return }
    var keeper = StateKeeper(reading: state)
    guard keeper.answer(to: asked.asker) == nil else {
      self.asked = nil
      return
    }
    guard now >= asked.until else { return }
    self.asked = nil
    if keeper.request()?.asker == asked.asker { _ = try? keeper.withdraw() }
  }

  /// What the button's contacts do now.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - isClosed: Whether somebody else presses.
  /// - Returns: The change, and what was asked by it.
  mutating func press(now: UInt64, isClosed: Bool) -> (change: ButtonChange, ask: BedAsk?)? {
    if let hold {
      guard now >= hold.until else { return nil }
      self.hold = nil
      let change = ButtonChange(isPressed: false, monotonicNanoseconds: now)
      return (change, Self.ask(held: now - hold.began, at: now))
    }
    guard let first = holds.first, !isClosed else { return nil }
    holds.removeFirst()
    hold = (now, now + first)
    return (ButtonChange(isPressed: true, monotonicNanoseconds: now), nil)
  }

  /// Nobody can use the button.
  mutating func leaveButton() { (holds, hold) = ([], nil) }

  /// What is asked by a button that was held for so long.
  static func ask(held: UInt64, at now: UInt64) -> BedAsk? {
    guard held >= 3_000_000_000 else { return nil }
    let isPerson = held >= 6_000_000_000
    let acts: Set<UInt8> =
      isPerson
      ? [BedAsk.admission, BedAsk.discharge, BedAsk.standbyEnd] : [BedAsk.standby, BedAsk.standbyEnd]
    return BedAsk(acts: acts, minutes: 15, made: now, until: now + 2_000_000_000, isOwed: true)
  }
}
