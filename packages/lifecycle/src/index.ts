export type * from './ports.ts';
export type * from './store/store.ts';
export type * from './store/tables.ts';
