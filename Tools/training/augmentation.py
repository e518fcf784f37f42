"""What makes a training window look as if it came from another front end or person."""

import numpy as np
import scipy.signal


def band_limited(recordings, settings):
    """Copies of recordings through a narrower device: a low-pass and coarse steps; None where not wanted."""
    if settings.band_limit_probability == 0:
        return None
    taps = scipy.signal.firwin(41, settings.band_limit_hertz, fs=settings.rate_hz)
    copies = []
    for recording in recordings:
        signal = recording.signal.samples / 8.0
        narrow = scipy.signal.oaconvolve(signal, taps[None], mode="same", axes=1)
        copies.append(np.clip(np.round(narrow / 0.51) * 0.51 * 8, -32768, 32767).astype(np.int16))
    return copies


def plant(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Adds background to some of the clinical windows, ictal or not: activity of a seizure on another device's record."""
    if settings.plant_probability == 0:
        return
    clinical = settings.ictal_windows + settings.non_ictal_windows
    for row in range(clinical):
        if random.random() < settings.plant_probability:
            x[row] += x[clinical + random.integers(settings.background_windows)] * random.uniform(0.3, 1.0)


def vary(x: np.ndarray, settings, random: np.random.Generator) -> None:
    """Another gain for each window, either polarity for each channel, white noise."""
    gain = np.exp(settings.gain_deviation * random.standard_normal((len(x), 1, 1)))
    polarity = random.choice([-1.0, 1.0], (len(x), x.shape[1], 1))
    noise = random.standard_normal(x.shape, np.float32) * random.uniform(0, 1, (len(x), 1, 1))
    x *= gain * polarity
    x += settings.noise_microvolts * noise


def quantised(x: np.ndarray, settings) -> np.ndarray:
    """The values that the model's int8 input can take, in microvolts."""
    step = settings.input_step_microvolts
    return (np.clip(np.round(x / step), -128, 127) * step).astype(np.float32)
