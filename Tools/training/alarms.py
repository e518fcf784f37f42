"""From scores to alarms, as the device's `SeizureAlarm` does it, and from alarms to counts."""

import dataclasses

import numpy as np
import scipy.stats


@dataclasses.dataclass(frozen=True)
class Policy:
    """How hops become events; the keys of `[alarm]` in a site file."""

    firing_hops: int = 10
    raise_count: int = 6
    clear_count: int = 2
    hold_hops: int = 20
    hop_seconds: float = 1.0


def rises(above: np.ndarray, judged: np.ndarray, policy: Policy) -> list[int]:
    """The hops at which an event opens.

    above: hops whose score reached the threshold; judged: hops that could be judged at all.
    """
    marks = (above & judged).tolist()
    if sum(marks) < policy.raise_count:
        return []
    history = [False] * policy.firing_hops
    found, is_open, quiet, firing = [], False, 0, 0
    for hop, (mark, is_judged) in enumerate(zip(marks, judged.tolist(), strict=True)):
        if is_judged or not is_open:
            history.append(mark)
            firing += mark - history[-1 - policy.firing_hops]
        if not is_open:
            if firing >= policy.raise_count:
                is_open, quiet = True, 0
                found.append(hop)
        elif is_judged:
            quiet = quiet + 1 if firing <= policy.clear_count else 0
            is_open = quiet < policy.hold_hops
    return found


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


def tally(recordings: list[Scored], threshold: float, policy: Policy) -> Tally:
    """Strict counting: a seizure is found if an alarm **rises** between its onset and 5 s after its end.

    An alarm that rises anywhere else is false. Hours are those of judged hops outside, in which a false alarm could rise.
    """
    found, false_alarms, hops_outside = [], 0, 0
    for recording in recordings:
        hops = rises(recording.scores >= threshold, recording.judged, policy)
        times = [float(recording.hop_seconds[hop]) for hop in hops]
        spans = [(onset, end + TOLERANCE_SECONDS) for onset, end in recording.seizures]
        for (onset, end), (first, last) in zip(recording.seizures, spans, strict=True):
            inside = [time for time in times if first <= time <= last]
            found.append((recording.person, end - onset, inside[0] - onset if inside else None))
        false_alarms += sum(not any(first <= time <= last for first, last in spans) for time in times)
        outside = [not any(first <= time <= last for first, last in spans) for time in recording.hop_seconds]
        hops_outside += int((recording.judged & outside).sum())
    return Tally(found, false_alarms, hops_outside * policy.hop_seconds / 3600)


@dataclasses.dataclass(frozen=True)
class Point:
    """An operating point: what its threshold must keep, in false alarms per hour without a seizure."""

    name: str
    background_per_hour: float
    clinical_per_hour: float


# At most 2, 1 and no alarms in 5.3 h of background; at most 20, 9 and 3 in 1.3 h of clinical recordings outside seizures.
POINTS = (
    Point("sensitive", 0.38, 16.0),
    Point("balanced", 0.19, 7.0),
    Point("quiet", 0.0, 2.4),
)


class Curve:
    """A detector's false alarms at many thresholds, so that thresholds for many sets of people are sums away."""

    def __init__(self, recordings: list[Scored], policy: Policy):
        self.recordings, self.policy = recordings, policy
        values = np.concatenate([recording.scores[recording.judged] for recording in recordings])
        self.thresholds = np.unique(np.quantile(values, np.linspace(0.3, 1, 201)))
        top = self.thresholds[-1]
        self.thresholds = np.append(self.thresholds, top + 1e-6 + abs(top) * 1e-6)
        self.background = np.array([recording.is_background for recording in recordings])
        tallies = [[tally([recording], threshold, policy) for threshold in self.thresholds] for recording in recordings]
        self.false_alarms = np.array([[found.false_alarms for found in row] for row in tallies])
        self.hours = np.array([row[0].quiet_hours for row in tallies])

    def threshold(self, chosen: np.ndarray, point: Point) -> float:
        """The lowest threshold at which the chosen recordings keep the point's rates, as at every higher one."""
        best = self.thresholds[-1]
        for place in reversed(range(len(self.thresholds))):
            for kind, limit in ((self.background, point.background_per_hour), (~self.background, point.clinical_per_hour)):
                wanted = chosen & kind
                if self.false_alarms[wanted, place].sum() > limit * self.hours[wanted].sum():
                    return float(best)
            best = self.thresholds[place]
        return float(best)
