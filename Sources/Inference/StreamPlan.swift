import Synchronization

/// How a window that slides by a hop is evaluated by computing only what is new.
///
/// In the leading part of a model without padding in time, whose strides together divide the hop, an output column of the new window is one of the
/// old window's, moved. So of each tensor there, the last columns are kept for each channel; the new ones are computed after them. The values
/// are those of the whole window, bit for bit.
public struct StreamPlan: ~Copyable, Sendable {
  /// A tensor that moves with the window, height 1.
  struct Track: Sendable {
    /// Columns of the whole window.
    var width: Int32 = 0
    /// Channels of a column.
    var channels: Int32 = 0
    /// Columns by which one hop moves it, which are those computed; 0 for a tensor that is not tracked.
    var shift: Int32 = 0
    /// First column that anything reads once the window has moved: where the tensor begins in the arena then.
    var first: Int32 = 0
    /// Where its kept columns lie in a channel's state.
    var stateOffset: Int32 = 0

    /// Columns taken over from the window before.
    var kept: Int { Int(width &- shift &- first) }
    /// Bytes of so many columns.
    func bytes(_ columns: Int) -> Int { columns &* Int(channels) }

    /// The first column of its inputs that the operator reads which computes this tensor's new columns.
    func firstColumn(readBy step: Operator) -> Int32 {
      guard shift > 0 else { return 0 }
      return (width &- shift) &* (step.kind.isElementwise ? 1 : step.geometry.strideWidth)
    }
  }

  /// What an operator reads and writes.
  struct Move: Sendable {
    /// The tensor it reads.
    var input = Track()
    /// The second tensor of two operands.
    var secondInput = Track()
    /// The tensor it writes.
    var output = Track()
  }

  /// By operator.
  let moves: InlineArray<48, Pinned<Move>>
  /// Unused, and never copied: with it, a borrowed plan is read where it lies.
  private let anchor = Atomic<UInt8>(0)
  /// Bytes that are kept for each channel, 0 where every window is evaluated whole.
  public let stateBytes: Int
  /// First sample of the window that is read once the window has moved by a hop.
  public let firstSample: Int

  /// Finds what of a model moves with the window.
  ///
  /// - Parameters:
  ///   - plan: A model that takes one channel at a time.
  ///   - stateCapacity: Bytes that may be kept for each channel; a model that needs more is evaluated whole.
  public init(_ plan: borrowing ModelPlan, stateCapacity: Int) {
    let finder = StreamFinder(plan)
    let fits = finder.stateBytes <= stateCapacity
    moves = InlineArray { Pinned(fits ? finder.move(of: $0) : Move()) }
    stateBytes = fits ? finder.stateBytes : 0
    firstSample = fits && finder.stateBytes > 0 ? finder.firstSample : 0
  }

  /// Whether windows that follow each other are evaluated in parts.
  public var isStreaming: Bool { stateBytes > 0 }
}
