import Runtime
import Vocabulary

/// What a runtime decides that is given the acquired frames and nothing else: what the supervisor hands over must be
/// the same, but for the threshold and what follows from it, which faults of the platform may move.
struct ShadowOracle {
  /// Takes the decisions.
  private struct Sink: RecordSink {
    var bodies: [[UInt8]] = []

    mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
      if kind == .decision { bodies.append(body.indices.map { body[$0] }) }
    }
  }

  /// A place for the runtime, which cannot be copied.
  private final class Place {
    var runtime: Runtime
    var sink = Sink()

    init(_ runtime: consuming Runtime) {
      self.runtime = runtime
    }

    func tick(_ frame: borrowing Frame, section: [UInt8]) { runtime.tick(frame, section: section.span, into: &sink) }
  }

  private let device: BedDevice
  private let isUsed: Bool
  private var place: Place?
  private var taken = 0

  init(_ device: BedDevice, isUsed: Bool) {
    self.device = device
    self.isUsed = isUsed
  }

  mutating func restart() throws {
    guard isUsed else { return }
    place = Place(try device.makeRuntime())
    taken = 0
  }

  mutating func acquired(_ frame: borrowing Frame) { place?.tick(frame, section: device.section) }

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, _ findings: inout Findings) {
    // Decisions that did not fit the queue are counted by the device, and nobody can tell which they were.
    if bed.ports.records.refused > 0 || bed.truth.isActive(.modelStuck) { place = nil }
    guard record.kind == .decision, let place else { return }
    guard taken < place.sink.bodies.count else {
      findings.add(.decisions, "a decision that no frames lead to")
      return
    }
    let expected = place.sink.bodies[taken]
    taken += 1
    if taken == 64 {
      place.sink.bodies.removeFirst(taken)
      taken = 0
    }
    // Hop, sample and score; usable channels, their quality and evidence.
    let isSame =
      record.body.count == expected.count && record.body[4..<28] == expected[4..<28]
      && record.body[44...] == expected[44...]
    if !isSame { findings.add(.decisions, "a decision differs from that on the frames acquired") }
  }
}
