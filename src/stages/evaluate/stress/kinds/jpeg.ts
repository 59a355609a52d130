import type { ImageColumn } from '../../../../core/table.ts';
import { changePictures, type Picture } from '../change-values.ts';
import { brightnessTable, colourTable, quantised } from '../jpeg-blocks.ts';
import { defineStress } from '../stress-type.ts';

/** Saved small, sent on, saved again. */
export const jpeg = defineStress({
  changes: 'values',
  id: 'jpeg',
  label: 'Pictures are compressed',
  doc: 'Each picture goes through the lossy part of JPEG at a lower quality; colours keep their full size (4:4:4).',
  params: {},
  doses: [50, 75, 90, 95],
  most: 99,
  axis: 'Quality lost, 100 less the JPEG quality',
  isShare: false,
  unit: 'of quality lost',
  isFixed: true,
  takes: (type) => type === 'image',
  sayDose: (dose) => `JPEG of quality ${100 - dose}`,
  apply(column, dose) {
    const tables = { bright: brightnessTable(100 - dose), colour: colourTable(100 - dose) };
    return changePictures(column, (picture, size) =>
      size.channels === 1 ? quantised(picture, size, tables.bright) : inColour(picture, size, tables)
    );
  }
});

interface Tables {
  readonly bright: Float64Array;
  readonly colour: Float64Array;
}

/** Through luma and two differences of colour, whole numbers each (ITU-T T.871, section 7), and back. */
function inColour(picture: Picture, size: ImageColumn, { bright, colour }: Tables): Picture {
  const plane = (make: (r: number, g: number, b: number) => number) =>
    Float32Array.from({ length: picture.length / 3 }, (_, i) =>
      Math.round(make(picture[3 * i]!, picture[3 * i + 1]!, picture[3 * i + 2]!))
    );
  const luma = quantised(
    plane((r, g, b) => 0.299 * r + 0.587 * g + 0.114 * b),
    size,
    bright
  );
  const blue = quantised(
    plane((r, g, b) => -0.168736 * r - 0.331264 * g + 0.5 * b + 128),
    size,
    colour
  );
  const red = quantised(
    plane((r, g, b) => 0.5 * r - 0.418688 * g - 0.081312 * b + 128),
    size,
    colour
  );
  const out = new Float32Array(picture.length);
  luma.forEach((y, i) => {
    const [cb, cr] = [blue[i]! - 128, red[i]! - 128];
    out.set([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], 3 * i);
  });
  return out;
}
