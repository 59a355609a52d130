export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif';

/** What a file says about itself before anything is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** As stored; `displaySize` turns it the way it is shown. */
  readonly width: number;
  readonly height: number;
  /** Bits a channel. */
  readonly bitDepth: number;
  readonly animated: boolean;
  /** How the camera was held, EXIF 1 to 8; 1 = upright. From 5 on width and height change places. */
  readonly orientation: number;
  /** When and where it was taken, of files that say so. */
  readonly photo?: PhotoFacts;
}

export interface PhotoFacts {
  /** Milliseconds since 1970 UTC. */
  readonly takenAt: number | null;
  /** In degrees; personal data. */
  readonly place: { readonly latitude: number; readonly longitude: number } | null;
}
