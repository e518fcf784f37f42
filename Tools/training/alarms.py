"""From scores to alarms, as the device's `SeizureAlarm` does it, and from alarms to counts."""

import dataclasses

import numpy as np
import scipy.stats


@dataclasses.dataclass(frozen=True)
class Policy:
    """How hops become events; the keys of `[alarm]` in a site file."""

    firing_hops: int = 8
    raise_count: int = 2
    clear_count: int = 1
    hold_hops: int = 10
    hop_seconds: float = 1.0


def rises(scores: np.ndarray, judged: np.ndarray, policy: Policy, thresholds, raise_excess) -> list[np.ndarray]:
    """The hops at which events open, for many settings at once.

    scores: of every hop; judged: hops that could be judged. thresholds, raise_excess: one of each for a setting.
    Returns one array of hops for each setting.
    """
    thresholds, raise_excess = np.atleast_1d(thresholds).astype(float), np.atleast_1d(raise_excess).astype(float)
    count = len(thresholds)
    mask = np.uint64((1 << policy.firing_hops) - 1)
    history = np.zeros(count, np.uint64)
    accumulated, quiet = np.zeros(count), np.zeros(count, int)
    is_open = np.zeros(count, bool)
    opened_at = [[] for _ in range(count)]
    for hop in range(len(scores)):
        if judged[hop]:
            excess = scores[hop] - thresholds
            history = (history << np.uint64(1) | (excess >= 0).astype(np.uint64)) & mask
            accumulated = np.clip(accumulated + excess, 0, 2 * raise_excess)
        else:
            history = np.where(is_open, history, history << np.uint64(1) & mask)
        firing = np.bitwise_count(history)
        accumulated[firing == 0] = 0
        opens = ~is_open & (firing >= policy.raise_count) & (accumulated >= raise_excess)
        for setting in np.flatnonzero(opens):
            opened_at[setting].append(hop)
        if judged[hop]:
            quiet = np.where(is_open & (firing <= policy.clear_count), quiet + 1, 0)
            is_open &= quiet < policy.hold_hops
        quiet[opens] = 0
        is_open |= opens
    return [np.array(hops, int) for hops in opened_at]


@dataclasses.dataclass
class Scored:
    """One recording's hops with a detector's scores (mean evidence of the usable channels)."""

    person: str
    dataset: str
    is_background: bool
    seizures: list[tuple[float, float]]
    duration_seconds: float
    hop_seconds: np.ndarray
    judged: np.ndarray
    scores: np.ndarray
    ictal_fraction: np.ndarray
    file: str = ""


@dataclasses.dataclass
class Tally:
    """Seizures found or missed, and alarms where there was no seizure."""

    # For each seizure: person, length in seconds, seconds from onset to the alarm or None.
    seizures: list[tuple[str, float, float | None]]
    false_alarms: int
    quiet_hours: float

    @property
    def rate(self) -> float:
        """False alarms in an hour without a seizure."""
        return self.false_alarms / self.quiet_hours if self.quiet_hours else float("nan")

    @property
    def rate_upper(self) -> float:
        """The rate's exact Poisson upper bound, one-sided 95 %."""
        return poisson_upper(self.false_alarms) / self.quiet_hours if self.quiet_hours else float("nan")


def poisson_upper(count: int, confidence: float = 0.95) -> float:
    """The largest expected count that `count` or fewer do not contradict."""
    return float(scipy.stats.chi2.ppf(confidence, 2 * (count + 1)) / 2)


# An alarm up to so many seconds after a seizure's end still counts as found.
TOLERANCE_SECONDS = 5.0


@dataclasses.dataclass(frozen=True)
class Setting:
    """An operating point's two numbers: evidence of a channel at which a hop fires, accumulated excess that opens an event."""

    threshold: float
    raise_excess: float


def tally(recordings: list[Scored], setting: Setting, policy: Policy) -> Tally:
    """Strict counting: a seizure is found if an alarm **rises** between its onset and 5 s after its end.

    An alarm that rises anywhere else is false. Hours are those of judged hops outside, in which a false alarm could rise.
    """
    total = Tally([], 0, 0.0)
    for recording in recordings:
        found = tallies(recording, [setting.threshold], [setting.raise_excess], policy)[0]
        total = Tally(total.seizures + found.seizures, total.false_alarms + found.false_alarms,
                      total.quiet_hours + found.quiet_hours)  # fmt: skip
    return total


