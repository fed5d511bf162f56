/** The organisation and project that every row and every condition of a store carries. */
export interface Scope {
  readonly orgId: string;
  readonly projectId: string;
}
