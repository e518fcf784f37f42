/// Where each tensor lies in the arena: no two that are needed at the same time overlap.
struct MemoryPlan {
  /// A stretch of memory that one tensor, or one tensor and its views, live in.
  struct Storage {
    /// Bytes.
    var byteCount: Int
    /// The step that writes it first; -1 for the model's input.
    var firstStep: Int
    /// The step that reads it last.
    var lastStep: Int
  }

  /// Every storage starts at a multiple of this, for vector loads.
  static let alignment = 16

  /// Offset of each storage.
  let offsets: [Int]
  /// Bytes of the arena.
  let byteCount: Int

  /// Places the largest storage first, each at the lowest offset that is free while it lives.
  init(_ storages: [Storage]) {
    var offsets = [Int](repeating: 0, count: storages.count)
    var placed: [Int] = []
    let order = storages.indices.sorted { (storages[$1].byteCount, $0) < (storages[$0].byteCount, $1) }
    for index in order {
      let storage = storages[index]
      let neighbours =
        placed
        .filter { storages[$0].firstStep <= storage.lastStep && storage.firstStep <= storages[$0].lastStep }
        .sorted { offsets[$0] < offsets[$1] }
      var offset = 0
      for neighbour in neighbours {
        if offset + storage.byteCount <= offsets[neighbour] { break }
        offset = max(offset, MemoryPlan.aligned(offsets[neighbour] + storages[neighbour].byteCount))
      }
      offsets[index] = offset
      placed.append(index)
    }
    self.offsets = offsets
    byteCount = storages.indices.map { offsets[$0] + storages[$0].byteCount }.max() ?? 0
  }

  private static func aligned(_ offset: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }
}
