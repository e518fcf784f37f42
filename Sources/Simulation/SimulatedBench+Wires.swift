import ADS1299

extension SimulatedBench {
  /// Drives a control line.
  func drive(_ line: ControlLine, high isHigh: Bool) {
    transcript?.note("\(line) \(isHigh ? "high" : "low")")
    guard isHigh != isLineHigh[line] else { return }
    isLineHigh[line] = isHigh
    quietUntil = 0
    let time = Double(now)
    forEachChip { chip in
      switch (line, isHigh) {
      case (.start, _): chip.setStart(high: isHigh, at: time)
      case (.reset, true): chip.reset(at: time)
      case (.powerDown, true): chip.powerUp(at: time)
      case (.reset, false), (.powerDown, false): chip.hold()
      }
    }
    if line == .reset && isHigh { decideIdentities() }
  }

  /// After a reset a chip may not say who it is.
  private func decideIdentities() {
    for chip in chips {
      chip.isIdentityDead = happens(faults.deadIdentityPerMillion)
      if chip.isIdentityDead { injected.deadIdentities += 1 }
    }
  }

  /// Exchanges bytes with the chips behind a chip select.
  func transfer(select: Int, transmit: [UInt8]) throws(PortFault) -> [UInt8] {
    guard !happens(faults.busErrorPerMillion) else {
      injected.busErrors += 1
      throw PortFault(port: .bus, code: 5)
    }
    let chip = chips[select]
    let byteNanoseconds = 8e9 / Double(clockHertz)
    let start = Double(now)
    var next: SimulatedChip? = chip
    while let each = next {
      each.select()
      next = each.daisyInput
    }
    var answer: [UInt8?] = []
    for (index, byte) in transmit.enumerated() {
      let time = start + Double(index + 1) * byteNanoseconds
      advance(to: UInt64(time))
      answer.append(chip.exchange(byte, at: time, byteNanoseconds: byteNanoseconds))
      _ = chip.daisyInput?.exchange(byte, at: time, byteNanoseconds: byteNanoseconds)
    }
    // A command may have started or stopped conversions.
    if transmit.count == 1 { quietUntil = 0 }
    transcript?.note(select: chips.count > 1 ? select : nil, sent: transmit, received: answer)
    return spoil(answer.map { $0 ?? 0 })
  }

  /// What becomes of an answer on its way.
  private func spoil(_ answer: [UInt8]) -> [UInt8] {
    if happens(faults.zeroAnswerPerMillion) {
      injected.deadAnswers += 1
      return answer.map { _ in 0 }
    }
    if happens(faults.onesAnswerPerMillion) {
      injected.deadAnswers += 1
      return answer.map { _ in 0xFF }
    }
    if happens(faults.bitSlipPerMillion) {
      injected.bitSlips += 1
      return slip(answer, at: Int(generator.below(UInt64(8 * answer.count))), isLost: generator.next() & 1 == 0)
    }
    // Only a frame has a sample to change: a command and a frame's bytes, or more.
    if answer.count >= ADS1299Settings.frameBytes + 1 && happens(faults.canaryPerMillion) {
      injected.canaries += 1
      var changed = answer
      changed[6] ^= 0x10
      return changed
    }
    return answer
  }

  /// Loses or doubles one bit; all that follow move.
  private func slip(_ bytes: [UInt8], at place: Int, isLost: Bool) -> [UInt8] {
    var bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 } }
    let changed = bits[place]
    if isLost {
      bits.remove(at: place)
      bits.append(generator.next() & 1 == 0 ? 0 : 1)
    } else {
      bits.insert(changed, at: place)
      bits.removeLast()
    }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
    }
  }
}
