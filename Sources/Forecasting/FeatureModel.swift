/// What a generated person's minutes of features follow, beside `PersonModel`: an effect of known size before events,
/// and what could be taken for one.
///
/// All sizes are in standard deviations of the features' slow noise, which is what an hour's mean of an undisturbed
/// feature varies by.
public struct FeatureModel: Sendable {
  /// What the events follow.
  public var person: PersonModel
  /// How far the features lie off before an event, along a direction of the person's own.
  public var effect: Double
  /// Hours that they do so before it.
  public var preictalHours = 3.0
  /// How far sleep moves them, between 23 and 7 o'clock give or take an hour, night by night.
  public var sleep = 2.0
  /// How far the electrodes' ageing moves them within the five days between two renewals.
  public var ageing = 2.0
  /// How far slow drifts move them within a month.
  public var drift = 1.0
  /// How far an event moves them after itself, fading over three hours.
  public var postictal = 2.0
  /// The share of hours that are lost.
  public var lost = 0.05

  /// A person with a daily cycle of published strength, one event a day.
  public init(days: Int, perDay: Double = 1, effect: Double) {
    person = PersonModel(days: days, perDay: perDay)
    person.cycles = [PersonModel.Cycle(hours: 24, resultant: 0.5)]
    self.effect = effect
  }
}
