import { type Look, makeLook } from './render/look.ts';

/** The look of a pipe: 100 columns, no colour. */
export const plainLook: Look = makeLook({ width: 100, isColor: false, isUnicode: true });

export const asciiLook: Look = makeLook({ width: 100, isColor: false, isUnicode: false });
