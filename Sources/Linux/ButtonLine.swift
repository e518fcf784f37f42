#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import CLinux
  import Supervisor
  import Vocabulary

  /// The acknowledge button, where a board has one.
  public struct ButtonLine: AcknowledgeButton, ~Copyable {
    /// Whether the board has one.
    public let isWired: Bool
    /// Can be read when there is a change; negative where there is no button.
    public let descriptor: Int32
    /// The line's name; empty where there is no button.
    public let name: KernelName
    private var line: EdgeLine?
    /// A button that was held when the program started has no edge that tells of it.
    private var first: ButtonChange?

    /// Requests the line.
    ///
    /// - Parameter board: The board.
    /// - Throws: `SystemFault`.
    public init(_ board: borrowing BoardSection) throws(SystemFault) {
      guard let found = board.line(.acknowledge) else {
        isWired = false
        descriptor = -1
        name = KernelName()
        line = nil
        first = nil
        return
      }
      let opened = try EdgeLine(found, both: true)
      isWired = true
      descriptor = opened.descriptor
      name = found.name
      first =
        opened.isActive
        ? ButtonChange(isPressed: true, monotonicNanoseconds: linux_monotonic_nanoseconds()) : nil
      line = consume opened
    }

    /// The next change of the button's level.
    public mutating func nextChange() throws(LineFault) -> ButtonChange? {
      if let change = first.take() { return change }
      do throws(PortFault) {
        guard let edge = try line?.next(timeoutNanoseconds: 0) else { return nil }
        return ButtonChange(isPressed: edge.isActive, monotonicNanoseconds: edge.stamp.monotonicNanoseconds)
      } catch { throw LineFault(name, code: error.code) }
    }
  }
#endif
