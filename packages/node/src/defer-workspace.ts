import type { Blobs, Ports, Store } from '@tend/lifecycle';

/** What of a project lives in its workspace. */
export type Workspace = Pick<Ports, 'store' | 'blobs'>;

/** A workspace that is opened, and made where there is none, by the first use of it. */
export function deferWorkspace(dialect: Store['dialect'], open: () => Promise<Workspace>): Workspace {
  let opened: Promise<Workspace> | undefined;
  const workspace = (): Promise<Workspace> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const store: Store = {
    dialect,
    read: async (use) => (await workspace()).store.read(use),
    write: async (use) => (await workspace()).store.write(use),
    scrub: async () => (await workspace()).store.scrub(),
    close: async () => (await opened)?.store.close(),
  };
  const blobs: Blobs = {
    put: async (bytes) => (await workspace()).blobs.put(bytes),
    get: async (digest) => (await workspace()).blobs.get(digest),
    putStream: async (pieces) => (await workspace()).blobs.putStream(pieces),
    has: async (digest) => (await workspace()).blobs.has(digest),
    digests: async () => (await workspace()).blobs.digests(),
    erase: async (digest) => (await workspace()).blobs.erase(digest),
    putTable: async (table) => (await workspace()).blobs.putTable(table),
    openTable: async (digest) => (await workspace()).blobs.openTable(digest),
  };
  return { store, blobs };
}
