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

  /// How one operator is evaluated once the window has moved: what of its output is taken over, and where its new columns are read and written.
  struct Part: Sendable {
    /// Whether its output moves with the window; nothing else counts where it does not.
    var isMoved = false
    /// Where in the arena it reads, and writes the new columns.
    var source = 0
    var second = 0
    var target = 0
    /// Columns read and written.
    var inputWidth: Int32 = 0
    var outputWidth: Int32 = 0
    /// How many elements it writes, if it takes each by itself; else 0.
    var elements: Int32 = 0
    /// Where in the arena its output begins, with the columns taken over.
    var base = 0
    /// Bytes that are kept, and where they begin in a channel's state.
    var keptBytes = 0
    var stateOffset = 0
    /// Where in the arena the columns to keep lie after a whole window, and after one that has moved.
    var keptWhole = 0
    var keptNew = 0
  }

  /// By operator.
  let parts: InlineArray<48, Pinned<Part>>
  /// The same, as the kernels take them: an evaluation copies none.
  let layers: InlineArray<48, Pinned<PreparedLayer>>
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
    parts = InlineArray { Pinned(fits && $0 < plan.operatorCount ? finder.part(of: $0, plan) : Part()) }
    let (whole, new) = (plan.layers.span, parts.span)
    layers = InlineArray { Pinned(whole[$0].value.part(new[$0].value)) }
    stateBytes = fits ? finder.stateBytes : 0
    firstSample = fits && finder.stateBytes > 0 ? finder.firstSample : 0
  }

  /// Whether windows that follow each other are evaluated in parts.
  public var isStreaming: Bool { stateBytes > 0 }
}
