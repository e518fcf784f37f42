/// What the light shows of a standby and of a button that is held, unlike any alarm: alarms are lit half of the time,
/// twice a second or every two seconds.
enum BedLight {
  /// A flash of 100 ms every four seconds.
  static func isLitInStandby(_ nanoseconds: UInt64) -> Bool { nanoseconds / 1_000_000 % 4_000 < 100 }

  /// Steady from when letting go begins or ends a standby; ten times a second from when it admits or discharges.
  static func isLit(held nanoseconds: UInt64) -> Bool {
    nanoseconds < LongPress.personNanoseconds || nanoseconds / 1_000_000 % 100 < 50
  }
}
