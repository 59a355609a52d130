"""Pictures broken by Pillow (JPEG) and SciPy (blur, rotation): what stages/evaluate/stress is held against."""

import io
import json
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

HEIGHT, WIDTH = 19, 21
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
rng = np.random.default_rng(7)
grey = np.clip(128 + 70 * np.sin(x / 3) * np.cos(y / 4) + 25 * rng.standard_normal((HEIGHT, WIDTH)), 0, 255).round().astype(np.uint8)
colour = np.stack([grey, np.roll(grey, 5, axis=0), 255 - np.roll(grey, 3, axis=1)], axis=-1)


def jpeg(picture: np.ndarray, quality: int) -> list[int]:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=0)
    file.seek(0)
    return np.asarray(Image.open(file)).ravel().tolist()


def rounded(picture: np.ndarray) -> list[int]:
    return np.clip(np.rint(picture), 0, 255).astype(int).ravel().tolist()


floats = grey.astype(float)
fixture = {
    "height": HEIGHT,
    "width": WIDTH,
    "grey": grey.ravel().tolist(),
    "colour": colour.ravel().tolist(),
    "jpeg": {str(quality): {"grey": jpeg(grey, quality), "colour": jpeg(colour, quality)} for quality in (50, 10)},
    "blur": {str(sigma): rounded(ndimage.gaussian_filter(floats, sigma, mode="nearest", truncate=3)) for sigma in (1, 2)},
    "turned": {str(angle): rounded(ndimage.rotate(floats, angle, reshape=False, order=1, mode="nearest")) for angle in (20, -20)},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
