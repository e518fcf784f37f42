/// An element that cannot be copied, so that an array of such elements cannot be either: a span of a copyable array in
/// a borrowed value may cost a copy of the whole array.
struct Pinned<Value: Sendable>: ~Copyable, Sendable {
  /// What it holds.
  let value: Value

  /// Holds a value.
  init(_ value: Value) {
    self.value = value
  }
}
