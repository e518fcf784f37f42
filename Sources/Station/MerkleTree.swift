import Crypto
import Vocabulary

/// The tree of RFC 6962, section 2.1, over SHA-256: its root stands for all leaves and their order.
public struct MerkleTree: Sendable {
  /// Each leaf's hash; nil for one that only a node above it stands for.
  private var leaves: [Digest?] = []
  /// Nodes in the place of leaves that are gone, by their first leaf and how many they stand for.
  private var nodes: [Range<Int>: Digest] = [:]

  /// Creates a tree without leaves.
  public init() {}

  /// How many leaves there are.
  public var count: Int { leaves.count }

  /// Adds a leaf.
  public mutating func append(_ data: [UInt8]) { leaves.append(Self.leaf(data)) }

  /// Adds leaves of which only nodes are known.
  ///
  /// - Parameters:
  ///   - nodes: Those of `subtrees` over the leaves. With too few, no root that needs them is known.
  ///   - count: How many leaves they stand for.
  mutating func append(_ nodes: [Digest], for count: Int) {
    let start = leaves.count
    for (range, node) in zip(Self.subtrees(start..<start + count), nodes) {
      if range.count > 1 { self.nodes[range] = node }
      leaves += [Digest?](repeating: nil, count: range.count)
      if range.count == 1 { leaves[range.lowerBound] = node }
    }
    leaves += [Digest?](repeating: nil, count: start + count - leaves.count)
  }

  /// The nodes that stand for a range of leaves in every tree that has them all: the largest that fit, in order.
  func nodes(for range: Range<Int>) -> [Digest] { Self.subtrees(range).compactMap { root($0) } }

  /// Leaves of the largest whole subtrees in a range.
  private static func subtrees(_ range: Range<Int>) -> [Range<Int>] {
    var (start, subtrees) = (range.lowerBound, [Range<Int>]())
    while start < range.upperBound {
      let room = Int.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
      let size = 1 << min(room, start == 0 ? room : start.trailingZeroBitCount)
      subtrees.append(start..<start + size)
      start += size
    }
    return subtrees
  }

  /// The root of the first leaves.
  ///
  /// - Parameter size: How many, at most `count`.
  /// - Returns: The root; nil if the tree ends among leaves that are gone.
  public func root(of size: Int) -> Digest? { root(0..<size) }

  /// The root of leaves that a tree of their own has.
  ///
  /// - Parameters:
  ///   - size: How many, at most `count - start`.
  ///   - start: The first of them.
  /// - Returns: The root; nil if one of them is gone and their tree is not this one's beginning.
  func root(of size: Int, from start: Int) -> Digest? {
    guard start > 0 else { return root(of: size) }
    var part = MerkleTree()
    part.leaves = Array(leaves[start..<start + size])
    return part.leaves.contains { $0 == nil } ? nil : part.root(of: size)
  }

  /// The hashes that lead from a leaf to the root of the first leaves, from the leaf on. Those beside a leaf that is
  /// there are always known.
  ///
  /// - Parameters:
  ///   - index: The leaf, below `size`.
  ///   - size: How many leaves, at most `count`.
  /// - Returns: The hashes.
  public func path(to index: Int, in size: Int) -> [Digest] { path(to: index, 0..<size) }

  /// Whether a leaf stands at a place of the tree with a root (RFC 9162, section 2.1.3.2).
  ///
  /// - Parameters:
  ///   - path: The hashes from the leaf on.
  ///   - leaf: The leaf's data.
  ///   - index: Its place.
  ///   - size: How many leaves the tree has.
  ///   - root: The tree's root.
  /// - Returns: Whether it does.
  public static func proves(
    _ path: [Digest], that leaf: [UInt8], standsAt index: UInt64, of size: UInt64, under root: Digest
  ) -> Bool {
    guard index < size else { return false }
    var (place, last, hash) = (index, size - 1, Self.leaf(leaf))
    for sibling in path {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        hash = node(sibling, hash)
        while place & 1 == 0 && place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        hash = node(hash, sibling)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    return last == 0 && hash == root
  }

  private static func leaf(_ data: [UInt8]) -> Digest { hash([[0], data]) }

  private static func node(_ left: Digest, _ right: Digest) -> Digest {
    hash([[1], (0..<32).map { left.bytes[$0] }, (0..<32).map { right.bytes[$0] }])
  }

  private static func hash(_ parts: [[UInt8]]) -> Digest {
    var hasher = SHA256Hasher()
    for part in parts { hasher.update(part.span) }
    return hasher.finish()
  }

  /// The largest power of two below a count of at least 2.
  private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

  private func root(_ range: Range<Int>) -> Digest? {
    if range.isEmpty { return Self.hash([]) }
    if range.count == 1 { return leaves[range.lowerBound] }
    if let node = nodes[range] { return node }
    let middle = range.lowerBound + Self.split(range.count)
    guard let left = root(range.lowerBound..<middle), let right = root(middle..<range.upperBound) else { return nil }
    return Self.node(left, right)
  }

  private func path(to index: Int, _ range: Range<Int>) -> [Digest] {
    guard range.count > 1 else { return [] }
    let middle = range.lowerBound + Self.split(range.count)
    return index < middle
      ? path(to: index, range.lowerBound..<middle) + [root(middle..<range.upperBound) ?? Digest()]
      : path(to: index, middle..<range.upperBound) + [root(range.lowerBound..<middle) ?? Digest()]
  }
}
