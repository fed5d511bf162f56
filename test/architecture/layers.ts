/** What a package may import of its own workspace. The table of DESIGN in `ARCHITECTURE.md`, executable. */
export interface Layer {
  readonly mayImport: readonly string[];
  /** Further packages that only `src/main.ts`, where implementations are chosen, may import. */
  readonly mayImportInMain: readonly string[];
  /** Nothing of Node and nothing of a browser: no builtin modules, no globals. */
  readonly isPure: boolean;
  /** Closed list of packages from outside, where there is one; else those of its package.json. */
  readonly external?: readonly string[];
}

export const layers: Readonly<Record<string, Layer>> = {
  kernels: { mayImport: [], mayImportInMain: [], isPure: true, external: [] },
  table: { mayImport: ['kernels'], mayImportInMain: [], isPure: true },
  learn: { mayImport: ['table', 'kernels'], mayImportInMain: [], isPure: true },
  protocol: { mayImport: [], mayImportInMain: [], isPure: true, external: ['zod'] },
  charts: {
    mayImport: ['kernels', 'protocol'],
    mayImportInMain: [],
    isPure: true,
    external: ['d3-array', 'd3-scale', 'd3-shape'],
  },
  lifecycle: { mayImport: ['learn', 'table', 'kernels', 'protocol', 'charts'], mayImportInMain: [], isPure: true },
  node: { mayImport: ['lifecycle', 'protocol', 'learn', 'table', 'kernels'], mayImportInMain: [], isPure: false },
  server: { mayImport: ['lifecycle', 'protocol'], mayImportInMain: ['node'], isPure: false },
  cli: { mayImport: ['lifecycle', 'protocol'], mayImportInMain: ['server', 'node'], isPure: false },
};

/** Names that the platform provides and a pure package may not use: those things are ports. */
export const platformGlobals: ReadonlySet<string> = new Set([
  ...['process', 'Buffer', 'global', 'require', 'module', '__dirname', '__filename'],
  ...['console', 'performance', 'crypto', 'fetch', 'navigator', 'window', 'document', 'self', 'localStorage'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask'],
  ...['TextEncoder', 'TextDecoder', 'URL', 'URLSearchParams', 'AbortController', 'AbortSignal', 'structuredClone'],
  ...['atob', 'btoa', 'Blob', 'File', 'FormData', 'Headers', 'Request', 'Response', 'Event', 'EventTarget', 'Worker'],
  ...['MessageChannel', 'MessagePort', 'BroadcastChannel', 'WebSocket', 'ReadableStream', 'WritableStream'],
]);

/** The only names a pure package may reach through `globalThis`. */
export const allowedThroughGlobalThis: ReadonlySet<string> = new Set(['WebAssembly']);

/** Words that name no job. */
export const emptyNames: ReadonlySet<string> = new Set([
  ...['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc'],
]);
