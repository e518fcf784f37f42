import Supervisor
import Vocabulary

/// The queue from the acquiring thread to the deciding one, of the board's own room.
final class ArrivalRing: ArrivalIntake, ArrivalOutlet {
  /// 2 s at 250 samples a second, in a power of two.
  static let capacity = 512

  private var slots = [Arrival](repeating: Arrival(), count: ArrivalRing.capacity)
  private var pushed = 0
  private var popped = 0
  private(set) var refused: UInt32 = 0
  /// Is shown every frame that got in, as it was acquired.
  var onFrame: ((borrowing Frame) -> Void)?
  private var changer: FrameChanger

  init(_ changer: FrameChanger) {
    self.changer = changer
  }

  var isEmpty: Bool { pushed == popped }

  /// The program is gone, and with it what waited.
  func clear() { (pushed, popped, refused) = (0, 0, 0) }

  func put(_ arrival: borrowing Arrival) {
    guard pushed - popped < Self.capacity else {
      refused &+= 1
      return
    }
    if arrival.content == .frame { onFrame?(arrival.frame) }
    let slot = pushed & (Self.capacity - 1)
    slots[slot] = copy arrival
    if changer.isPlanted && !changer.change(&slots[slot]) { return }
    pushed += 1
  }

  func take() -> Arrival? {
    guard popped < pushed else { return nil }
    popped += 1
    return slots[(popped - 1) & (Self.capacity - 1)]
  }
}
