extension TechnicalAlarm {
  /// When the alarm rises where nothing can be judged any more: the policy's hops, or as many as use up what a half
  /// minute may lack.
  ///
  /// - Parameter policy: A validated policy.
  /// - Returns: Hops in a row that cannot be judged, after some that could.
  public static func raiseHops(_ policy: AlarmPolicy) -> Int {
    min(Int(policy.technicalRaiseHops), BlindnessBudget.shortHops / 5 + 1)
  }

  /// When the alarm has fallen, whatever raised it.
  ///
  /// - Parameter policy: A validated policy.
  /// - Returns: Judged hops in a row.
  public static func clearHops(_ policy: AlarmPolicy) -> Int {
    max(Int(policy.technicalClearHops), Int(BlindnessBudget.recoveryHops))
  }
}
