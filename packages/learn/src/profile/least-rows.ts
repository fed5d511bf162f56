/** What fewer rows share may point at one of them, and is never named. */
export const leastRows = 5;
