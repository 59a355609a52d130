export interface Watch {
  signal?: AbortSignal;
  onProgress?: (progress: { share: number; note?: string }) => void;
}
