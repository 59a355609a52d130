import { createRng, normal, type Rng } from '../../../../src/core/rng.ts';
import type { Pixels } from '../../../../src/stages/explore/pictures/signature.ts';

/** A scene that can be painted at any size: a sloping sky and some blots, as a photograph has light and things. */
export interface Scene {
  readonly wide: number;
  readonly tall: number;
  brightness(x: number, y: number): number;
}

export function sceneOf(seed: number, wide = 4, tall = 3): Scene {
  const rng = createRng(seed);
  const [slopeX, slopeY, base] = [rng() * 120 - 60, rng() * 120 - 60, 60 + rng() * 120];
  const blots = Array.from({ length: 6 + Math.floor(rng() * 10) }, () => ({
    x: rng(),
    y: rng(),
    wide: 0.04 + rng() * 0.25,
    tall: 0.04 + rng() * 0.25,
    light: rng() * 240 - 120
  }));
  const brightness = (x: number, y: number) => {
    let light = base + slopeX * x + slopeY * y;
    for (const blot of blots) light += blot.light * Math.exp(-(((x - blot.x) / blot.wide) ** 2) - ((y - blot.y) / blot.tall) ** 2);
    return Math.max(1, Math.min(255, light));
  };
  return { wide, tall, brightness };
}

export interface Look {
  /** Standard deviation of the noise a low quality leaves. */
  readonly noise?: number;
  /** Steps brightness is rounded to. */
  readonly step?: number;
  readonly brighter?: number;
  readonly contrast?: number;
}

/** The scene in a square of `size`, fitted between black bars, painted first at `from` pixels across and then shrunk, as a file of that size would be. */
export function painted(scene: Scene, size: number, from: number, look: Look = {}, rng: Rng = createRng(1)): Pixels {
  const small = { across: from, down: Math.max(1, Math.round((from * scene.tall) / scene.wide)) };
  const file = new Float32Array(small.across * small.down);
  for (let y = 0; y < small.down; y++)
    for (let x = 0; x < small.across; x++) {
      const light = scene.brightness((x + 0.5) / small.across, (y + 0.5) / small.down);
      const seen = 128 + (light - 128) * (look.contrast ?? 1) + (look.brighter ?? 0) + normal(rng) * (look.noise ?? 0);
      file[y * small.across + x] = Math.max(1, Math.min(255, Math.round(seen / (look.step ?? 1)) * (look.step ?? 1)));
    }
  return fitted(file, small, size, scene);
}

function fitted(file: Float32Array, { across, down }: { across: number; down: number }, size: number, scene: Scene): Pixels {
  const scale = size / Math.max(scene.wide, scene.tall);
  const [wide, tall] = [Math.round(scene.wide * scale), Math.round(scene.tall * scale)];
  const [left, top] = [Math.floor((size - wide) / 2), Math.floor((size - tall) / 2)];
  const pixels = new Uint8Array(size * size);
  for (let y = 0; y < tall; y++)
    for (let x = 0; x < wide; x++) {
      const [x0, x1] = [
        Math.floor((x * across) / wide),
        Math.max(Math.floor((x * across) / wide) + 1, Math.floor(((x + 1) * across) / wide))
      ];
      const [y0, y1] = [Math.floor((y * down) / tall), Math.max(Math.floor((y * down) / tall) + 1, Math.floor(((y + 1) * down) / tall))];
      let sum = 0;
      for (let v = y0; v < y1; v++) for (let u = x0; u < x1; u++) sum += file[v * across + u]!;
      pixels[(top + y) * size + left + x] = Math.round(sum / ((x1 - x0) * (y1 - y0)));
    }
  return { width: size, height: size, channels: 1, pixels };
}
