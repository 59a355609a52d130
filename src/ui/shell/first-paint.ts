/** Takes away what index.html shows while the app loads: a screen stands in its place now. */
export const dropFirstPaint = (): void => document.querySelector('.first-paint')?.remove();
