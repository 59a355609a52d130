/**
 * Every request of this page and its workers since it was opened, as far as the browser tells: resource timings, what the service worker
 * saw leave for elsewhere, and what the content policy stopped. It shows, it does not promise: the policy is what forbids.
 */
export interface RequestWatch {
  read(): { foreign: number; own: number; addresses: readonly string[] };
  /** Calls now and at every further one. @returns how to stop */
  onForeign(tell: (count: number) => void): () => void;
}

export function watchRequests(): RequestWatch {
  const addresses: string[] = [];
  const listeners: ((count: number) => void)[] = [];
  let own = 0;
  const note = (address: string) => {
    if (/^(blob|data):/.test(address)) return;
    if (new URL(address, location.href).origin === location.origin) own++;
    else {
      addresses.push(address);
      listeners.forEach((tell) => tell(addresses.length));
    }
  };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => note(entry.name))).observe({ type: 'resource', buffered: true });
  document.addEventListener('securitypolicyviolation', (event) => {
    if (/^https?:|^wss?:/.test(event.blockedURI)) note(event.blockedURI);
  });
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string; address?: string } | null>) => {
    if (event.data?.type === 'foreign-request' && event.data.address) note(event.data.address);
  });
  return {
    read: () => ({ foreign: addresses.length, own, addresses: [...addresses] }),
    onForeign(tell) {
      listeners.push(tell);
      tell(addresses.length);
      return () => void listeners.splice(listeners.indexOf(tell), 1);
    }
  };
}
