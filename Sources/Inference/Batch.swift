/// Equal evaluations that are done together, operator by operator: where in memory each has its tensors.
struct Batch {
  /// Where the first one's begin.
  let first: Int
  /// Bytes from one to the next.
  let pitch: Int
  /// How many.
  let count: Int

  /// A single one, at the beginning.
  static var single: Batch { Batch(first: 0, pitch: 0, count: 1) }

  /// Where one's tensors begin.
  func place(_ index: Int) -> Int { first &+ index &* pitch }

  /// Those of a range.
  subscript(range: Range<Int>) -> Batch { Batch(first: place(range.lowerBound), pitch: pitch, count: range.count) }
}
