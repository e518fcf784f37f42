extension BundleField {
  /// The field as the board's or the site's file names it, where it is one of theirs.
  public var text: StaticString {
    switch self {
    case .identity: "identity"
    case .processor: "processor"
    case .evidence: "evidence"
    case .spiDevice: "spi.device"
    case .spiMode: "spi.mode"
    case .spiSpeed: "spi.speed_hz"
    case .frontEnd: "front_end.kind"
    case .inputCount: "number of inputs"
    case .gain: "front_end.gain"
    case .rate: "front_end.rate_hz"
    case .reference: "front_end.vref_uv"
    case .register: "registers"
    case .inputLabel: "inputs"
    case .watchdog: "watchdog"
    case .lineRole: "lines"
    case .lineName: "lines, chip or line"
    case .linePolarity: "lines, active"
    case .lineFailSafe: "lines, fail_safe"
    case .arrangement: "front_end.chips"
    case .releasedLines: "released_lines"
    case .mains: "mains_hz"
    case .operatingPoint: "operating_point"
    case .montage: "montage"
    case .derivation: "montage, an electrode"
    case .log: "log"
    case .stationKey: "station_keys"
    case .ownLevel: "own_level"
    case .timeZone: "time_zone"
    case .firstHour: "first hour of the forecaster"
    }
  }
}
