import type { PhotoFacts } from '../header-type.ts';
import { openTiff, type Directory } from './tiff.ts';

const tags = { orientation: 0x0112, time: 0x0132, exif: 0x8769, gps: 0x8825, taken: 0x9003, takenOffset: 0x9011 } as const;
const gpsTags = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const;

/** What a camera wrote beside the pixels. */
export interface Exif {
  /** 1 to 8, or null when it is not there or not right. */
  readonly orientation: number | null;
  /** Null when it tells neither when nor where. */
  readonly photo: PhotoFacts | null;
}

const SIGN = 'Exif\0\0';

/**
 * How the camera was held, and when and where the photo was taken.
 * Source: CIPA DC-008 (Exif 2.32), 4.6; TIFF 6.0, section 2.
 * @param segment an APP1 segment without its length
 * @returns null when it holds no EXIF
 */
export function exifOfSegment(segment: Uint8Array): Exif | null {
  return String.fromCharCode(...segment.subarray(0, SIGN.length)) === SIGN ? readExif(segment.subarray(SIGN.length)) : null;
}

/** @param bytes from the byte order mark on, as PNG and WebP keep it */
export function readExif(bytes: Uint8Array): Exif | null {
  const main = openTiff(bytes);
  if (!main) return null;
  const held = main.number(tags.orientation);
  const photo = { takenAt: takenAt(main), place: placeOf(main.directory(tags.gps)) };
  return {
    orientation: held !== null && held >= 1 && held <= 8 ? held : null,
    photo: photo.takenAt === null && photo.place === null ? null : photo
  };
}

/** The clock of the camera, read as UTC where it does not say its zone. */
function takenAt(main: Directory): number | null {
  const details = main.directory(tags.exif);
  const written = details?.text(tags.taken) ?? main.text(tags.time);
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(written ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const zone = /^[+-]\d\d:\d\d$/.exec(details?.text(tags.takenOffset) ?? '')?.[0] ?? 'Z';
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time) ? null : time;
}

function placeOf(gps: Directory | null): PhotoFacts['place'] {
  const latitude = degrees(gps, gpsTags.latitude, gps?.text(gpsTags.latitudeRef) === 'S');
  const longitude = degrees(gps, gpsTags.longitude, gps?.text(gpsTags.longitudeRef) === 'W');
  const isPlace = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
}

/** Degrees, minutes and seconds as one number. */
function degrees(gps: Directory | null, tag: number, isNegative: boolean): number | null {
  const parts = gps?.ratios(tag, 3);
  if (!parts) return null;
  const value = parts[0]! + parts[1]! / 60 + parts[2]! / 3600;
  return Number.isFinite(value) ? (isNegative ? -value : value) : null;
}
