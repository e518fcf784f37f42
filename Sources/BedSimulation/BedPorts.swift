/// Everything at a bed that outlives a program: lines, button, watchdog, clock, disk, and the queues' memory.
struct BedPorts {
  let clock: BedClock
  let pins: BedPins
  let button: BedButton
  let watchdog: BedWatchdog
  let arrivals: ArrivalRing
  let records: RecordRoom
  let state: SimulatedState
  let disk: BedDisk
  let supply = BedSupply()
  let pseudonyms: PseudonymSource

  /// Makes them, with a defect planted in one.
  init(seed: UInt64, startNanoseconds: UInt64, defect: PlantedDefect?) {
    clock = BedClock(now: startNanoseconds, defect: defect)
    pseudonyms = PseudonymSource(seed: seed, defect: defect)
    pins = BedPins(clock: clock, defect: defect)
    button = BedButton(defect: defect)
    watchdog = BedWatchdog(clock: clock, defect: defect)
    arrivals = ArrivalRing(FrameChanger(defect))
    records = RecordRoom(RecordChanger(defect))
    state = SimulatedState(defect: defect)
    disk = BedDisk(defect: defect)
  }
}
