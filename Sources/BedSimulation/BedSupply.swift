/// The board's supply.
final class BedSupply {
  /// Whether its voltage is too low.
  var isLow = false
}
