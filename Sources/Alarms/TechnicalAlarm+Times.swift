extension TechnicalAlarm {
  /// Hops in a row that cannot be judged, after some that could, before the alarm rises: the policy's, or those that use
  /// up what a half minute may lack.
  ///
  /// - Parameter policy: A validated policy.
  public static func raiseHops(_ policy: AlarmPolicy) -> Int {
    min(Int(policy.technicalRaiseHops), BlindnessBudget.shortHops / 5 + 1)
  }

  /// Judged hops in a row after which it has fallen, whatever raised it.
  ///
  /// - Parameter policy: A validated policy.
  public static func clearHops(_ policy: AlarmPolicy) -> Int {
    max(Int(policy.technicalClearHops), Int(BlindnessBudget.recoveryHops))
  }
}
