/// How a diary writes dates.
public enum DiaryDateStyle: String, CaseIterable, Sendable {
  /// 2024-03-31
  case yearFirst = "year-first"
  /// 31.3.2024 or 31/3/2024
  case dayFirst = "day-first"
  /// 3/31/2024
  case monthFirst = "month-first"
}
