/** In the order in which a step names them. */
export const datePartNames = ['year', 'quarter', 'month', 'day', 'weekday', 'hour', 'minute'] as const;
export type DatePart = (typeof datePartNames)[number];

/** How a part becomes features: a number, sine and cosine, or a 0/1 feature for each value. */
export type DatePartForm = 'number' | 'cycle' | 'oneHot';

/** How many values each part has and the first of them; a year has no end. */
export const datePartRanges: Readonly<Record<DatePart, { readonly first: number; readonly count: number }>> = {
  year: { first: 0, count: 0 },
  quarter: { first: 1, count: 4 },
  month: { first: 1, count: 12 },
  day: { first: 1, count: 31 },
  weekday: { first: 1, count: 7 },
  hour: { first: 0, count: 24 },
  minute: { first: 0, count: 60 },
};
