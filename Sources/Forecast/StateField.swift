/// Fields of a stored state that are no whole numbers, as one.
enum StateField {
  /// What stands for nil.
  private static let none = Int64.min

  /// Reads or replaces a number that may be missing.
  static func visitOptional(_ field: inout Int64?, _ visit: (inout Int64) -> Void) {
    var value = field ?? none
    visit(&value)
    field = value == none ? nil : value
  }

  /// Reads or replaces what is so or not.
  static func visitFlag(_ field: inout Bool, _ visit: (inout Int64) -> Void) {
    var value: Int64 = field ? 1 : 0
    visit(&value)
    field = value != 0
  }
}
