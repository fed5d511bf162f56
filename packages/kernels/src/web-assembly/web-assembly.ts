/** The part of the WebAssembly interface of every engine that is used here; neither Node's nor the DOM's types are at hand. */
export interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: unknown };
  readonly Memory: new (descriptor: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => CompiledMemory;
}

/** A compiled module; it can be sent to another thread. */
export type CompiledModule = Readonly<Record<never, never>>;

/** A memory of whole pages of 64 kB; one that is shared can be sent to another thread. */
export interface CompiledMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages; views of `buffer` keep their length, a new `buffer` has all. Throws where it cannot. */
  grow(pages: number): number;
}

/** WebAssembly, where the engine has it. */
export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
}
