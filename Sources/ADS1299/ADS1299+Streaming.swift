import Vocabulary

extension ADS1299.Streaming where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// What is set up.
  public var settings: ADS1299Settings { link.settings }

  /// What was lost and what went wrong so far.
  public var counters: StreamCounters { link.counters }

  /// How many of a million samples the first chip gives too many, by the kernel's clock; nil until 256 samples have
  /// been timed.
  public var rateErrorPartsPerMillion: Int32? { first.rateErrorPartsPerMillion }

  /// The clock, for whoever measures how late a sample is.
  public mutating func nowNanoseconds() -> UInt64 { link.clock.nowNanoseconds() }

  /// Waits for the next sample and fetches it.
  ///
  /// Samples that could not be fetched leave a gap in `sampleIndex`. A chip select whose answer is broken has all its
  /// inputs marked as invalid, with codes of zero.
  ///
  /// - Parameter frame: Takes the sample.
  /// - Throws: `ADS1299Fault` if the stream is broken; `frame` is then without meaning.
  // One copy of the code, not one for each caller: the self-test has many.
  @inline(never)
  public mutating func next(into frame: inout Frame) throws(ADS1299Fault) {
    let silence = 12 &* link.settings.rate.periodNanoseconds
    var deadline = link.now() &+ silence
    let latest = deadline &+ 4 &* silence
    let lateBefore = link.counters.lateReads
    while link.now() < deadline {
      guard let edge = try link.nextEdge(select: 0, deadline: deadline) else { break }
      guard let placement = try link.place(edge, on: &first, select: 0) else { continue }
      guard placement.isExact else {
        // Nothing is fetched at a time that may be wrong.
        link.isDiscontinuous = true
        deadline = min(link.now() &+ silence, latest)
        continue
      }
      guard try link.fetch(select: 0, on: first) else { continue }
      begin(&frame, index: placement.index, edge: edge)
      try accept(select: 0, into: &frame)
      if link.settings.arrangement == .separateSelects { try fetchSecond(into: &frame) }
      finish(&frame)
      return
    }
    throw link.counters.lateReads - lateBefore >= 6 ? .overrun : .noData(select: 0)
  }

  /// Reads every register back between two frames. A sample that passes by meanwhile is counted as lost.
  ///
  /// - Throws: `ADS1299Fault.register` if one does not hold what was written: samples after
  ///   `counters.verifiedThrough` are then in doubt.
  public mutating func checkRegisters() throws(ADS1299Fault) {
    let isContinuous = link.settings.readMode == .continuous
    if isContinuous {
      link.awaitQuiet(first)
      try link.send(.stopReadDataContinuously)
    }
    try link.checkRegisters()
    if isContinuous { try link.send(.readDataContinuously) }
    link.counters.registerChecks += 1
    link.counters.verifiedThrough = link.latestIndex
  }

  /// Stops conversions.
  ///
  /// - Returns: The configured chip, or the reason why not.
  public consuming func stop() -> ADS1299.Outcome<ADS1299.Configured> {
    if link.settings.readMode == .continuous { link.awaitQuiet(first) }
    do throws(ADS1299Fault) { try link.stop() } catch {
      return .failed(ADS1299.Setback(idle: ADS1299.Idle(link: link), fault: error))
    }
    return .reached(ADS1299.Configured(link: link))
  }

  /// Gives the stream up without a word to the chip.
  public consuming func abandon() -> ADS1299.Idle { ADS1299.Idle(link: link) }

  private mutating func begin(_ frame: inout Frame, index: UInt64, edge: DataReadyEdge) {
    frame = Frame(sampleIndex: index)
    frame.monotonicNanoseconds = edge.monotonicNanoseconds
    frame.discontinuity = link.isDiscontinuous
    frame.invalid = link.settings.unusedInputs
  }

  private mutating func finish(_ frame: inout Frame) {
    link.counters.framesLost += link.latestIndex.map { frame.sampleIndex - $0 - 1 } ?? frame.sampleIndex
    link.counters.framesDelivered += 1
    link.latestIndex = frame.sampleIndex
    link.latestTime = first.time
    link.isDiscontinuous = false
  }

  /// Decodes what a chip select answered, or marks its inputs.
  private mutating func accept(select: Int, into frame: inout Frame) throws(ADS1299Fault) {
    do throws(FrameDecoder.Defect) {
      try FrameDecoder.decode(
        link.receive.span, settings: link.settings, registers: link.registers[select], firstInput: 8 * select,
        into: &frame)
      brokenRuns[select] = 0
    } catch {
      switch error {
      case .status: link.counters.brokenStatusWords += 1
      case .repetition: link.counters.brokenRepeats += 1
      }
      markInvalid(select: select, in: &frame)
      brokenRuns[select] += 1
      guard brokenRuns[select] < 8 else { throw .brokenFrames(select: UInt8(select)) }
    }
  }

  /// Fetches the second chip select's sample that belongs to the first's.
  private mutating func fetchSecond(into frame: inout Frame) throws(ADS1299Fault) {
    // The second part has to be there before the first chip's next sample.
    let deadline = first.readableUntil
    while link.now() < deadline {
      guard let edge = try link.nextEdge(select: 1, deadline: deadline) else { break }
      guard let placement = try link.place(edge, on: &second, select: 1) else { continue }
      guard placement.isExact else {
        isSecondUncertain = true
        continue
      }
      guard try link.fetch(select: 1, on: second) else { continue }
      try accept(select: 1, into: &frame)
      pair(placement, in: &frame)
      return
    }
    link.counters.secondMissing += 1
    markInvalid(select: 1, in: &frame)
    brokenRuns[1] += 1
    guard brokenRuns[1] < 8 else { throw .noData(select: 1) }
  }

  /// Checks that both chip selects' samples go in step; where they do not, the second's is not of this time.
  ///
  /// After a gap in which the second's samples cannot be counted, they are taken to be as far ahead as before: what is
  /// fetched at one time belongs together.
  private mutating func pair(_ placement: SampleGrid.Placement, in frame: inout Frame) {
    let expected = secondLead ?? 0
    let lead = Int64(bitPattern: placement.index &- frame.sampleIndex)
    if !isSecondUncertain && !frame.discontinuity {
      secondLead = lead
      guard lead != expected else { return }
    } else {
      second.renumber(frame.sampleIndex &+ UInt64(bitPattern: expected))
      isSecondUncertain = false
    }
    link.counters.secondSlips += 1
    markInvalid(select: 1, in: &frame)
  }

  private func markInvalid(select: Int, in frame: inout Frame) {
    let first = 8 * select * link.settings.arrangement.chipsPerSelect
    for input in first..<first + 8 * link.settings.arrangement.chipsPerSelect {
      frame.invalid[input] = true
      frame.leadOff[input] = false
      frame.codes[input] = 0
    }
  }
}

