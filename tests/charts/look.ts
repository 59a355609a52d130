import type { ChartLook } from '../../src/charts/chart-type.ts';

/** The light colours of tokens.css. */
export const look: ChartLook = {
  font: 'Inter Variable, sans-serif',
  width: 640,
  colours: {
    surface: '#ffffff',
    sunk: '#f1efe9',
    line: '#e2dfd6',
    ink: '#1d1e1b',
    ink2: '#55574f',
    ink3: '#6f7168',
    accent: '#0b6b5d',
    accentSoft: '#e0efeb',
    onAccent: '#fffffe',
    warn: '#8a5300',
    bad: '#a3271b',
    series: ['#0b6b5d', '#c2571a', '#5b4db0', '#9a6f00'],
    rest: '#b9b6ab'
  }
};
