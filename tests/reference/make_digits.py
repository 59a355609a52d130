"""Writes public/samples/digits.zip: the 1,797 digits of scikit-learn (UCI, Alpaydin & Kaynak 1998), 8 x 8 grey PNGs in one folder a class.

Run with Debian's /usr/bin/python3 from the top of the project. The same bytes every time: fixed order, fixed dates, PNGs written here.
"""

import struct
import zipfile
import zlib

from sklearn.datasets import load_digits

TARGET = "public/samples/digits.zip"


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(image):
    height, width = image.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(int(round(value * 255 / 16)) for value in row) for row in image)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")


digits = load_digits()
with zipfile.ZipFile(TARGET, "w") as archive:
    for i, (image, digit) in enumerate(zip(digits.images, digits.target)):
        entry = zipfile.ZipInfo(f"{digit}/{i:04d}.png", date_time=(2026, 1, 1, 0, 0, 0))
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, png(image))
print(TARGET, len(digits.images), "images")
