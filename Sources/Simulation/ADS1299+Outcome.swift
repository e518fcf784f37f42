import ADS1299

extension ADS1299.Outcome where State: ~Copyable, Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// The state that was meant, for those who have no use for the wires without it.
  ///
  /// - Returns: The state.
  /// - Throws: Why it was not reached; bus, pins and clock are then given up.
  public consuming func get() throws(ADS1299Fault) -> State {
    switch consume self {
    case .reached(let state): return state
    case .failed(let setback): throw setback.fault
    }
  }
}
