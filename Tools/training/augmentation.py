"""What makes a training window look as if it came from another front end or person."""

import numpy as np

from . import interference


def plant(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Adds background to some of the clinical windows, ictal or not: activity of a seizure on another device's record."""
    if settings.plant_probability == 0:
        return
    clinical = settings.ictal_windows + settings.non_ictal_windows
    for row in range(clinical):
        if random.random() < settings.plant_probability:
            x[row] += x[clinical + random.integers(settings.background_windows)] * random.uniform(0.3, 1.0)


def tilt(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Passes more or less of the high frequencies, another share for each window."""
    if settings.tilt == 0:
        return
    share = random.uniform(-settings.tilt, settings.tilt, (len(x), 1, 1)).astype(np.float32)
    x[..., 1:] += share * np.diff(x, axis=-1)


def disturb(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Adds made-up interference to some windows, ictal or not: it must say nothing about a seizure."""
    if settings.artefact_probability == 0:
        return
    for row in np.flatnonzero(random.random(len(x)) < settings.artefact_probability):
        x[row] += interference.drawn(x.shape[1], x.shape[2], settings.rate_hz, random)


def vary(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Another gain for each window, either polarity for each channel, white noise."""
    gain = np.exp(settings.gain_deviation * random.standard_normal((len(x), 1, 1)))
    polarity = random.choice([-1.0, 1.0], (len(x), x.shape[1], 1))
    noise = random.standard_normal(x.shape, np.float32) * random.uniform(0, 1, (len(x), 1, 1))
    x *= gain * polarity
    x += settings.noise_microvolts * noise


def sample(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Takes some windows at a lower rate, from a moment of its own on, with straight lines between the samples."""
    if settings.rate_probability == 0:
        return
    count = x.shape[-1]
    for row in np.flatnonzero(random.random(len(x)) < settings.rate_probability):
        spacing = settings.rate_hz / random.uniform(settings.lowest_rate_hz, settings.rate_hz)
        taken = np.arange(random.uniform(-spacing, 0), count + spacing, spacing)
        x[row] = _between(_between(x[row], taken), (np.arange(count) - taken[0]) / spacing)


def convert(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Rounds each window to a converter's steps, of another size for each."""
    if settings.largest_step_microvolts == 0:
        return
    step = settings.largest_step_microvolts * (1 - random.random((len(x), 1, 1), np.float32))
    x[...] = np.round(x / step) * step


def _between(rows: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Values at places between the samples of rows, by straight lines; the first and the last value go on."""
    places = np.clip(places, 0, rows.shape[-1] - 1)
    before = np.minimum(places.astype(int), rows.shape[-1] - 2)
    share = (places - before).astype(np.float32)
    return rows[..., before] * (1 - share) + rows[..., before + 1] * share


def quantised(x: np.ndarray, settings) -> np.ndarray:
    """The values that the model's int8 input can take, in microvolts."""
    step = settings.input_step_microvolts
    return (np.clip(np.round(x / step), -128, 127) * step).astype(np.float32)
