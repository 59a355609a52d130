export type ProgressCallback = (share: number, note?: string) => void;
