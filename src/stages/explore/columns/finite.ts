/** JSON has neither NaN nor the infinities: they become null. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
