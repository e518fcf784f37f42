import Runtime
import Vocabulary

/// Everything that judges a simulated device, by the truth, by what stands on its wires, and by its records' bytes.
final class Oracles {
  private(set) var findings = Findings()
  private var calls = CallOracle()
  private var latch = LatchOracle()
  private var sound = SoundOracle()
  private let monitoring = MonitoringOracle()
  private(set) var bed = BedOracle()
  private var records: RecordOracle
  private var log = LogOracle()
  private var liveness = LivenessOracle()
  private var shadow: ShadowOracle
  private var seizures = SeizureOracle()
  private var reasons = ReasonOracle()
  private let device: BedDevice

  init(_ device: BedDevice, hasShadow: Bool) {
    self.device = device
    records = RecordOracle(device)
    shadow = ShadowOracle(device, isUsed: hasShadow)
  }

  /// What was broken.
  var violations: [Violation] { findings.violations }
  /// A scenario ends with the first.
  var isOver: Bool { !findings.violations.isEmpty }

  /// A frame got into the queue, as it was acquired.
  func acquired(_ frame: borrowing Frame) { shadow.acquired(frame) }

  /// Records are handed over.
  func committed(_ new: [RecordRoom.Record], _ bed: VirtualBed) {
    findings.seconds = bed.seconds
    for record in new {
      self.bed.take(record, bed, &findings)
      records.take(record, bed, &findings)
      shadow.take(record, bed, &findings)
      reasons.take(record, bed)
      log.take(record, bed)
      seizures.take(record, bed, &findings)
      latch.take(record, bed, &findings)
      liveness.take(record, bed, quorum: device.quorum)
    }
    records.endCommit(&findings)
  }

  /// A step is over.
  func observe(_ bed: VirtualBed) {
    findings.seconds = bed.seconds
    self.bed.observe(bed, &findings)
    calls.observe(bed, hasJudged: records.hasJudged || records.hasRefused, &findings)
    latch.observe(bed, records, &findings)
    sound.observe(bed, &findings)
    monitoring.observe(bed, &findings)
    records.observe(bed, latch, &findings)
    liveness.observe(bed, &findings)
    seizures.observe(bed, &findings)
  }

  /// Somebody asks the board for something.
  func asked(_ ask: BedAsk) { bed.asked(ask) }

  /// Whether a standby is recorded that has not ended.
  var isStandby: Bool { bed.isStandby }

  func began(_ fault: Fault, _ bed: VirtualBed) {
    reasons.began(fault, bed)
    latch.began(fault, bed)
  }

  func ended(_ fault: Fault, _ bed: VirtualBed) {
    findings.seconds = bed.seconds
    reasons.ended(fault, bed, &findings)
  }

  func pressed(_ bed: VirtualBed) {
    latch.pressed(bed)
    sound.pressed(bed)
  }

  func released(_ bed: VirtualBed) { latch.released(bed) }

  func willStart(_ bed: VirtualBed) throws {
    findings.seconds = bed.seconds
    log.checkPromises(bed, &findings)
    records.restart()
    try shadow.restart()
    log.restart()
    liveness.started(bed, &findings)
  }

  func didEnd(_ bed: VirtualBed) {
    latch.programEnded(bed)
    self.bed.programEnded(bed)
    log.programEnded(bed)
  }

  func finish(_ bed: VirtualBed) {
    findings.seconds = bed.seconds
    log.finish(bed, &findings)
    guard let bench = bed.wires?.bench else { return }
    // After a brown-out a chip sends continuously again, and until a register is read back nobody can know: what is
    // asked of it meanwhile is the fault's doing. Every other rule holds.
    let isForgiven = bench.injected.brownOuts > 0
    for text in bench.violations where !(isForgiven && text.hasSuffix("while sending continuously")) {
      findings.add(.dataSheet, text)
    }
  }
}
