import Synchronization

/// How a window that slides by a hop is evaluated by computing only what is new.
///
/// In the leading part of a model without padding in time, whose strides together divide the hop, an output column of
/// the new window is one of the old window's, moved. So each channel has a slice of memory in which those tensors stay
/// from window to window: the last columns are moved to the front, the new ones computed behind them. The values are
/// those of the whole window, bit for bit.
public struct StreamPlan: ~Copyable, Sendable {
  /// A tensor that moves with the window, height 1.
  struct Track: Sendable {
    /// Columns of the whole window.
    var width: Int32 = 0
    /// Channels of a column.
    var channels: Int32 = 0
    /// Columns by which one hop moves it, which are those computed; 0 for a tensor that is not tracked.
    var shift: Int32 = 0
    /// First column that anything reads once the window has moved: with which the tensor begins in a slice.
    var first: Int32 = 0
    /// Where it begins in a slice.
    var place: Int32 = 0

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

  /// How one operator is evaluated once the window has moved: what of its output is taken over, and where its new
  /// columns are read and written.
  struct Part: Sendable {
    /// Whether its output moves with the window; where not, only the places count.
    var isMoved = false
    /// Where in a slice it reads, and writes the new columns.
    var source = 0
    var second = 0
    var target = 0
    /// Columns read and written.
    var inputWidth: Int32 = 0
    var outputWidth: Int32 = 0
    /// How many elements it writes, if it takes each by itself; else 0.
    var elements: Int32 = 0
    /// Where in a slice its output begins, with the columns taken over.
    var base = 0
    /// Bytes that are taken over, and by which they are moved.
    var keptBytes = 0
    var shiftBytes = 0
    /// Where in the arena of a whole window the columns to keep lie.
    var keptWhole = 0
  }

  /// By operator.
  let parts: InlineArray<96, Pinned<Part>>
  /// The same, as the kernels take them: an evaluation copies none.
  let layers: InlineArray<96, Pinned<PreparedLayer>>
  /// Unused, and never copied: with it, a borrowed plan is read where it lies.
  private let anchor = Atomic<UInt8>(0)
  /// Bytes of a channel's slice, 0 where every window is evaluated whole.
  public let sliceBytes: Int
  /// Where in a slice the window's samples begin, from `firstSample` on.
  let inputPlace: Int
  /// Where in a slice the evidence is read; see `ModelPlan.evidencePlace`.
  let evidencePlace: Int
  /// First sample of the window that is read once the window has moved by a hop.
  public let firstSample: Int

  /// Finds what of a model moves with the window.
  ///
  /// - Parameters:
  ///   - plan: A model that takes one channel at a time.
  ///   - capacity: Bytes that a slice may have; a model that needs more is evaluated whole.
  public init(_ plan: borrowing ModelPlan, capacity: Int) {
    let finder = StreamFinder(plan)
    let fits = finder.sliceBytes > 0 && finder.sliceBytes <= capacity
    parts = InlineArray { Pinned(fits && $0 < plan.operatorCount ? finder.part(of: $0, plan) : Part()) }
    let (whole, new) = (plan.layers.span, parts.span)
    layers = InlineArray {
      Pinned(fits && $0 < plan.operatorCount ? whole[$0].value.part(new[$0].value) : PreparedLayer())
    }
    sliceBytes = fits ? finder.sliceBytes : 0
    firstSample = fits ? finder.firstSample : 0
    inputPlace = finder.inputPlace
    evidencePlace = finder.evidencePlace(plan)
  }

  /// Whether windows that follow each other are evaluated in parts.
  public var isStreaming: Bool { sliceBytes > 0 }
}
