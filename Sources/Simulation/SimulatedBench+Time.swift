import ADS1299

extension SimulatedBench {
  /// Lets time pass.
  func advance(to time: UInt64) {
    guard time >= quietUntil else {
      now = max(now, time)
      return
    }
    while let (select, ready) = nextConversion(), ready <= Double(time) {
      now = max(now, UInt64(ready))
      convert(select: select, at: ready)
    }
    now = max(now, time)
    for select in lines.indices { settle(select: select) }
    quietUntil = nextHappening() ?? .max
  }

  /// When a chip converts or an edge reaches the kernel next.
  private func nextHappening() -> UInt64? {
    let conversion = nextConversion().map { UInt64($0.ready) }
    return (lines.indices.compactMap(nextEvent) + [conversion].compactMap { $0 }).min()
  }

  /// The thread sleeps; it may not be run at once afterwards.
  func sleep(until time: UInt64) {
    if time > now { transcript?.note("wait \((time - now + 500) / 1_000) us") }
    advance(to: time)
    stall()
  }

  /// The thread is not run for a while.
  func stall() {
    guard happens(faults.stallPerMillion) else { return }
    injected.stalls += 1
    let longest = periodNanoseconds(select: 0) * faults.stallPermille / 1_000
    advance(to: now + generator.below(longest))
  }

  /// Waits for an edge.
  func nextEdge(select: Int, deadline: UInt64) -> DataReadyEdge? {
    advance(to: now)
    while true {
      if let edge = lines[select].queue.take() {
        stall()
        return edge
      }
      guard now < deadline else { return nil }
      advance(to: min(max(nextHappening() ?? deadline, now + 1), deadline))
    }
  }

  private func nextConversion() -> (select: Int, ready: Double)? {
    chips.enumerated().compactMap { select, chip in chip.nextReady.map { (select, $0) } }.min { $0.1 < $1.1 }
  }

  private func nextEvent(select: Int) -> UInt64? {
    lines[select].pending.map(\.stamp).min()
  }

  func periodNanoseconds(select: Int) -> UInt64 {
    UInt64(chips[select].rate.periodNanoseconds)
  }

  /// A chip has a new frame: its data-ready line falls, if nothing goes wrong.
  private func convert(select: Int, at ready: Double) {
    var next: SimulatedChip? = chips[select]
    while let chip = next {
      chip.convert(at: ready)
      next = chip.daisyInput
    }
    raiseEdge(select: select, at: UInt64(ready))
    if happens(faults.brownOutPerMillion) { brownOut(select: select) }
    if happens(faults.registerUpsetPerMillion) { upset(select: select) }
  }

  private func raiseEdge(select: Int, at time: UInt64) {
    let period = periodNanoseconds(select: select)
    if happens(faults.extraEdgePerMillion) {
      let stamp = time + generator.below(period)
      lines[select].pending.append(PendingEdge(stamp: stamp, isQueued: true, isExtra: true))
    }
    if happens(faults.stuckLinePerMillion) {
      lines[select].stuckSamples = 1 + generator.below(faults.stuckLineSamples)
    }
    if lines[select].stuckSamples > 0 {
      lines[select].stuckSamples -= 1
      injected.lostEdges += 1
      return
    }
    if happens(faults.lostEdgePerMillion) {
      injected.lostEdges += 1
      return
    }
    let isDropped = happens(faults.droppedEdgePerMillion)
    if isDropped { injected.droppedEdges += 1 }
    let delay = now < faults.endNanoseconds ? generator.below(period * faults.stampDelayPermille / 1_000) : 0
    lines[select].pending.append(PendingEdge(stamp: time + delay, isQueued: !isDropped, isExtra: false))
  }

  /// Edges whose time has come reach the kernel's queue, in the order of their time.
  private func settle(select: Int) {
    let due = lines[select].pending.filter { $0.stamp <= now }.sorted { $0.stamp < $1.stamp }
    guard !due.isEmpty else { return }
    lines[select].pending.removeAll { $0.stamp <= now }
    for edge in due {
      if edge.isExtra { injected.extraEdges += 1 }
      lines[select].queue.see(at: edge.stamp, isQueued: edge.isQueued)
    }
  }

  /// The supply dips: registers and mode are those after a reset, and conversions go on if their line says so.
  private func brownOut(select: Int) {
    injected.brownOuts += 1
    var next: SimulatedChip? = chips[select]
    while let chip = next {
      chip.reset(at: Double(now))
      next = chip.daisyInput
    }
  }

  /// One bit of one written register changes.
  private func upset(select: Int) {
    injected.registerUpsets += 1
    let address = Int(1 + generator.below(UInt64(Register.leadOffFlip.rawValue)))
    // CONFIG3's lowest bit is the chip's to set.
    chips[select].registers.bytes[address] ^= 2 << UInt8(generator.below(7))
    chips[select].restartConversions(at: Double(now))
  }
}
