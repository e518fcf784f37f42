import Bundle
import Testing
import Vocabulary

@Suite struct BoardSectionTests {
  private func decoded(_ board: BoardSection) throws(BundleFault) -> BoardSection {
    try BoardSection(bytes: TestBundle.encoded(board).span, version: BoardSection.version)
  }

  private func expect(
    _ field: BundleField, at offset: Int, _ change: (inout BoardSection) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var board = TestBundle.board()
    change(&board)
    #expect(throws: BundleFault.field(field, offset: offset), sourceLocation: sourceLocation) { try decoded(board) }
  }

  @Test func comesBackAsItWasWritten() throws {
    let board = try decoded(TestBundle.board())
    #expect(TestBundle.encoded(board) == TestBundle.encoded(TestBundle.board()))
    #expect(board.identity == FixedText("test"))
    #expect(board.labels[0] == ChannelName("F7-T7"))
    #expect(board.lineCount == 2)
    #expect(board.watchdogSeconds == 15)
  }

  @Test func isRefusedCutAtAnyByteAndWithOneMore() {
    let bytes = TestBundle.encoded(TestBundle.board())
    for count in bytes.indices {
      #expect(throws: BundleFault.self, "cut at \(count)") {
        try BoardSection(bytes: Array(bytes.prefix(count)).span, version: BoardSection.version)
      }
    }
    #expect(throws: BundleFault.sectionEnd(.board, offset: bytes.count)) {
      try BoardSection(bytes: (bytes + [0]).span, version: BoardSection.version)
    }
  }

  @Test func refusesTextsThatAreEmpty() {
    expect(.identity, at: 0) { $0.identity = BoardIdentity() }
    expect(.processor, at: 16) { $0.processor = KernelName() }
    expect(.spiDevice, at: 49) { $0.spiDevice = KernelName() }
  }

  @Test func refusesTextsThatAreNotZeroPaddedASCII() {
    for (offset, byte) in [(0, 0x0A), (4, 0x80), (15, 0x41), (6, 0x41)] as [(Int, UInt8)] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[offset] = byte
      #expect(throws: BundleFault.field(.identity, offset: 0)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesNumbersThatStandForNothing() {
    for (offset, value, field) in [
      (48, 0, .evidence), (48, 4, .evidence), (86, 0, .frontEnd), (86, 4, .frontEnd), (167, 11, .lineRole),
      (167, 0, .lineRole), (168, 3, .linePolarity), (169, 3, .lineFailSafe),
    ] as [(Int, UInt8, BundleField)] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[offset] = value
      #expect(throws: BundleFault.field(field, offset: offset)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAnSPIModeThatTheChipDoesNotSpeak() {
    expect(.spiMode, at: 81) { $0.spiMode = 0 }
  }

  @Test func refusesAClockThatDoesNotCarryTheRate() throws {
    // 120 bits at 1000 frames a second, and as much again.
    var board = TestBundle.board()
    board.frontEnd.registers[0x01] = 0x94
    board.spiHertz = 240_000
    _ = try decoded(board)
    expect(.spiSpeed, at: 82) { changed in
      changed = board
      changed.spiHertz = 239_999
    }
    expect(.spiSpeed, at: 82) { $0.spiHertz = 20_000_001 }
  }

  @Test func refusesInputsThatTheChipDoesNotHave() {
    expect(.inputCount, at: 87) { $0.frontEnd.inputCount = 0 }
    expect(.inputCount, at: 87) { $0.frontEnd.inputCount = 5 }
  }

  @Test func refusesAReferenceOutsideItsRange() {
    expect(.reference, at: 88) { $0.frontEnd.referenceMicrovolts = 1_999_999 }
    expect(.reference, at: 88) { $0.frontEnd.referenceMicrovolts = 5_000_001 }
  }

  @Test(
    arguments: [
      (0x00, 0x1E), (0x01, 0x97), (0x01, 0x16), (0x02, 0xD4), (0x03, 0x80), (0x04, 0x10), (0x05, 0x70), (0x05, 0x61),
      (0x05, 0xE0), (0x05, 0x68), (0x06, 0x60), (0x09, 0x81), (0x0D, 0x02), (0x0E, 0x02), (0x0F, 0x02), (0x10, 0x80),
      (0x11, 0x02), (0x12, 0x01), (0x13, 0x01), (0x15, 0x21), (0x16, 0x01), (0x17, 0x08),
    ] as [(Int, UInt8)])
  func refusesARegisterWithAValueThatNobodyStandsFor(address: Int, value: UInt8) {
    expect(.register, at: 92 + address) { $0.frontEnd.registers[address] = value }
  }

  @Test func refusesLabelsThatAreEmptyOrGivenTwice() {
    expect(.inputLabel, at: 116) { $0.labels[0] = ChannelName() }
    expect(.inputLabel, at: 132) {
      $0.frontEnd.inputCount = 2
      $0.frontEnd.registers[0x06] = 0x60
      $0.labels[1] = $0.labels[0]
    }
  }

  @Test func refusesHalfAWatchdog() throws {
    expect(.watchdog, at: 164) { $0.watchdogSeconds = 0 }
    expect(.watchdog, at: 164) { $0.watchdogDevice = KernelName() }
    var board = TestBundle.board()
    board.watchdogSeconds = 0
    board.watchdogDevice = KernelName()
    _ = try decoded(board)
  }

  @Test func refusesLinesOutOfOrderOrGivenTwice() {
    let end = 167 + 3 * 67
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.start, "START", .inactive)) }
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.alarm, "ALARM2", .active)) }
    expect(.lineName, at: end - 67) { $0.append(TestBundle.line(.buzzer, "ALARM", .inactive)) }
  }

  @Test func refusesABoardWithoutAnAlarmOrDataReadyLine() {
    let bytes = TestBundle.encoded(TestBundle.board())
    let counted = 166
    for (kept, missing) in [(167..<(167 + 67), "alarm"), ((167 + 67)..<(167 + 134), "data ready")] {
      let cut = Array(bytes[..<counted]) + [1] + Array(bytes[kept])
      #expect(throws: BundleFault.field(.lineRole, offset: cut.count), "\(missing)") {
        try BoardSection(bytes: cut.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAnAlarmThatFailsSilent() {
    for failSafe: UInt8 in [0, 1] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[167 + 67 + 2] = failSafe
      #expect(throws: BundleFault.field(.lineFailSafe, offset: 167 + 67 + 2)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAFailSafeStateOfAnInputAndNoneOfAnOutput() {
    let last = 167 + 2 * 67 + 2
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.acknowledge, "ACK", .inactive)) }
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.buzzer, "BUZZER", .none)) }
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.nurseCall, "CALL", .inactive)) }
  }
}
