import Synchronization

/// A queue from one thread to one other, of fixed room: what does not fit is counted, never waited for.
///
/// Elements are plain values without references, so that copying their bytes is copying them.
@safe
public struct Ring<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  /// Elements there is room for.
  public let capacity: Int
  private let memory: MappedMemory
  private let slots: UnsafeMutablePointer<Element>
  // Both count on and on, and wrap; their difference is how many elements wait.
  private let pushed: Atomic<UInt32>
  private let popped: Atomic<UInt32>
  private let refusedCount = Atomic<UInt32>(0)

  /// Creates an empty ring.
  ///
  /// - Parameter capacity: Elements there is room for; a power of two, so that the counts may wrap.
  /// - Throws: `SystemFault` if there is no memory.
  public init(capacity: Int) throws(SystemFault) {
    try self.init(capacity: capacity, count: 0)
  }

  /// Creates an empty ring that has already moved `count` elements.
  init(capacity: Int, count: UInt32) throws(SystemFault) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0)
    self.capacity = capacity
    pushed = Atomic(count)
    popped = Atomic(count)
    memory = try MappedMemory(byteCount: capacity * MemoryLayout<Element>.stride)
    // The mapping is aligned to a page and as long as the elements; any bits are an element.
    unsafe slots = memory.start.bindMemory(to: Element.self, capacity: capacity)
  }

  /// Elements that did not fit.
  public var refused: UInt32 { refusedCount.load(ordering: .relaxed) }

  /// Adds an element; only ever called by one thread.
  ///
  /// - Returns: Whether it fit.
  @discardableResult
  public func push(_ element: Element) -> Bool {
    let next = pushed.load(ordering: .relaxed)
    guard Int(next &- popped.load(ordering: .acquiring)) < capacity else {
      refusedCount.wrappingAdd(1, ordering: .relaxed)
      return false
    }
    // The slot is the pushing thread's until the count says otherwise.
    unsafe slots[Int(next) & (capacity - 1)] = element
    pushed.store(next &+ 1, ordering: .releasing)
    return true
  }

  /// Takes the oldest element; only ever called by one thread.
  ///
  /// - Returns: The element, or nil if there is none.
  public func pop() -> Element? {
    let next = popped.load(ordering: .relaxed)
    guard next != pushed.load(ordering: .acquiring) else { return nil }
    // The slot is the popping thread's until the count says otherwise.
    let element = unsafe slots[Int(next) & (capacity - 1)]
    popped.store(next &+ 1, ordering: .releasing)
    return element
  }
}