def tallies(recording: Scored, thresholds, raise_excess, policy: Policy) -> list[Tally]:
    """The counts of one recording, for many settings at once."""
    spans = [(onset, end + TOLERANCE_SECONDS) for onset, end in recording.seizures]
    inside = np.zeros(len(recording.hop_seconds), bool)
    for first, last in spans:
        inside |= (recording.hop_seconds >= first) & (recording.hop_seconds <= last)
    hours = int((recording.judged & ~inside).sum()) * policy.hop_seconds / 3600
    found = []
    for hops in rises(recording.scores, recording.judged, policy, thresholds, raise_excess):
        times = recording.hop_seconds[hops]
        seizures = []
        for (onset, end), (first, last) in zip(recording.seizures, spans, strict=True):
            hits = times[(times >= first) & (times <= last)]
            seizures.append((recording.person, end - onset, float(hits[0]) - onset if len(hits) else None))
        found.append(Tally(seizures, int((~inside[hops]).sum()), hours))
    return found


@dataclasses.dataclass(frozen=True)
class Point:
    """An operating point: what it must keep, in false alarms per hour without a seizure."""

    name: str
    background_per_hour: float
    clinical_per_hour: float


# At most 2, 1 and no alarms in 5.3 h of background; at most 20, 9 and 3 in 1.3 h of clinical recordings outside seizures.
POINTS = (
    Point("sensitive", 0.38, 16.0),
    Point("balanced", 0.19, 7.0),
    Point("quiet", 0.0, 2.4),
)

# Accumulated excess that a point may ask for, in standard deviations of the scores.
RAISE_DEVIATIONS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)


class Curve:
    """What a detector does at many settings, so that settings for many sets of people are sums away."""

    def __init__(self, recordings: list[Scored], policy: Policy):
        self.recordings = recordings
        values = np.concatenate([one.scores[one.judged] for one in recordings if not one.is_background])
        self.thresholds = np.unique(np.quantile(values, np.linspace(0.2, 1, 121)))
        top = self.thresholds[-1]
        self.thresholds = np.append(self.thresholds, top + 1e-6 + abs(top) * 1e-6)
        self.raises = values.std() * np.array(RAISE_DEVIATIONS)
        shape = (len(recordings), len(self.raises), len(self.thresholds))
        raises, thresholds = (grid.ravel() for grid in np.meshgrid(self.raises, self.thresholds, indexing="ij"))
        self.background = np.array([recording.is_background for recording in recordings])
        self.false_alarms, self.found = np.zeros(shape, int), np.zeros(shape, int)
        self.hours = np.zeros(len(recordings))
        for place, recording in enumerate(recordings):
            counts = tallies(recording, thresholds, raises, policy)
            self.hours[place] = counts[0].quiet_hours
            self.false_alarms[place] = np.reshape([one.false_alarms for one in counts], shape[1:])
            self.found[place] = np.reshape(
                [sum(delay is not None for _, _, delay in one.seizures) for one in counts], shape[1:])

    def setting(self, chosen: np.ndarray, point: Point) -> Setting:
        """The setting that finds most seizures of the chosen recordings, as a mean of all and of people, within the point's rates.

        For each accumulated excess the lowest threshold counts at which the rates are kept, as they are at every higher one.
        """
        best = (-1.0, Setting(self.thresholds[-1], self.raises[0]))
        for which, raise_excess in enumerate(self.raises):
            place = self._lowest(chosen, point, which)
            best = max(best, (self._sensitivity(chosen, which, place), Setting(float(self.thresholds[place]), float(raise_excess))),
                       key=lambda pair: pair[0])  # fmt: skip
        return best[1]

    def _lowest(self, chosen: np.ndarray, point: Point, which: int) -> int:
        lowest = len(self.thresholds) - 1
        for place in reversed(range(len(self.thresholds))):
            for kind, limit in ((self.background, point.background_per_hour), (~self.background, point.clinical_per_hour)):
                wanted = chosen & kind
                if self.false_alarms[wanted, which, place].sum() > limit * self.hours[wanted].sum():
                    return lowest
            lowest = place
        return lowest

    def _sensitivity(self, chosen: np.ndarray, which: int, place: int) -> float:
        found, seizures = {}, {}
        for index in np.flatnonzero(chosen & ~self.background):
            person = self.recordings[index].person
            found[person] = found.get(person, 0) + self.found[index, which, place]
            seizures[person] = seizures.get(person, 0) + len(self.recordings[index].seizures)
        people = [found[person] / seizures[person] for person in found if seizures[person]]
        return float(sum(found.values()) / max(1, sum(seizures.values())) + np.mean(people)) / 2