extension Link where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Takes an edge into a grid and counts what became of the others.
  fileprivate mutating func place(
    _ edge: DataReadyEdge, on grid: inout SampleGrid, select: UInt8
  ) throws(ADS1299Fault) -> SampleGrid.Placement? {
    let placed = grid.place(edge, now: clock.nowNanoseconds())
    guard !grid.isRateWrong else { throw .rate(select: select) }
    guard let placement = placed else {
      counters.edgesExtra += 1
      return nil
    }
    counters.edgesDropped += placement.dropped
    counters.edgesMissed += placement.missed
    counters.edgesExtra += placement.extra
    return placement
  }

  /// Fetches a grid's latest sample in the time in which it surely is that one.
  ///
  /// - Returns: Whether there was time enough; if not, what `receive` holds may be another sample.
  fileprivate mutating func fetch(select: Int, on grid: SampleGrid) throws(ADS1299Fault) -> Bool {
    let transferNanoseconds = settings.transferNanoseconds(serialHertz: bus.clockHertz)
    if now() < grid.readableFrom { clock.sleep(untilNanoseconds: UInt64(truncatingIfNeeded: grid.readableFrom)) }
    guard now() &+ transferNanoseconds <= grid.readableUntil else {
      counters.lateReads += 1
      return false
    }
    transmit[0] = settings.readMode == .byCommand ? Command.readData.rawValue : 0
    transmit[1] = 0
    try exchange(select: select, count: settings.transferBytes)
    guard now() <= grid.readableUntil else {
      counters.lateReads += 1
      return false
    }
    return true
  }

  /// Waits for a time at which no sample becomes ready: then a chip that sends continuously may be spoken to.
  fileprivate mutating func awaitQuiet(_ grid: SampleGrid) {
    for _ in 0..<8 {
      let wait = grid.nanosecondsUntilQuiet(now())
      guard wait > 0 else { return }
      self.wait(nanoseconds: UInt64(wait))
    }
  }

  /// Stops conversions.
  fileprivate mutating func stop() throws(ADS1299Fault) {
    if settings.readMode == .continuous { try send(.stopReadDataContinuously) }
    if pins.wiredLines.start { try drive(.start, high: false) } else { try send(.stop) }
  }
}
